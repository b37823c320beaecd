"""Addresses of the campaigns."""

from django.urls import path

from leye.web.campaigns import views

urlpatterns = [
    path("", views.index, name="campaigns"),
    path("calendar/", views.calendar, name="campaign_calendar"),
    path("plan/", views.plan, name="plan_campaign"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/days/", views.days, name="campaign_days"),
    path("<int:pk>/close/", views.close, name="close_campaign"),
    path("<int:pk>/report/", views.report, name="campaign_report"),
]
