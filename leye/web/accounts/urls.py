"""Addresses."""

from django.urls import path

from leye.web.accounts import views

urlpatterns = [path("", views.index, name="accounts")]
