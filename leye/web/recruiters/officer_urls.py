"""Addresses of the officers' side: accounts that were asked for."""

from django.urls import path

from leye.web.recruiters import officers

urlpatterns = [
    path("", officers.index, name="unit_accounts"),
    path("<int:pk>/", officers.account, name="unit_account"),
    path("<int:pk>/verify/", officers.verify, name="verify_unit_account"),
    path("<int:pk>/refuse/", officers.refuse, name="refuse_unit_account"),
    path("<int:pk>/end/", officers.end, name="end_unit_account"),
    path("<int:pk>/password/", officers.password, name="unit_account_password"),
    path("mandates/<int:pk>/<str:step>/", officers.mandate, name="unit_account_mandate"),
]
