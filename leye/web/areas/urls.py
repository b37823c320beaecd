"""Addresses of the tree of areas."""

from django.urls import path

from leye.web.areas import changing, views

urlpatterns = [
    path("", views.index, name="areas"),
    path("new/", views.add, name="new_area"),
    path("<int:pk>/end/", views.end, name="end_area"),
    path("<int:pk>/change/", changing.change, name="change_area"),
]
