"""Addresses of finding people."""

from django.urls import path

from leye.web.find import views

urlpatterns = [
    path("", views.index, name="find"),
    path("download/", views.download_hits, name="find_download"),
]
