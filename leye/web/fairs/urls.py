"""Addresses of job fairs."""

from django.urls import path

from leye.web.fairs import board, booths, desk, fair, results, views, visits

urlpatterns = [
    path("", views.index, name="fairs"),
    path("new/", views.plan, name="plan_fair"),
    path("fairs.xlsx", views.download_fairs, name="fairs_export"),
    path("board/", board.board, name="fair_board"),
    path("board/board.xlsx", board.download_board, name="fair_board_export"),
    path("series/", fair.series_list, name="fair_series"),
    path("series/<int:pk>/", fair.series_step, name="fair_series_step"),
    path("<int:pk>/", fair.page, name="fair"),
    path("<int:pk>/edit/", views.edit, name="edit_fair"),
    path("<int:pk>/announce/", fair.announce, name="announce_fair"),
    path("<int:pk>/held/", views.held, name="held_fair"),
    path("<int:pk>/report/", fair.report, name="report_fair"),
    path("<int:pk>/repeat/", fair.repeat, name="repeat_fair"),
    path("<int:pk>/cancel/", views.cancel, name="cancel_fair"),
    path("<int:pk>/told/", fair.told, name="fair_told"),
    path("<int:pk>/booths/", booths.booths, name="fair_booths"),
    path("<int:pk>/booths/new/", booths.new, name="new_booth"),
    path("<int:pk>/booths/came/", booths.who_came, name="fair_who_came"),
    path("booths/<int:pk>/accept/", booths.decide, name="accept_booth"),
    path("booths/<int:pk>/refuse/", booths.refuse, name="refuse_booth"),
    path("booths/<int:pk>/posts/", booths.posts, name="booth_posts"),
    path("booths/<int:pk>/talks/", booths.talks, name="booth_talks"),
    path("<int:pk>/desk/", desk.desk, name="fair_desk"),
    path("<int:pk>/visits/", visits.visits, name="fair_visits"),
    path("visits/<int:pk>/match/", visits.match, name="match_visit"),
    path("visits/<int:pk>/back/", visits.take_back, name="take_back_visit"),
    path("<int:pk>/results/", results.results, name="fair_results"),
    path("<int:pk>/results.xlsx", results.download_results, name="fair_results_export"),
    path("<int:pk>/print/<slug:kind>.pdf", results.paper, name="fair_paper"),
]
