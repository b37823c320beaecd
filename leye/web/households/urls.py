"""Addresses of households."""

from django.urls import path

from leye.web.households import declaring, views, zero

urlpatterns = [
    path("zero/", zero.index, name="zero_households"),
    path("zero/export.xlsx", zero.export, name="zero_households_export"),
    path("zero/<int:pk>/", zero.episode, name="zero_household"),
    path("choose/", views.choose, name="choose_household"),
    path("<int:pk>/", views.household, name="household"),
    path("<int:pk>/edit/", views.edit, name="edit_household"),
    path("<int:pk>/add/", views.add_member, name="add_member"),
    path("<int:pk>/head/", views.set_head, name="set_head"),
    path("<int:pk>/declare/", declaring.declare, name="declare"),
    path(
        "<int:pk>/declarations/<int:declaration_pk>/withdraw/",
        declaring.withdraw,
        name="withdraw_declaration",
    ),
]
