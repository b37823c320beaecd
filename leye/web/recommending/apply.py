"""应聘 for a person: what the employer is shown of the file, a few words, and whether the telephone may be given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.hiring.actions.apply import Apply
from leye.hiring.models import Application
from leye.hiring.openings import opening
from leye.hiring.resume import FACTS, USUAL, resume
from leye.ledger.models import Person
from leye.web.acting import carried_out
from leye.web.people.looking import log_look
from leye.web.recommending.card import address, writable
from leye.web.work import WorkRequest, actor_of, work_page


class ApplyForm(forms.Form):
    """What goes to the employer."""

    shown = forms.MultipleChoiceField(
        label=gettext_lazy("给单位看的内容"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=gettext_lazy("本人想说的话"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = forms.BooleanField(label=gettext_lazy("本人同意把姓名和电话给这家单位"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name: facts(person, name) for name in FACTS}
        field = self.fields["shown"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, f"{label}：{known[name] or _('没有登记')}") for name, label in FACTS.items()]
        self.initial["shown"] = [name for name in USUAL if known[name]]
        self.fields["contact"].help_text = _("不勾选时，单位只看到“%(family)s某”；双方都同意以后才公开。") % {
            "family": person.name[:1]
        }


def facts(person: Person, name: str) -> str:
    """What the file says of one fact; '' for nothing."""
    lines = resume(Application(person=person, shown=[name]))
    return lines[0].words if lines else ""


@work_page(*CAN_WRITE_LEDGER)
def apply(request: WorkRequest, person_id: int, vacancy_id: int) -> HttpResponse:
    """Ask, and apply."""
    person = writable(request, person_id)
    log_look(request, person.pk)
    job = opening(vacancy_id)
    if job is None:
        messages.error(request, _("这个岗位已经不在招聘，不能应聘。请换一个岗位。"))
        return redirect(address(person.pk))
    form = ApplyForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        action = Apply(
            actor_of(request), person_id=person.pk, vacancy_id=vacancy_id, shown=data["shown"], words=data["words"],
            contact=data["contact"],
        )  # fmt: skip
        if carried_out(form, action):
            said = _("已替%(name)s应聘“%(title)s”，等单位答复。") % {"name": person.name, "title": job.title}
            messages.success(request, said)
            return redirect(address(person.pk))
    context = {
        "person": person, "job": job, "form": form, "back": address(person.pk),
        "crumbs": [{"label": person.name, "url": address(person.pk)}, {"label": _("应聘")}],
    }  # fmt: skip
    return render(request, "recommending/apply.html", context)
