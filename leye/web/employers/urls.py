"""Addresses."""

from django.urls import path

from leye.web.employers import views

urlpatterns = [path("", views.index, name="employers")]
