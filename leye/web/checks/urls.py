"""Addresses of checks after the fact."""

from django.urls import path

from leye.web.checks import items, late, rounds

urlpatterns = [
    path("", rounds.index, name="checks"),
    path("draw/", rounds.draw, name="draw_checks"),
    path("rounds/<int:pk>/", rounds.check_round, name="check_round"),
    path("unsettled/", rounds.unsettled_items, name="unsettled_checks"),
    path("late/", late.index, name="late_services"),
    path("items/<int:pk>/", items.item, name="check_item"),
    path("items/<int:pk>/record/", items.record, name="record_check"),
    path("items/<int:pk>/settle/", items.settle, name="settle_check"),
]
