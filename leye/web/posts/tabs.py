"""The pages of public-welfare posts as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leye.casework.models import ExtensionRequest
from leye.casework.post_enums import ExtensionState
from leye.web.work import WorkRequest

POSTS, MONTHS, PAY, EXTENSIONS, PRIORITY, ASSISTANTS = (
    "posts",
    "post_months",
    "pay_lists",
    "extensions",
    "post_priority",
    "assistants",
)


def tabs_of(request: WorkRequest, active: str) -> list[dict[str, Any]]:
    """The tabs, with the number of requests that wait."""
    waiting = ExtensionRequest.objects.visible_to(request.scope).filter(state=ExtensionState.ASKED).count()
    words = [
        (POSTS, _("岗位和安置"), None),
        (MONTHS, _("考勤和考核"), None),
        (PAY, _("补贴发放"), None),
        (EXTENSIONS, _("延期审批"), waiting or None),
        (PRIORITY, _("优先安置"), None),
        (ASSISTANTS, _("村级协管员"), None),
    ]
    return [
        {"label": label, "url": reverse(name), "active": name == active, "count": count}
        for name, label, count in words
    ]
