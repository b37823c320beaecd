"""Addresses."""

from django.urls import path

from leye.web.county import views

urlpatterns = [path("", views.index, name="county")]
