"""找人: one box. Nothing is listed before a search, and a miss never tells whether somebody is elsewhere."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.ledger.models import Person
from leye.ledger.reading import Hit, SearchResult, search_people
from leye.standards.text import clean_cell
from leye.vault.crypto import decrypt
from leye.web.downloads import MAY_UNMASK, download, wants_full
from leye.web.work import WorkRequest, work_page

LIMIT = 50
LONGEST = 60
#: Six digits in a row may be a part of somebody's number: such a search is posted and never stands in an address.
_NUMBER = re.compile(r"\d{6}")
#: A whole identity number of either length; as long a number of a household, but without a day in it, is none.
_IDENTITY = re.compile(
    r"(?<!\d)\d{6}(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]?(?!\d)"
)


def holds_identity(text: str) -> bool:
    """Whether a text holds a whole identity number, of 18 digits or of the 15 of old."""
    return bool(_IDENTITY.search(re.sub(r"[\s-]", "", clean_cell(text))))


def is_number(text: str) -> bool:
    """Whether a search may hold an identity number or a telephone."""
    return bool(_NUMBER.search(re.sub(r"[\s-]", "", clean_cell(text))))


def _kind(text: str) -> str:
    if is_number(text):
        return "number"
    return "letters" if text.isascii() else "name"


def look_for(request: WorkRequest, text: str, limit: int = LIMIT) -> SearchResult:
    """Look, and log that somebody looked: of what was typed only its kind is kept."""
    result = search_people(request.scope, text, limit)
    log_search(request, text, len(result.hits))
    return result


def log_search(request: WorkRequest, text: str, hits: int) -> None:
    """The line of a search in the access log."""
    log_access(request, Access.SEARCH, detail={"kind": _kind(text), "hits": hits})


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The box and what it found.

    A posted name goes on to an address that can be kept and gone back to; a number is answered at once.
    """
    if request.method == "POST":
        text = request.POST.get("q", "").strip()[:LONGEST]
        if text and not is_number(text):
            return redirect(f"{reverse('find')}?{urlencode({'q': text})}")
    else:
        text = request.GET.get("q", "").strip()[:LONGEST]
        if is_number(text):
            return render(request, "find/index.html", {"in_address": True}, status=400)
    context: dict[str, Any] = {
        "text": text,
        "is_number": is_number(text),
        "may_unmask": request.post.role in MAY_UNMASK,
        "may_write": request.post.role in CAN_WRITE_LEDGER,
    }
    if text:
        result = look_for(request, text)
        context |= {
            "result": result,
            "hits": result.hits,
            "show_matched": len({hit.matched for hit in result.hits}) > 1,
            "search_query": "" if is_number(text) else text,
        }
    return render(request, "find/index.html", context)


def _columns() -> list[str]:
    return [
        _("姓名"), _("身份证号"), _("性别"), _("年龄"), _("电话"), _("村（社区）"), _("群体"), _("状态"), _("帮扶联系人"),
    ]  # fmt: skip


@work_page()
def download_hits(request: WorkRequest) -> HttpResponse:
    """The people found, as a workbook. Posted, so that what was typed stands in no address and no log."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    if request.method != "POST" or not text:
        return redirect("find")
    full = wants_full(request)
    hits = search_people(request.scope, text, LIMIT).hits
    return download(request, _("查找结果"), _columns(), hit_rows(request, hits, full), full=full)


def hit_rows(request: WorkRequest, hits: list[Hit], full: bool) -> Iterator[list[Any]]:
    """Rows of a list of people; whole numbers only when `full`."""
    people = Person.objects.visible_to(request.scope).in_bulk([hit.id for hit in hits]) if full else {}
    for hit in hits:
        person = people.get(hit.id)
        number = decrypt(bytes(person.id_cipher)) if person else hit.masked_number
        yield [
            hit.name, number, hit.sex, hit.age, person.phone if person else hit.phone, hit.area_name,
            "、".join(hit.groups), hit.status, hit.helper,
        ]  # fmt: skip
