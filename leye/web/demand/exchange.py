"""名单交换: lists of people for other departments, and the jobs they give in return."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.enums import Level
from leye.demand.actions.base import CAN_KEEP, CAN_PUBLISH
from leye.demand.actions.exchange import AnswerExchange, CloseExchange, DraftExchange, SendExchange
from leye.demand.enums import ExchangeState, PersonField
from leye.demand.exchange import came_of, exchanges, lines
from leye.demand.models import Exchange
from leye.ledger.reading import current_groups
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import pay_words
from leye.web.acting import attempt, carried_out
from leye.web.demand.brought import imports, vacancies_of
from leye.web.demand.forms import words
from leye.web.demand.pages import form_page
from leye.web.demand.tabs import EXCHANGES, SEE_EXCHANGES, tabs_of
from leye.web.downloads import download
from leye.web.fields import BLANK, AreaField, DayField
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column

KINDS = {
    ExchangeState.DRAFT: "warn", ExchangeState.SENT: "info", ExchangeState.ANSWERED: "good", ExchangeState.CLOSED: "plain",
}  # fmt: skip
#: Such as may have the file, and only while the other side works with it.
MAY_TAKE = (*CAN_KEEP, *CAN_PUBLISH)
OUT = (ExchangeState.SENT, ExchangeState.ANSWERED)


class ExchangeForm(forms.Form):
    """To whom, for what, about whom, and how much is told."""

    area_no = AreaField(label=gettext_lazy("哪里的人"))
    department = forms.CharField(
        label=gettext_lazy("接收部门"), max_length=80, help_text=gettext_lazy("例如：县国资局。")
    )
    receiver = forms.CharField(label=gettext_lazy("接收人"), max_length=60)
    group = forms.ChoiceField(
        label=gettext_lazy("人群"), required=False,
        help_text=gettext_lazy("名单只列其中想就业、目前没有工作的人。"),
    )  # fmt: skip
    fields_told = forms.MultipleChoiceField(
        label=gettext_lazy("提供的内容"), choices=PersonField.choices, widget=forms.CheckboxSelectMultiple,
        initial=["name", "sex", "age", "area", "wish"],
    )  # fmt: skip
    purpose = words(
        gettext_lazy("用途"), help_text=gettext_lazy("例如：国有企业项目优先安置未就业的监测户劳动力。")
    )
    basis = words(gettext_lazy("依据"), help_text=gettext_lazy("例如：陕人社发〔2020〕26号附件三。"))
    return_by = DayField(label=gettext_lazy("请对方何时回复岗位"))

    def __init__(self, *args: Any, request: WorkRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, group = self.fields["area_no"], self.fields["group"]
        assert isinstance(area, AreaField)
        assert isinstance(group, forms.ChoiceField)
        area.offer(request.scope, Level.PREFECTURE, Level.COUNTY)
        groups = current_groups(request.post.area_id, today())
        group.choices = [("", gettext_lazy("不限人群")), *((one.code, one.name) for one in groups)]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["fields"], data["group"] = data.pop("fields_told"), data["group"] or None
        return data


class AnswerForm(forms.Form):
    batch = forms.TypedChoiceField(
        label=gettext_lazy("用哪次导入"), coerce=int,
        help_text=gettext_lazy("先把对方给的岗位表在“导入”里导入，再选那次导入。"),
    )  # fmt: skip

    def __init__(self, *args: Any, batches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["batch"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [*BLANK, *batches]


class CloseForm(forms.Form):
    result = words(gettext_lazy("结果"), help_text=gettext_lazy("例如：对方给岗位30个，已安置12人。"))


def shown(one: Any) -> dict[str, Any]:
    """A list as a line."""
    late = one.state == ExchangeState.SENT and one.return_by < today()
    return {
        "one": one,
        "kind": "bad" if late else KINDS[ExchangeState(one.state)],
        "word": _("逾期未回") if late else one.get_state_display(),
        "late": late,
    }


@work_page(*SEE_EXCHANGES)
def index(request: WorkRequest) -> HttpResponse:
    """The lists, those waiting longest for an answer first."""
    rows = exchanges(request.scope)
    context = {
        "tabs": tabs_of(request, EXCHANGES), "may_keep": request.post.role in CAN_KEEP,
        "page": page_of(request, lambda start, stop: [shown(one) for one in rows[start:stop]]),
    }  # fmt: skip
    return render(request, "demand/exchanges.html", context)


@work_page(*CAN_KEEP)
def add(request: WorkRequest) -> HttpResponse:
    """Draw a list up."""
    form = ExchangeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, DraftExchange(actor_of(request), **form.told()), {"fields": "fields_told"})
        if made is not None:
            messages.success(request, _("名单已编好。请负责人核对、同意后再送出。"))
            return redirect("exchange", made.pk)
    told = _("不给身份证号。只勾对方用得上的内容，越少越好；名单由负责人同意后才能下载，每次下载都有记录。")
    return form_page(request, form, _("编一份名单"), _("编制"), ("exchanges",), told=told)


def exchange_or_404(request: WorkRequest, pk: int) -> Exchange:
    """An exchange of the scope."""
    found = Exchange.objects.visible_to(request.scope).select_related("group", "made_by", "sent_by", "area")
    return get_object_or_404(found, pk=pk)


@work_page(*SEE_EXCHANGES)
def one(request: WorkRequest, pk: int) -> HttpResponse:
    """One exchange: what was told to whom, and what came of it."""
    held = exchange_or_404(request, pk)
    came = came_of(request.scope, held)
    vacancies = Vacancy.objects.visible_to(request.scope).filter(brought__exchange=held).order_by("-pk")
    role = request.post.role
    context = {
        "row": shown(held), "held": held, "came": came,
        "told": "、".join(str(PersonField(name).label) for name in held.fields),
        "vacancies": [{"one": one, "pay": pay_words(one)} for one in vacancies[:100]],
        "may_send": role in CAN_PUBLISH and held.state == ExchangeState.DRAFT and held.made_by_id != request.user.pk,
        "may_take": role in MAY_TAKE and held.state in OUT,
        "may_answer": role in CAN_KEEP and held.state in OUT,
        "may_close": role in CAN_KEEP and held.state != ExchangeState.CLOSED,
    }  # fmt: skip
    return render(request, "demand/exchange.html", context)


@require_POST
@work_page(*CAN_PUBLISH)
def send(request: WorkRequest, pk: int) -> HttpResponse:
    """Agree that the list goes out."""
    exchange_or_404(request, pk)
    try:
        SendExchange(actor_of(request), exchange_id=pk).run()
        messages.success(request, _("已同意送出。现在可以下载名单，交给接收人。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("exchange", pk)


@work_page(*MAY_TAKE)
def download_people(request: WorkRequest, pk: int) -> HttpResponse:
    """The file for the other side: only the chosen fields, with purpose and receiver in its title. Logged as unmasked."""
    held = exchange_or_404(request, pk)
    if held.state not in OUT:
        raise PermissionDenied(_("名单同意送出后、办结前才能下载。"))
    numbers = (PersonField.AGE,)
    columns = [
        Column(_("序号"), "number"),
        *(
            Column(str(PersonField(name).label), "number" if name in numbers else "text")
            for name in held.fields
        ),
    ]
    title = _("提供%(department)s名单") % {"department": held.department}
    return download(request, title, columns, lines(request.scope, held, today()), full=True)


@work_page(*CAN_KEEP)
def answer(request: WorkRequest, pk: int) -> HttpResponse:
    """The other side's jobs."""
    held = exchange_or_404(request, pk)
    form = AnswerForm(request.POST or None, batches=imports(request.scope, today()))
    if request.method == "POST" and form.is_valid():
        named = vacancies_of(request.scope, form.cleaned_data["batch"])
        if carried_out(form, AnswerExchange(actor_of(request), exchange_id=pk, vacancy_ids=named)):
            messages.success(
                request, _("已记下%(n)d个岗位。审核发布后，就可以推荐给名单上的人。") % {"n": len(named)}
            )
            return redirect("exchange", pk)
    return form_page(request, form, _("登记回复的岗位"), _("保存"), ("exchange", pk), of=held.department)


@work_page(*CAN_KEEP)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """What came of it."""
    held = exchange_or_404(request, pk)
    form = CloseForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, CloseExchange(actor_of(request), exchange_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已办结，名单不能再下载。"))
        return redirect("exchange", pk)
    told = _("办结后名单不能再下载。请提醒对方删除名单。")
    return form_page(request, form, _("办结"), _("办结"), ("exchange", pk), of=held.department, told=told)
