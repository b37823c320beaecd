"""Addresses of my day."""

from django.urls import path

from leye.web.myday import export, views

urlpatterns = [
    path("", views.index, name="myday"),
    path("myday.xlsx", export.download_day, name="myday_export"),
]
