"""补贴发放: monthly pay lists, made from attendance, approved by another person, taken along as a workbook."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.casework.actions.pay import CAN_APPROVE_PAY, ApprovePayList, DiscardPayList, MakePayList
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.models import PayLine, PayList
from leye.casework.months import pay_lists, results_of
from leye.casework.post_enums import PayListState
from leye.ledger.errors import Absent
from leye.ledger.reading import masked_number
from leye.standards.calendar import add_months, today
from leye.standards.money import yuan
from leye.vault.crypto import decrypt
from leye.web.acting import attempt
from leye.web.downloads import download, wants_full
from leye.web.fields import AreaField, YuanField, month_of, whole
from leye.web.paging import log_list, page_of
from leye.web.posts.months import months_to_choose
from leye.web.posts.tabs import PAY, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page


class PayListForm(forms.Form):
    """Whose pay for which month, and where the money comes from."""

    area_no = AreaField(label=_("辖区"))
    month = forms.ChoiceField(label=_("月份"))
    pv_fen = YuanField(label=_("其中：村级光伏电站收益（元）"), help_text=_("没有就不填。"))
    other_fen = YuanField(
        label=_("其中：其他资金（元）"), help_text=_("没有就不填；其余由就业补助资金支付。")
    )
    other_note = forms.CharField(label=_("其他资金的名称"), max_length=120, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, months = self.fields["area_no"], self.fields["month"]
        assert isinstance(field, AreaField)
        assert isinstance(months, forms.ChoiceField)
        field.offer(scope, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
        months.choices = [
            (f"{day:%Y-%m}", _now("%(year)d年%(month)d月") % {"year": day.year, "month": day.month})
            for day in months_to_choose()
        ]
        months.initial = f"{add_months(today().replace(day=1), -1):%Y-%m}"

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["month"] = month_of(data["month"], today())
        return data | {"pv_fen": data["pv_fen"] or 0, "other_fen": data["other_fen"] or 0}


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Pay lists of the scope, the latest first."""
    lists = pay_lists(request.scope)
    page = page_of(request, lambda start, stop: list(lists[start:stop]))
    context = {
        "tabs": tabs_of(request, PAY), "page": page, "may_make": request.post.role in CAN_MANAGE_POSTS,
        "waiting": lists.filter(state=PayListState.DRAFT).count(),
    }  # fmt: skip
    return render(request, "posts/pay_lists.html", context)


@work_page(*CAN_MANAGE_POSTS)
def make(request: WorkRequest) -> HttpResponse:
    """A new list from the attendance that is on none yet."""
    form = PayListForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, MakePayList(actor_of(request), **form.values()))
        if made is not None:
            messages.success(request, _now("已造表，共%(n)d人，等待审批。") % {"n": made.people})
            return redirect("pay_list", made.pk)
    context = {
        "form": form,
        "title": _now("造补贴发放表"),
        "button": _now("造表"),
        "back": reverse("pay_lists"),
    }
    return render(request, "posts/form.html", context)


def _list(request: WorkRequest, pk: int) -> PayList:
    rows = PayList.objects.visible_to(request.scope).select_related("area", "made_by", "approved_by")
    return get_object_or_404(rows, pk=pk)


@work_page()
def pay_list(request: WorkRequest, pk: int) -> HttpResponse:
    """One list: who gets how much and why, and from which money."""
    found = _list(request, pk)
    lines = _lines(request, found)
    page = page_of(request, lambda start, stop: list(lines[start:stop]))
    log_list(request, "pay list", len(page.rows), offset=page.offset, pay_list=pk)
    results = results_of([line.placement_id for line in page.rows], request.scope, found.month)
    draft = found.state == PayListState.DRAFT
    mine = found.made_by_id == request.user.pk
    context = {
        "found": found, "page": page, "rows": [(line, results.get(line.placement_id)) for line in page.rows],
        "funds": found.funds.all(), "draft": draft, "mine": mine,
        "gone": found.people - lines.count(), "may_discard": draft and request.post.role in CAN_MANAGE_POSTS,
        "may_approve": draft and not mine and request.post.role in CAN_APPROVE_PAY,
        "crumbs": [{"label": _now("补贴发放"), "url": reverse("pay_lists")}, {"label": _now("发放表")}],
    }  # fmt: skip
    return render(request, "posts/pay_list.html", context)


def _lines(request: WorkRequest, found: PayList) -> Any:
    lines = PayLine.objects.visible_to(request.scope).filter(pay_list=found)
    return lines.select_related("person", "placement__post", "area").order_by("area_id", "pk")


@require_POST
@work_page(*CAN_APPROVE_PAY)
def approve(request: WorkRequest, pk: int) -> HttpResponse:
    """Another person of the county says yes to exactly what was shown."""
    action = ApprovePayList(actor_of(request), pay_list_id=pk, version=whole(request.POST.get("version")))
    return _done(request, action, _now("已审批，可以下载发放。"), pk)


@require_POST
@work_page(*CAN_MANAGE_POSTS)
def discard(request: WorkRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    return _done(
        request, DiscardPayList(actor_of(request), pay_list_id=pk), _now("已删除这张表，考勤都保留。"), 0
    )


def _done(request: WorkRequest, action: Any, words: str, pk: int) -> HttpResponse:
    try:
        action.run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("pay_list", action.pay_list_id)
    messages.success(request, words)
    return redirect("pay_list", pk) if pk else redirect("pay_lists")


@work_page()
def export(request: WorkRequest, pk: int) -> HttpResponse:
    """The list as a workbook, with a column to sign in."""
    found, full = _list(request, pk), wants_full(request)
    lines = list(_lines(request, found))
    results = results_of([line.placement_id for line in lines], request.scope, found.month)
    columns = [
        _now("序号"),
        _now("姓名"),
        _now("身份证号"),
        _now("村（社区）"),
        _now("岗位"),
        _now("应出勤"),
        _now("实际出勤"),
        _now("考核"),
        _now("月补贴（元）"),
        _now("应发（元）"),
        _now("签领"),
    ]
    cells = [
        [
            number, line.person.name, decrypt(bytes(line.person.id_cipher)) if full else masked_number(line.person),
            line.area.name, line.placement.post.title, line.days_due, line.days_done,
            str(results[line.placement_id].get_result_display()) if line.placement_id in results else "",
            yuan(line.wage_fen), yuan(line.amount_fen), "",
        ]
        for number, line in enumerate(lines, 1)
    ]  # fmt: skip
    draft = _now("（未审批）") if found.state == PayListState.DRAFT else ""
    title = _now("%(area)s公益性岗位补贴%(month)s%(draft)s") % {
        "area": found.area.name, "month": f"{found.month:%Y%m}", "draft": draft,
    }  # fmt: skip
    return download(request, title, columns, cells, full=full)
