"""Addresses of my day."""

from django.urls import path

from leye.web.front import front
from leye.web.myday import export

urlpatterns = [
    path("", front, name="myday"),
    path("myday.xlsx", export.download_day, name="myday_export"),
]
