"""Addresses of evidence: what lies beside a service, a declaration, a check or a person, and the files themselves."""

from django.urls import path

from leye.web.evidence import closing, confirming, files, no_intention, signing, views

urlpatterns = [
    path("people/<int:pk>/", views.person_files, name="person_files"),
    path("services/<int:pk>/", views.service, name="service_evidence"),
    path("declarations/<int:pk>/", no_intention.page, name="no_intention"),
    path("declarations/<int:pk>/reason/", closing.reason, name="no_intention_reason"),
    path("declarations/<int:pk>/close/", closing.close, name="close_no_intention"),
    path("files/<int:pk>/", files.download, name="evidence_file"),
    path("files/<int:pk>/remove/", files.remove, name="remove_evidence"),
    path("<slug:about>/<int:pk>/add/", files.add, name="add_evidence"),
    path("<slug:about>/<int:pk>/sign/", signing.screen, name="sign_on_screen"),
    path("<slug:about>/<int:pk>/paper/", signing.paper, name="sign_on_paper"),
    path("<slug:about>/<int:pk>/code/", confirming.ask, name="ask_confirmation"),
    path("confirmations/<int:pk>/", confirming.confirm, name="confirm_by_code"),
]
