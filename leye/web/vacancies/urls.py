"""Addresses of vacancies."""

from django.urls import path

from leye.web.vacancies import editing, finding, lists, review, units

urlpatterns = [
    path("", lists.index, name="vacancies"),
    path("vacancies.xlsx", lists.download_vacancies, name="vacancies_export"),
    path("review/", review.queue, name="vacancy_queue"),
    path("review/publish/", review.publish_several, name="publish_vacancies"),
    path("find/", finding.find, name="find_vacancies"),
    path("find/save/", finding.save, name="save_search"),
    path("find/<int:pk>/", finding.saved, name="saved_search"),
    path("find/<int:pk>/forget/", finding.forget, name="forget_search"),
    path("open/<int:pk>/", finding.posting, name="posting"),
    path("rules/", units.rules, name="vacancy_rules"),
    path("units/<int:pk>/", units.standing, name="employer_standing"),
    path("new/", editing.choose, name="new_vacancy"),
    path("new/pay/", editing.pay, name="vacancy_pay"),
    path("new/<int:employer_pk>/", editing.add, name="add_vacancy"),
    path("new/<int:employer_pk>/checks/", editing.checks, name="vacancy_checks"),
    path("<int:pk>/", lists.vacancy, name="vacancy"),
    path("<int:pk>/edit/", editing.edit, name="edit_vacancy"),
    path("<int:pk>/<str:step>/", review.step, name="vacancy_step"),
]
