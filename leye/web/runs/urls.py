"""Addresses of the nightly runs."""

from django.urls import path

from leye.web.runs import views

urlpatterns = [
    path("", views.index, name="runs"),
    path("start/", views.start, name="start_run"),
    path("progress/", views.progress, name="run_progress"),
    path("<int:pk>/", views.run, name="run"),
]
