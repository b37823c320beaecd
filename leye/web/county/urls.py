"""Addresses of the county's page."""

from django.urls import path

from leye.web.county import lists, looks, views

urlpatterns = [
    path("", views.index, name="county"),
    path("areas.xlsx", lists.download_areas, name="county_areas_export"),
    path("list/", lists.todos, name="county_list"),
    path("placements/", lists.placements, name="county_placements"),
    path("looks/", looks.index, name="looks"),
]
