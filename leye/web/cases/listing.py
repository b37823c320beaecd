"""个案: what is in hand, what is late, stuck, without anybody, ready to end; each a list and a number."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.areas.enums import Level
from leye.cases.deadlines import REGISTER_WITHIN_DAYS, SERVE_WITHIN_DAYS, STUCK_AFTER_DAYS
from leye.cases.enums import CHANNEL_CHOICES, CHANNELS
from leye.cases.lists import MOST_COUNTED, CaseList, Narrowed, cases_on, counted, is_late
from leye.cases.models import Case
from leye.cases.models.cases import CaseQuerySet
from leye.cases.staff import helping_posts
from leye.cases.waiting import waiting_here
from leye.casework.reading import last_contacts
from leye.ledger.reading import masked_number
from leye.selfservice.reading import new_requests
from leye.standards.calendar import today
from leye.web.cases.paging import page_after
from leye.web.downloads import download
from leye.web.fields import areas_in, whole
from leye.web.paging import log_list
from leye.web.work import WorkRequest, work_page

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Which state a status of the list has.
KINDS = {"applied": "warn", "registered": "info", "served": "good", "exited": "plain"}


def chosen_list(request: WorkRequest) -> CaseList:
    """The list asked for; the open cases for anything unknown."""
    asked = request.GET.get("list", "")
    return CaseList(asked) if asked in CaseList.values else CaseList.OPEN


def chosen_filter(request: WorkRequest) -> tuple[Narrowed, dict[str, str]]:
    """What the address narrows the lists to, and the same as an address."""
    kept: dict[str, str] = {}
    channel = request.GET.get("channel", "")
    if channel in [one.value for one in CHANNELS]:
        kept["channel"] = channel
    owner_id = request.user.pk if request.GET.get("mine") else None
    if owner_id:
        kept["mine"] = "1"
    lo = hi = None
    area_no = whole(request.GET.get("area"))
    if area_no and request.scope.covers(area_no):
        area = next((one for one in _areas(request) if one.no == area_no), None)
        if area is not None:
            lo, hi = area.no, area.last
            kept["area"] = str(area_no)
    return Narrowed(lo, hi, kept.get("channel", ""), owner_id), kept


def _areas(request: WorkRequest) -> list[Any]:
    """What a post may narrow to: the areas one level below its own; nothing in a village."""
    level = request.post.area.level
    return areas_in(request.scope, Level(level + 1)) if level < Level.VILLAGE else []


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """One list, with the numbers of all."""
    day, which = today(), chosen_list(request)
    narrowed, kept = chosen_filter(request)
    page = page_after(request, cases_on(which, request.scope, day, narrowed).with_names())
    contacts = last_contacts(request.scope, [case.person_id for case in page.rows])
    log_list(request, f"cases {which.value}", len(page.rows))
    may_write = request.post.role in CAN_WRITE_LEDGER
    return render(request, "cases/index.html", {
        "tabs": _tabs(request, which, narrowed, kept, day), "which": which, "page": page,
        "rows": [_row(case, contacts.get(case.person_id), day) for case in page.rows],
        "explained": _explained(which), "channels": CHANNEL_CHOICES, "kept": kept, "areas": _areas(request),
        "area_no": whole(kept.get("area")), "narrow_url": f"?{urlencode({**kept, 'list': which})}",
        "export_query": urlencode({**kept, "list": which}), "may_write": may_write,
        "is_clerk": request.post.role in CLERKS, "is_county": request.post.role == Role.COUNTY_OFFICER,
        "owners": _owners(request) if request.post.role in CLERKS else [], "waiting": waiting_here(request.scope),
        "asked_help": new_requests(request.scope),
    })  # fmt: skip


def _tabs(
    request: WorkRequest, which: CaseList, narrowed: Narrowed, kept: dict[str, str], day: dt.date
) -> list[dict[str, Any]]:
    found = []
    for one in CaseList:
        count = counted(cases_on(one, request.scope, day, narrowed))
        words = str(count) if count <= MOST_COUNTED else _("%(n)d以上") % {"n": MOST_COUNTED}
        found.append(
            {"label": str(one.label), "url": f"?{urlencode({**kept, 'list': one.value})}",
             "active": one == which, "count": words}
        )  # fmt: skip
    return found


def _explained(which: CaseList) -> str:
    """What stands on a list, in one sentence."""
    return {
        CaseList.OPEN: _("已申请、还没有退出的，先申请的在前。"),
        CaseList.OVERDUE: _("申请%(register)d天没有登记，或登记%(serve)d天没有第一次服务。")
        % {"register": REGISTER_WITHIN_DAYS, "serve": SERVE_WITHIN_DAYS},
        CaseList.STUCK: _("%(n)d天以上没有联系上本人；没接通、没回复的不算联系。") % {"n": STUCK_AFTER_DAYS},
        CaseList.UNOWNED: _("没有经办人，或经办人已不在这里任职，请尽快指派。"),
        CaseList.ENDING: _("申请后开始就业、已登记死亡或办结了无就业意愿材料的，请核对后办理退出。"),
        CaseList.UNCONFIRMED: _("乡镇已登记为劳动力，或记为不属于援助对象的，等县级确认。"),
    }[which]


def _row(case: Case, contact: dt.date | None, day: dt.date) -> dict[str, Any]:
    waits = case.is_open and not case.first_served_on
    waited = (day - (case.registered_on or case.applied_on)).days if waits else 0
    return {
        "case": case, "person": case.person, "contact": contact, "kind": KINDS[case.state], "late": is_late(case, day),
        "waited": waited, "days": (day - case.applied_on).days,
    }  # fmt: skip


def _owners(request: WorkRequest) -> list[tuple[int, str]]:
    """Who may be given cases of this scope."""
    posts = helping_posts(request.scope.lo, request.scope.hi)
    return list({post.user_id: f"{post.user.name}（{post}）" for post in posts}.items())


@work_page()
def download_cases(request: WorkRequest) -> HttpResponse:
    """The list as a workbook, masked, logged."""
    which = chosen_list(request)
    narrowed, _kept = chosen_filter(request)
    cases = cases_on(which, request.scope, today(), narrowed).with_names()
    columns = [
        _("姓名"), _("身份证号"), _("村（社区）"), _("申请渠道"), _("申请日期"), _("求助事项"), _("状态"),
        _("登记日期"), _("首次服务日期"), _("经办人"),
    ]  # fmt: skip
    return download(request, _("援助个案（%(list)s）") % {"list": which.label}, columns, _lines(cases))


def _lines(cases: CaseQuerySet) -> Iterator[list[Any]]:
    for case in cases.iterator(2000):
        yield [
            case.person.name, masked_number(case.person), case.area.name, case.get_channel_display(),
            case.applied_on, case.asked_for, case.get_state_display(), case.registered_on, case.first_served_on,
            case.owner.name if case.owner else "",
        ]  # fmt: skip
