"""Addresses of 求助 for everybody."""

from django.urls import path

from leye.web.selfservice import helping

urlpatterns = [
    path("", helping.choose, name="help"),
    path("sent/", helping.sent, name="help_sent"),
    path("receipt/", helping.receipt, name="help_receipt"),
    path("<int:area_no>/", helping.ask, name="ask_help"),
]
