"""Addresses of surveys."""

from django.urls import path

from leye.web.surveys import applying, asking, questionnaires, reaching, rounds

urlpatterns = [
    path("", rounds.index, name="surveys"),
    path("new/", rounds.start, name="start_survey"),
    path("unreachable/", reaching.unreachable, name="unreachable"),
    path("pause/<int:person_id>/", reaching.pause, name="pause_reminders"),
    path("resume/<int:person_id>/", reaching.resume, name="resume_reminders"),
    path("questionnaires/", questionnaires.index, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="new_questionnaire"),
    path("questionnaires/<int:pk>/", questionnaires.show, name="questionnaire"),
    path("questionnaires/<int:pk>/end/", questionnaires.end, name="end_questionnaire"),
    path("<int:pk>/", rounds.progress, name="survey"),
    path("<int:pk>/people/", rounds.people, name="survey_people"),
    path("<int:pk>/top-up/", rounds.top_up, name="top_up_survey"),
    path("<int:pk>/close/", rounds.close, name="close_survey"),
    path("<int:pk>/ask/<int:person_id>/", asking.ask, name="survey_ask"),
    path("<int:pk>/ask/<int:person_id>/questions/", asking.questions, name="survey_questions"),
    path("<int:pk>/ask/<int:person_id>/not/", asking.not_asked, name="survey_not_asked"),
    path("<int:pk>/ask/<int:person_id>/apply/", applying.apply, name="survey_apply"),
]
