"""Addresses for everybody, without signing in."""

from django.urls import path

from leye.web.vacancies import public

urlpatterns = [
    path("", public.find, name="jobs"),
    path("<int:pk>/", public.job, name="job"),
]
