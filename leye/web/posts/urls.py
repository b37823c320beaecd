"""Addresses of public-welfare posts."""

from django.urls import path

from leye.web.posts import views

urlpatterns = [
    path("", views.index, name="posts"),
    path("new/", views.add, name="new_post"),
    path("placements.xlsx", views.download_placements, name="placements_export"),
    path("<int:pk>/", views.post, name="post"),
    path("<int:pk>/end/", views.end, name="end_post"),
    path("<int:pk>/place/", views.place, name="place_person"),
    path("<int:pk>/warnings/", views.warnings, name="place_warnings"),
    path("placements/<int:pk>/extend/", views.extend, name="extend_placement"),
    path("placements/<int:pk>/leave/", views.leave, name="leave_placement"),
]
