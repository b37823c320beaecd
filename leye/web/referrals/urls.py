from django.urls import path

from leye.web.referrals import views

urlpatterns = [
    path("", views.index, name="referrals"),
    path("person/<int:pk>/", views.refer, name="refer"),
    path("<int:pk>/answer/", views.unit_answer, name="unit_answer"),
    path("<int:pk>/finish/", views.finish, name="finish_referral"),
    path("<int:pk>/revoke/", views.revoke, name="revoke_referral"),
    path("received/<int:pk>/", views.answer, name="answer_referral"),
    path("received/<int:pk>/finish/", views.finish_received, name="finish_received"),
]
