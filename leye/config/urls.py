"""All pages live in leye.web."""

from django.urls import include, path

urlpatterns = [path("", include("leye.web.urls"))]
handler400 = "leye.web.errors.bad_request"
handler403 = "leye.web.errors.forbidden"
handler404 = "leye.web.errors.not_found"
handler500 = "leye.web.errors.server_error"
