"""Addresses."""

from django.urls import path

from leye.web.fairs import views

urlpatterns = [path("", views.index, name="fairs")]
