"""What a ledger's page is narrowed to, read from its address; and the area it is about."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.enums import Wish, WorkCapacity
from leye.sheets.people import CHECKED, WORK, Filter
from leye.web.fields import area_choices, whole
from leye.web.work import WorkRequest

NAMES = ("work", "wants", "able", "checked")


@dataclass(frozen=True)
class Choice:
    """A drop-down of the page's filter."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


def choices_of(request: WorkRequest) -> list[Choice]:
    """The drop-downs besides the village, with what the address asks for."""
    offered: list[tuple[str, str, list[tuple[Any, Any]]]] = [
        ("work", _("就业"), list(WORK.items())), ("wants", _("意愿"), list(Wish.choices)),
        ("able", _("劳动能力"), list(WorkCapacity.choices)), ("checked", _("核对"), list(CHECKED.items())),
    ]  # fmt: skip
    return [
        Choice(name, label, [(str(key), str(word)) for key, word in options], _asked(request, name, options))
        for name, label, options in offered
    ]


def _asked(request: WorkRequest, name: str, options: list[tuple[Any, Any]]) -> str:
    value = request.GET.get(name, "")
    return value if value in {str(key) for key, _word in options} else ""


def area_of(request: WorkRequest) -> int:
    """The area inside the scope that the address asks for; 0 for the whole scope."""
    number = whole(request.GET.get("area"))
    return number if request.scope.covers(number) else 0


def filter_of(request: WorkRequest) -> Filter:
    """The filter that the address asks for."""
    return Filter(area_of(request), **{choice.name: choice.value for choice in choices_of(request)})


def query_of(wanted: Filter, **more: Any) -> str:
    """A filter as the query of an address, with other names on top; '' when it narrows nothing."""
    pairs = {"area": wanted.area_no, **{name: getattr(wanted, name) for name in NAMES}, **more}
    kept = {name: value for name, value in pairs.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def places(scope: Scope) -> list[tuple[Any, Any]]:
    """Areas to narrow to: villages of a township by township, townships of more; none for a village."""
    own = Area.objects.filter(pk=scope.lo).first()
    if own is None or own.level >= Level.VILLAGE:
        return []
    return area_choices(scope, Level.VILLAGE if own.level >= Level.COUNTY else Level.COUNTY)
