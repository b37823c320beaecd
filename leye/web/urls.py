"""Every address of the product, by screen."""

from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("account/", include("leye.web.session.sign_in_urls")),
    path("", include("leye.web.myday.urls")),
    path("", include("leye.web.offline.urls")),
    path("services/", include("leye.web.services.urls")),
    path("gatherings/", include("leye.web.gatherings.urls")),
    path("cases/", include("leye.web.cases.urls")),
    path("plans/", include("leye.web.plans.urls")),
    path("referrals/", include("leye.web.referrals.urls")),
    path("handover/", include("leye.web.handover.urls")),
    path("caseload/", include("leye.web.caseload.urls")),
    path("find/", include("leye.web.find.urls")),
    path("county/", include("leye.web.county.urls")),
    path("import/", include("leye.web.importing.urls")),
    path("people/", include("leye.web.people.urls")),
    path("households/", include("leye.web.households.urls")),
    path("groups/", include("leye.web.groups.urls")),
    path("ledger/", include("leye.web.ledger.urls")),
    path("sheets/", include("leye.web.sheets.urls")),
    path("employers/", include("leye.web.employers.urls")),
    path("fairs/", include("leye.web.fairs.urls")),
    path("reports/", include("leye.web.reports.urls")),
    path("registers/", include("leye.web.registers.urls")),
    path("posts/", include("leye.web.posts.urls")),
    path("evidence/", include("leye.web.evidence.urls")),
    path("checks/", include("leye.web.checks.urls")),
    path("policy/", include("leye.web.policy.urls")),
    path("campaigns/", include("leye.web.campaigns.urls")),
    path("runs/", include("leye.web.runs.urls")),
    path("accounts/", include("leye.web.accounts.urls")),
    path("areas/", include("leye.web.areas.urls")),
    path("session/", include("leye.web.session.urls")),
    path("guide/", TemplateView.as_view(template_name="guide.html"), name="guide"),
]
