"""Addresses of recording services."""

from django.urls import path

from leye.web.services import views

urlpatterns = [
    path("many/", views.record_many, name="record_many"),
    path("<int:person_id>/", views.record, name="record"),
]
