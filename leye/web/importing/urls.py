"""Addresses."""

from django.urls import path

from leye.web.importing import steps, views

urlpatterns = [
    path("", views.index, name="import"),
    path("template/<slug:kind>.xlsx", views.template, name="import_template"),
    path("<int:number>/", views.batch_page, name="import_batch"),
    path("<int:number>/progress/", views.progress, name="import_progress"),
    path("<int:number>/marked.xlsx", views.marked, name="import_marked"),
    path("<int:number>/columns/", steps.settle, name="import_columns"),
    path("<int:number>/confirm/", steps.confirm, name="import_confirm"),
    path("<int:number>/again/", steps.again, name="import_again"),
    path("<int:number>/back/", steps.back, name="import_back"),
    path("<int:number>/undo/", steps.undo, name="import_undo"),
    path("<int:number>/discard/", steps.discard, name="import_discard"),
]
