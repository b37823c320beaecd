"""Addresses of households."""

from django.urls import path

from leye.web.households import views

urlpatterns = [
    path("choose/", views.choose, name="choose_household"),
    path("<int:pk>/", views.household, name="household"),
    path("<int:pk>/edit/", views.edit, name="edit_household"),
    path("<int:pk>/add/", views.add_member, name="add_member"),
    path("<int:pk>/head/", views.set_head, name="set_head"),
]
