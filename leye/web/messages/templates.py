"""短信模板: drafted by one, approved by another, ended; what was approved is never changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError, Conflict
from leye.ledger.errors import Absent
from leye.outreach.actions.templates import (
    MAY_APPROVE,
    MAY_DRAFT,
    ApproveTemplate,
    EndTemplate,
    SaveTemplate,
    digest_of,
    readable,
)
from leye.outreach.enums import TemplateState
from leye.outreach.models import MessageTemplate
from leye.web.acting import attempt
from leye.web.messages.forms import TemplateForm
from leye.web.messages.views import crumbs
from leye.web.paging import Page, page_of
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = {TemplateState.DRAFT: "warn", TemplateState.APPROVED: "good", TemplateState.ENDED: "plain"}


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Every text that the area may use or has used."""
    found = MessageTemplate.objects.visible_to(request.scope).select_related("area", "made_by", "approved_by")
    return _show(request, page_of(request, lambda start, stop: list(found[start:stop]), 30))


def _show(request: WorkRequest, page: Page[MessageTemplate], status: int = 200) -> HttpResponse:
    role = request.post.role
    rows = []
    for one in page.rows:
        mine = request.scope.covers(one.area_id)
        draft = one.state == TemplateState.DRAFT
        rows.append({
            "one": one, "text": readable(one.text), "digest": digest_of(one), "kind": KINDS[TemplateState(one.state)],
            "may_change": mine and draft and role in MAY_DRAFT,
            "may_approve": mine and draft and role in MAY_APPROVE and one.made_by_id != request.user.pk,
            "may_end": mine and one.state != TemplateState.ENDED and role in MAY_DRAFT,
        })  # fmt: skip
    context = {
        "rows": rows,
        "page": page,
        "may_draft": role in MAY_DRAFT,
        "crumbs": crumbs((_("短信模板"), "")),
    }
    return render(request, "messages/templates.html", context, status=status)


@work_page(*MAY_DRAFT)
def edit(request: WorkRequest, pk: int | None = None) -> HttpResponse:
    """A new draft, or one changed before it is approved."""
    begin: dict[str, Any] = {}
    if pk is not None:
        one = get_object_or_404(MessageTemplate.objects.made_in(request.scope), pk=pk)
        begin = {name: getattr(one, name) for name in ("title", "text", "aliyun_code", "tencent_id")}
        begin["area"] = one.area_id
    form = TemplateForm(request.scope, request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        action = SaveTemplate(actor_of(request), area_no=data.pop("area"), template_id=pk, **data)
        if attempt(form, action, {"area_no": "area"}) is not None:
            messages.success(request, _("已保存，请另一位同事审核后使用。"))
            return redirect("message_templates")
    way = crumbs((_("短信模板"), reverse("message_templates")), (_("修改模板") if pk else _("起草模板"), ""))
    return render(request, "messages/template.html", {"form": form, "crumbs": way, "pk": pk})


def _press(request: WorkRequest, action: Action[Any], told: str) -> HttpResponse:
    try:
        action.run()
        messages.success(request, told)
    except Absent as error:
        raise Http404 from error
    except Conflict:
        raise
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("message_templates")


@require_POST
@work_page(*MAY_APPROVE)
def approve(request: WorkRequest, pk: int) -> HttpResponse:
    """Another person has read it. A draft changed since the page was opened is shown as it stands now."""
    action = ApproveTemplate(actor_of(request), template_id=pk, seen=request.POST.get("seen", ""))
    try:
        return _press(request, action, _("已审核，可以使用。"))
    except Conflict as error:
        messages.error(request, str(error))
    found = MessageTemplate.objects.visible_to(request.scope).select_related("area", "made_by", "approved_by")
    return _show(request, Page([get_object_or_404(found, pk=pk)], 0, "", ""), status=409)


@require_POST
@work_page(*MAY_DRAFT)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """Not used any more."""
    return _press(request, EndTemplate(actor_of(request), template_id=pk), _("已停用。"))
