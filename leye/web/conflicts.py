"""Two people saved the same thing: the second sees both versions and chooses field by field."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leye.ledger.errors import ChangedMeanwhile
from leye.standards.calendar import SHANGHAI
from leye.web.work import WorkRequest

CHOICE = "choice_"


def chosen(data: QueryDict, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes without those for which the other version was chosen."""
    return {name: value for name, value in changes.items() if data.get(f"{CHOICE}{name}") != "theirs"}


def _carried(data: QueryDict, names: Iterable[str], version: int) -> SafeString:
    """What was typed, and the version that was just shown, as hidden fields of the choice."""
    pairs = [(name, value) for name in names for value in data.getlist(name)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', [*pairs, ("version", version)])


def show_conflict(
    request: WorkRequest,
    error: ChangedMeanwhile,
    names: list[str],
    *,
    title: str,
    back: str,
    of: str,
    by: str = "",
    frame: str = "base.html",
) -> HttpResponse:
    """Both versions (409). `names` are the form's fields; nothing of what was typed is lost.

    `by`: in place of the name of who saved, for people from outside, who have a `frame` of their own, too.
    """
    typed = [name for name in names if request.POST.get(name)]
    rows = [row for row in error.rows if not row.same and (row.name in typed or row.name != "id_number")]
    at = error.at.astimezone(SHANGHAI).strftime("%H:%M") if error.at else ""
    context = {
        "title": title, "of": of, "back": back, "rows": rows, "theirs": {"by": by or error.by, "at": at},
        "mine": {"by": _("您"), "at": ""}, "hidden": _carried(request.POST, names, error.version),
        "action_url": request.path, "frame": frame,
    }  # fmt: skip
    return render(request, "conflict.html", context, status=409)
