"""Addresses of recording services."""

from django.urls import path

from leye.web.services import correcting, views

urlpatterns = [
    path("many/", views.record_many, name="record_many"),
    path("<int:person_id>/", views.record, name="record"),
    path("records/<int:pk>/correct/", correcting.correct, name="correct_service"),
    path("records/<int:pk>/cancel/", correcting.cancel, name="cancel_service"),
]
