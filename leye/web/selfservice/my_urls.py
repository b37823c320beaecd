"""Addresses of 我的: for a person who is signed in to the own file."""

from django.urls import path

from leye.web.selfservice import data, entering, kept, my

urlpatterns = [
    path("", my.index, name="my"),
    path("sign-in/", entering.sign_in, name="my_sign_in"),
    path("code/", entering.code, name="my_code"),
    path("paper/", entering.paper, name="my_paper"),
    path("sign-out/", entering.sign_out, name="my_sign_out"),
    path("applications/", my.applications, name="my_applications"),
    path("applications/<int:pk>/", my.application, name="my_application"),
    path("applications/<int:pk>/withdraw/", my.withdraw, name="my_withdraw"),
    path("applications/<int:pk>/agree/", my.agree, name="my_agree"),
    path("applications/<int:pk>/slot/", my.slot, name="my_slot"),
    path("apply/<int:vacancy_pk>/", my.apply, name="my_apply"),
    path("decline/<int:pk>/", my.decline, name="my_decline"),
    path("searches/keep/", kept.keep, name="my_keep_search"),
    path("searches/<int:pk>/", kept.see, name="my_search"),
    path("searches/<int:pk>/forget/", kept.forget, name="my_forget_search"),
    path("data/", data.mine, name="my_data"),
    path("help/", data.ask, name="my_help"),
]
