"""Addresses of the ledgers by group."""

from django.urls import path

from leye.web.ledger import books, checking, five, lists, saving

urlpatterns = [
    path("", books.index, name="ledgers"),
    path("new/", saving.add, name="new_ledger"),
    path("checks/", checking.index, name="ledger_checks"),
    path("checks/<slug:key>/", checking.people, name="ledger_check"),
    path("checks/<slug:key>/export.xlsx", checking.download_people, name="ledger_check_export"),
    path("five/", five.index, name="five_things"),
    path("five/people/", five.people, name="five_people"),
    path("<slug:slug>/", lists.index, name="ledger"),
    path("<slug:slug>/export.xlsx", lists.download_list, name="ledger_export"),
    path("<slug:slug>/confirm/", lists.confirm, name="confirm_ledger"),
    path("<slug:slug>/edit/", saving.edit, name="edit_ledger"),
    path("<slug:slug>/remove/", saving.remove, name="remove_ledger"),
]
