"""The three registers as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

ACTIVITIES, SITES, READINGS = "registers", "sites", "readings"


def tabs_of(active: str) -> list[dict[str, Any]]:
    """Activities, sites, figures; the active one marked."""
    labels = {ACTIVITIES: _("活动"), SITES: _("场所和载体"), READINGS: _("数据")}
    return [
        {"label": label, "url": reverse(name), "active": name == active} for name, label in labels.items()
    ]
