"""Addresses."""

from django.urls import path

from leye.web.policy import views

urlpatterns = [path("", views.index, name="policy")]
