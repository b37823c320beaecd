"""Addresses of the session."""

from django.urls import path

from leye.web.session import views

urlpatterns = [path("post/", views.switch_post, name="switch_post")]
