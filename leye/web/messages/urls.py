"""Addresses of messages."""

from django.urls import path

from leye.web.messages import pushed, templates, views

urlpatterns = [
    path("", views.index, name="text_messages"),
    path("send/", views.send, name="send_messages"),
    path("opt-outs/", views.opt_outs, name="opt_outs"),
    path("opt-outs/<int:pk>/remove/", views.remove_opt_out, name="remove_opt_out"),
    path("templates/", templates.index, name="message_templates"),
    path("templates/new/", templates.edit, name="new_message_template"),
    path("templates/<int:pk>/", templates.edit, name="message_template"),
    path("templates/<int:pk>/approve/", templates.approve, name="approve_message_template"),
    path("templates/<int:pk>/end/", templates.end, name="end_message_template"),
    path("receipts/<slug:provider>/<str:token>/", pushed.receipts, name="pushed_receipts"),
]
