from django.urls import path

from leye.web.handover import received, views

urlpatterns = [
    path("", views.index, name="handover"),
    path("new/", views.issue, name="issue_handover"),
    path("lists/<int:pk>/", views.list_page, name="handover_list"),
    path("lists/<int:pk>/refused.xlsx", views.refused_rows, name="handover_refused"),
    path("lots/<int:pk>/", received.lot_page, name="handover_lot"),
    path("lots/<int:pk>/receive/", received.receive, name="receive_handover"),
    path("lots/<int:pk>/pass/", received.pass_on, name="pass_handover"),
    path("items/<int:pk>/", received.move, name="handover_item"),
    path("items/<int:pk>/file/", received.open_file, name="handover_file"),
]
