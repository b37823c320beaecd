"""Addresses of public-welfare posts."""

from django.urls import path

from leye.web.posts import assistants, extending, months, paying, priority, views

urlpatterns = [
    path("", views.index, name="posts"),
    path("new/", views.add, name="new_post"),
    path("placements.xlsx", views.download_placements, name="placements_export"),
    path("<int:pk>/", views.post, name="post"),
    path("<int:pk>/end/", views.end, name="end_post"),
    path("<int:pk>/place/", views.place, name="place_person"),
    path("<int:pk>/warnings/", views.warnings, name="place_warnings"),
    path("<int:pk>/edit/", views.edit, name="edit_post"),
    path("months/", months.index, name="post_months"),
    path("months/export.xlsx", months.export, name="post_months_export"),
    path("pay/", paying.index, name="pay_lists"),
    path("pay/new/", paying.make, name="make_pay_list"),
    path("pay/<int:pk>/", paying.pay_list, name="pay_list"),
    path("pay/<int:pk>/approve/", paying.approve, name="approve_pay_list"),
    path("pay/<int:pk>/discard/", paying.discard, name="discard_pay_list"),
    path("pay/<int:pk>/export.xlsx", paying.export, name="pay_list_export"),
    path("extensions/", extending.index, name="extensions"),
    path("extensions/<int:pk>/", extending.decide, name="decide_extension"),
    path("placements/<int:pk>/ask/", extending.ask, name="ask_extension"),
    path("placements/<int:pk>/ask/check/", extending.check, name="check_extension"),
    path("priority/", priority.index, name="post_priority"),
    path("priority/export.xlsx", priority.export, name="post_priority_export"),
    path("assistants/", assistants.index, name="assistants"),
    path("assistants/register/", assistants.register, name="register_assistants"),
    path("placements/<int:pk>/leave/", views.leave, name="leave_placement"),
]
