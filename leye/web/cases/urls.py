"""Addresses of cases."""

from django.urls import path

from leye.web.cases import batches, exiting, intake, listing, views

urlpatterns = [
    path("", listing.index, name="cases"),
    path("download/", listing.download_cases, name="cases_export"),
    path("new/", intake.new, name="new_case"),
    path("assign/", batches.assign, name="assign_cases"),
    path("confirm/", batches.confirm, name="confirm_cases"),
    path("<int:pk>/", views.case_page, name="case"),
    path("<int:pk>/register/", views.register, name="register_case"),
    path("<int:pk>/exit/", exiting.exit_case, name="exit_case"),
    path("<int:pk>/exit/evidence/", exiting.evidence, name="exit_evidence"),
]
