from django.urls import path

from leye.web.caseload import views

urlpatterns = [
    path("", views.index, name="caseload"),
    path("<int:pk>/", views.helper, name="caseload_helper"),
    path("<int:pk>/reassign/", views.reassign, name="reassign_helpers"),
]
