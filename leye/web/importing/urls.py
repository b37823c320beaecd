"""Addresses."""

from django.urls import path

from leye.web.importing import views

urlpatterns = [path("", views.index, name="import")]
