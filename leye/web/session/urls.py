"""Addresses of the session and of one's own settings."""

from django.urls import path

from leye.web.session import views

urlpatterns = [
    path("post/", views.switch_post, name="switch_post"),
    path("me/", views.my_settings, name="my_settings"),
    path("me/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
