"""Addresses for everybody, without signing in."""

from django.urls import path

from leye.web.demand import public

urlpatterns = [
    path("", public.index, name="public_shortage"),
    path("<int:pk>/", public.one_list, name="public_shortage_list"),
    path("<int:pk>/list.xlsx", public.download_list, name="public_shortage_export"),
]
