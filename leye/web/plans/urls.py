from django.urls import path

from leye.web.plans import templates, views

urlpatterns = [
    path("", views.index, name="plans"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("<int:pk>/agree/", views.agree, name="agree_plan"),
    path("<int:pk>/end/", views.end, name="end_plan"),
    path("person/<int:pk>/", views.plan_for, name="plan_for"),
    path("templates/", templates.index, name="plan_templates"),
    path("templates/new/", templates.edit, name="add_plan_template"),
    path("templates/starters/", templates.starters, name="plan_starters"),
    path("templates/<int:pk>/", templates.edit, name="edit_plan_template"),
    path("templates/<int:pk>/close/", templates.close, name="close_plan_template"),
]
