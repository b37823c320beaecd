"""Addresses of gatherings."""

from django.urls import path

from leye.web.gatherings import views

urlpatterns = [
    path("", views.index, name="gatherings"),
    path("new/", views.plan, name="plan_gathering"),
    path("<int:pk>/", views.gathering, name="gathering"),
    path("<int:pk>/came/", views.came, name="gathering_came"),
    path("<int:pk>/ask/", views.ask, name="gathering_ask"),
    path("<int:pk>/sheet/", views.sheet, name="gathering_sheet"),
]
