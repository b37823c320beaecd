"""Addresses of 求助 for officers."""

from django.urls import path

from leye.web.selfservice import codes, requests

urlpatterns = [
    path("", requests.index, name="help_requests"),
    path("code/<int:person_pk>/", codes.hand_over, name="hand_over_code"),
    path("<int:pk>/", requests.show, name="help_request"),
    path("<int:pk>/take/", requests.take, name="take_help"),
    path("<int:pk>/answer/", requests.answer, name="answer_help"),
    path("<int:pk>/case/", requests.open_case, name="help_case"),
    path("<int:pk>/is/<int:person_pk>/", requests.link, name="link_help"),
]
