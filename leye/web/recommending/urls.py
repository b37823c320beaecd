"""Addresses of recommendations."""

from django.urls import path

from leye.web.recommending import apply, card, courses, hand, lists, rule

urlpatterns = [
    path("", lists.index, name="recommendations"),
    path("few/", lists.few_jobs, name="recommendations_few"),
    path("declined/", lists.declined_jobs, name="recommendations_declined"),
    path("paper/", lists.paper, name="recommendations_paper"),
    path("courses/", courses.index, name="courses"),
    path("courses/new/", courses.edit, name="new_course"),
    path("courses/<int:pk>/", courses.edit, name="edit_course"),
    path("courses/<int:pk>/close/", courses.close, name="close_course"),
    path("people/<int:person_id>/pick/", card.pick, name="pick_jobs"),
    path("people/<int:person_id>/rule/", rule.by_rule, name="jobs_by_rule"),
    path("people/<int:person_id>/find/", hand.by_hand, name="jobs_by_hand"),
    path("people/<int:person_id>/courses/", courses.for_person, name="person_courses"),
    path("people/<int:person_id>/courses/<int:course_id>/", courses.tell, name="tell_course"),
    path("people/<int:person_id>/jobs/<int:vacancy_id>/recommend/", card.recommend, name="recommend_job"),
    path("people/<int:person_id>/jobs/<int:vacancy_id>/choose/", card.choose, name="choose_job"),
    path("people/<int:person_id>/jobs/<int:vacancy_id>/apply/", apply.apply, name="apply_for_job"),
    path("<int:pk>/deliver/", card.deliver, name="deliver_job"),
    path("<int:pk>/note/", card.note, name="note_unfit"),
    path("<int:pk>/decline/", card.decline, name="decline_job"),
    path("choices/<int:pk>/undo/", card.unchoose, name="undo_choice"),
]
