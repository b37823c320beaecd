"""Addresses of employers."""

from django.urls import path

from leye.web.employers import explaining, views

urlpatterns = [
    path("", views.index, name="employers"),
    path("new/", views.edit, name="new_employer"),
    path("employers.xlsx", views.download_employers, name="employers_export"),
    path("<int:pk>/", views.employer, name="employer"),
    path("<int:pk>/explain/", explaining.explain_employer, name="explain_employer"),
    path("<int:pk>/edit/", views.edit, name="edit_employer"),
]
