"""Addresses of applications, hires and follow-ups."""

from django.urls import path

from leye.web.hiring import application, contract, follow, hire, lists, slots, stays

urlpatterns = [
    path("", lists.index, name="applications"),
    path("applications.xlsx", lists.download_applications, name="applications_export"),
    path("slots/<int:vacancy_pk>/", slots.slots, name="interview_slots"),
    path("follow-ups/", follow.index, name="follow_ups"),
    path("follow-ups/follow-ups.xlsx", follow.download_follow_ups, name="follow_ups_export"),
    path("follow-ups/<int:pk>/", follow.ask, name="follow_up"),
    path("stays/", stays.index, name="stays"),
    path("<int:pk>/", application.application, name="application"),
    path("<int:pk>/contact/", application.contact, name="application_contact"),
    path("<int:pk>/contract/<str:kind>.docx", contract.download_contract, name="contract"),
    path("<int:pk>/hire/", hire.hire, name="hire"),
    path("<int:pk>/undo/", hire.undo, name="undo_hire"),
    path("<int:pk>/<str:step>/", application.step, name="application_step"),
]
