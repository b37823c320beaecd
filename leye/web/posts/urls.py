"""Addresses."""

from django.urls import path

from leye.web.posts import views

urlpatterns = [path("", views.index, name="posts")]
