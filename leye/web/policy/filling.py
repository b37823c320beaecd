"""填写空缺: the numbers that a document leaves open, filled in all at once and approved all at once."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION
from leye.adoption.enums import AdoptionState
from leye.adoption.filling import blanks
from leye.areas.models import Area
from leye.standards.calendar import today
from leye.web.fields import whole
from leye.web.policy.document import crumbs, pack_or_404
from leye.web.policy.forms import ValuesForm
from leye.web.policy.numbers import local_line, propose_values
from leye.web.policy.values import PREFIX
from leye.web.work import WorkRequest, work_page


@work_page()
def fill(request: WorkRequest, pack: str) -> HttpResponse:
    """What is filled in in the post's area (`?area=`: another of the scope), and the form for what is not."""
    found = pack_or_404(pack)
    area = _area(request)
    lines = blanks(found, area, max(today(), found.info.valid_from))
    if not lines:
        raise Http404
    missing = [blank.parameter for blank in lines if blank.is_missing]
    may_propose = bool(missing) and request.post.role in CAN_PROPOSE_ADOPTION
    start = max(today(), found.info.valid_from)
    form = ValuesForm(
        request.scope, missing, request.POST or None, initial={"area": area.no, "valid_from": start}
    )
    if may_propose and request.method == "POST" and form.is_valid() and propose_values(request, found, form):
        return redirect(f"{reverse('fill', args=[found.id])}?area={area.no}")
    locals_ = {b.parameter.name: local_line(request, b.value, found) for b in lines if b.value}
    fields = {p.name: form[PREFIX + p.name] for p in missing}
    names = [(b, b.parameter.name) for b in lines]
    shown = [{"blank": b, "local": locals_.get(name), "field": fields.get(name)} for b, name in names]
    waiting = list(locals_.values())
    context: dict[str, Any] = {
        "pack": found, "info": found.info, "area": area, "lines": shown, "missing": missing, "form": form,
        "may_propose": may_propose, "done": not missing and all(b.is_filled for b in lines),
        "to_approve": [w["override"].pk for w in waiting if w["may_decide"]],
        "waiting": sum(w["override"].state == AdoptionState.PROPOSED for w in waiting),
        "may_approve": request.post.role in CAN_APPROVE_ADOPTION,
        "may_adopt": request.post.role in CAN_PROPOSE_ADOPTION and not missing,
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])), (_("填写空缺"), "")),
    }  # fmt: skip
    return render(request, "policy/fill.html", context)


def _area(request: WorkRequest) -> Area:
    no = whole(request.GET.get("area"))
    if not no:
        return request.post.area
    area = Area.objects.filter(no=no, no__gte=request.scope.lo, last__lte=request.scope.hi).first()
    if area is None:
        raise Http404
    return area
