"""Addresses of reports sent upwards."""

from django.urls import path

from leye.web.reports import views

urlpatterns = [
    path("", views.index, name="reports"),
    path("submissions.xlsx", views.download_submissions, name="submissions_export"),
    path("<int:pk>/send/", views.send, name="send_report"),
]
