"""Addresses of people."""

from django.urls import path

from leye.web.people import edit, explaining, hub, merging, register, sharing, steps, transfers, views

urlpatterns = [
    path("", hub.index, name="people"),
    path("new/", register.register, name="register"),
    path("duplicates/", merging.duplicates, name="duplicates"),
    path("duplicates/<int:left>/<int:right>/", merging.compare, name="compare_people"),
    path("merges/<int:pk>/undo/", merging.undo, name="undo_merge"),
    path("transfers/", transfers.index, name="transfers"),
    path("transfers/ask/", transfers.ask, name="ask_transfer"),
    path("transfers/<int:pk>/decide/", transfers.decide, name="decide_transfer"),
    path("shared/", sharing.shared, name="shared_people"),
    path("<int:pk>/share/", sharing.grant, name="share_person"),
    path("<int:pk>/share/<int:row>/end/", sharing.end, name="end_share"),
    path("<int:pk>/", views.person_page, name="person"),
    path("<int:pk>/moments/", views.older_moments, name="person_moments"),
    path("<int:pk>/services/", views.services, name="person_services"),
    path("<int:pk>/explain/", explaining.explain, name="explain_person"),
    path("<int:pk>/number/", views.reveal, name="reveal"),
    path("<int:pk>/edit/", edit.edit, name="edit_person"),
    path("<int:pk>/do/<slug:what>/", steps.change, name="person_step"),
    path("<int:pk>/do/<slug:what>/<int:row>/", steps.change, name="person_row_step"),
]
