"""退出: the reason, and what speaks for it, while the form is being filled in and when it is sent."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.cases.actions.exit import ExitCase
from leye.cases.actions.register import CLERKS
from leye.cases.enums import ExitKind
from leye.cases.exits import Evidence, all_evidence, evidence_for, standing_declaration
from leye.cases.models import Case
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.cases.forms import ExitForm
from leye.web.cases.views import case_or_404, crumbs_to, proposed_exit
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@work_page(*CLERKS)
def exit_case(request: WorkRequest, pk: int) -> HttpResponse:
    """The form; what the ledger proposes is chosen beforehand."""
    case = case_or_404(request, pk)
    if not case.is_open:
        messages.info(request, _("这个个案已于%(day)s退出。") % {"day": case.exited_on})
        return redirect("case", pk)
    proposed = proposed_exit(case, today())
    start: dict[str, Any] = {"version": case.version}
    if proposed is not None:
        start |= {"kind": proposed.kind, "exited_on": proposed.day.isoformat()}
    form = ExitForm(request.POST or None, initial=start)
    asked = _day(request.POST.get("exited_on") or start.get("exited_on"))
    form.offer_jobs(evidence_for(case, ExitKind.EMPLOYED, asked))
    if request.method == "POST" and form.is_valid():
        done = attempt(form, _action(request, case, form))
        if done is not None:
            refresh_people([case.person_id])
            messages.success(
                request,
                _("%(name)s的个案已退出：%(kind)s。") % {"name": case.person.name, "kind": done.get_exit_kind_display()},
            )  # fmt: skip
            return redirect("case", pk)
    context = {"case": case, "form": form, "crumbs": crumbs_to(_("办理退出"), case), **_shown(case, asked)}
    return render(request, "cases/exit.html", context)


def _action(request: WorkRequest, case: Case, form: ExitForm) -> ExitCase:
    data = dict(form.cleaned_data)
    what, _dash, number = data.pop("job", "").partition("-")
    return ExitCase(
        actor_of(request),
        case_id=case.pk,
        spell_id=int(number) if what == "spell" else None,
        placement_id=int(number) if what == "post" else None,
        **data,
    )


@work_page(*CLERKS)
def evidence(request: WorkRequest, pk: int) -> HttpResponse:
    """What speaks for each reason on the day in the form. Changes nothing."""
    case = case_or_404(request, pk)
    day = _day(request.GET.get("exited_on"))
    return render(request, "cases/evidence.html", _shown(case, day))


def _shown(case: Case, day: dt.date) -> dict[str, Any]:
    """What speaks for each reason on a day, and where what is lacking is put right."""
    return {
        "person": case.person, "day": day, "found": _lines(case, day), "declaration": standing_declaration(case.person),
    }  # fmt: skip


def _day(text: str | None) -> dt.date:
    """The day typed; today while it is none."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return today()


def _lines(case: Case, day: dt.date) -> list[dict[str, str]]:
    """Each reason with its state in a word and what was found or is lacking."""
    return [_line(found) for found in all_evidence(case, day)]


def _line(found: Evidence) -> dict[str, str]:
    text = str(found.kind.label)
    if found.lacking:
        return {"text": text, "kind": "bad", "word": _("缺依据"), "value": "".join(found.lacking)}
    if found.note:
        return {"text": text, "kind": "info", "word": _("凭说明"), "value": found.note}
    jobs = [
        f"{spell.employer_name or spell.get_kind_display()}（{spell.started_on}）" for spell in found.spells
    ]
    jobs += [f"{placement.post.title}（{placement.started_on}）" for placement in found.placements]
    words = "、".join(jobs)
    if found.declaration is not None:
        words = _("声明%(no)s，材料齐全") % {"no": found.declaration.file_no}
    return {"text": text, "kind": "good", "word": _("有依据"), "value": words or _("台账里有据可查")}
