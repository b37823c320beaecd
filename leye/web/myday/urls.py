"""Addresses."""

from django.urls import path

from leye.web.myday import views

urlpatterns = [path("", views.index, name="myday")]
