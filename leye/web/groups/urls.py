"""Addresses of groups."""

from django.urls import path

from leye.web.groups import views

urlpatterns = [
    path("", views.index, name="groups"),
    path("new/", views.add, name="new_group"),
    path("<slug:code>/end/", views.end, name="end_group"),
]
