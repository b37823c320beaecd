"""Addresses."""

from django.urls import path

from leye.web.find import views

urlpatterns = [path("", views.index, name="find")]
