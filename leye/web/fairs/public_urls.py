"""Addresses of fairs for everybody; short, because they are printed and read out."""

from django.urls import path

from leye.web.fairs import public

urlpatterns = [
    path("", public.fairs, name="public_fairs"),
    path("<str:number>/", public.fair, name="public_fair"),
    path("<str:number>/join/", public.join, name="public_join"),
    path("<str:number>/slip/<str:token>/", public.slip, name="public_slip"),
    path("<str:number>/booth/", public.sign_up, name="public_sign_up"),
]
