"""Addresses of job fairs."""

from django.urls import path

from leye.web.fairs import views

urlpatterns = [
    path("", views.index, name="fairs"),
    path("new/", views.plan, name="plan_fair"),
    path("fairs.xlsx", views.download_fairs, name="fairs_export"),
    path("<int:pk>/held/", views.held, name="held_fair"),
    path("<int:pk>/cancel/", views.cancel, name="cancel_fair"),
]
