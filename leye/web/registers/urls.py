"""Addresses of the registers."""

from django.urls import path

from leye.web.registers import readings, sites, views

urlpatterns = [
    path("", views.index, name="registers"),
    path("activities/new/", views.add, name="add_activity"),
    path("activities/<int:pk>/remove/", views.remove, name="remove_activity"),
    path("note/<int:pk>/", views.note, name="note_activity"),
    path("sites/", sites.index, name="sites"),
    path("sites/new/", sites.add, name="add_site"),
    path("sites/<int:pk>/edit/", sites.edit, name="edit_site"),
    path("sites/<int:pk>/close/", sites.close, name="close_site"),
    path("readings/", readings.index, name="readings"),
    path("readings/new/", readings.add, name="add_reading"),
    path("readings/<int:pk>/remove/", readings.remove, name="remove_reading"),
]
