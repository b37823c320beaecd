"""Addresses of units."""

from django.urls import path

from leye.web.recruiters import answers, jobs, joining, us

urlpatterns = [
    path("", jobs.index, name="unit_jobs"),
    path("join/", joining.join, name="join_unit"),
    path("join/<str:token>/", joining.asked, name="unit_asked"),
    path("jobs/new/", jobs.add, name="unit_new_job"),
    path("jobs/pay/", jobs.pay, name="unit_pay"),
    path("jobs/checks/<int:employer_pk>/", jobs.checks, name="unit_checks"),
    path("jobs/<int:pk>/", jobs.job, name="unit_job"),
    path("jobs/<int:pk>/edit/", jobs.edit, name="unit_edit_job"),
    path("jobs/<int:pk>/slot/", answers.open_slot, name="unit_open_slot"),
    path("jobs/<int:pk>/<str:step>/", jobs.step, name="unit_job_step"),
    path("applications/", answers.index, name="unit_applications"),
    path("applications/<int:pk>/", answers.application, name="unit_application"),
    path("applications/<int:pk>/contact/", answers.contact, name="unit_contact"),
    path("applications/<int:pk>/<str:step>/", answers.step, name="unit_answer"),
    path("interviews/", answers.interviews, name="unit_interviews"),
    path("us/", us.index, name="unit_us"),
    path("us/switch/", us.switch, name="unit_switch"),
    path("us/members/<int:pk>/end/", us.end_member, name="unit_end_member"),
    path("us/mandates/new/", us.give_mandate, name="unit_give_mandate"),
    path("us/mandates/<int:pk>/<str:step>/", us.mandate, name="unit_mandate"),
]
