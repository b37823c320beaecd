"""佐证材料: what lies beside a service, and every file of a person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.casework.models import Declaration, ServiceRecord
from leye.evidence.enums import About
from leye.evidence.models import Attachment
from leye.evidence.reading import FileLine, evidence_of, files_of_person
from leye.evidence.subjects import Subject, late_words, was_late
from leye.web.evidence.forms import CodeForm, FileForm, PaperForm, ScreenForm
from leye.web.evidence.subjects import find_subject, may_write, page_of_subject
from leye.web.work import WorkRequest, actor_of, work_page


def evidence_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """What every page that shows a row's evidence needs; forms with mistakes take the place of empty ones."""
    evidence = evidence_of(request.scope, subject)
    pending = next((one for one in evidence.confirmations[:1] if one.confirmed_at is None), None)
    return {
        "subject": subject, "person": subject.person, "evidence": evidence, "pending": pending,
        "confirmed": [one for one in evidence.confirmations if one.confirmed_at is not None],
        "remote_open": pending is not None, "may_add": may_write(request, subject) and subject.open,
        "back": page_of_subject(subject), "file_form": FileForm(), "screen_form": ScreenForm(prefix="screen"),
        "paper_form": PaperForm(prefix="paper"), "code_form": CodeForm(prefix="code"), **forms,
    }  # fmt: skip


@work_page()
def service(request: WorkRequest, pk: int) -> HttpResponse:
    """One service with its files, signatures and confirmations."""
    subject = find_subject(request, About.SERVICE, pk)
    return render(request, "evidence/service.html", service_context(request, subject))


def service_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """The context of a service's page."""
    record = subject.row
    assert isinstance(record, ServiceRecord)
    return {
        **evidence_context(request, subject, **forms),
        "record": record,
        "late": late_words(record) if was_late(record) else "",
        "facts": [
            {"label": _("服务类型"), "value": record.get_kind_display()},
            {"label": _("日期"), "value": record.served_on.isoformat()},
            {"label": _("地点"), "value": record.place or "—"},
            {"label": _("方式"), "value": record.get_channel_display() or "—"},
            {"label": _("结果"), "value": record.get_outcome_display()},
            {"label": _("岗位或课程"), "value": record.item or "—"},
            {"label": _("服务人"), "value": record.provider_name or "—"},
            {"label": _("备注"), "value": record.note or "—"},
        ],
    }


@work_page()
def person_files(request: WorkRequest, pk: int) -> HttpResponse:
    """Every file of a person, each with the row that it proves."""
    subject = find_subject(request, About.PERSON, pk)
    return render(request, "evidence/person.html", person_context(request, subject))


def person_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """The context of a person's page of files."""
    files = files_of_person(actor_of(request), subject.person.pk)
    return {
        **evidence_context(request, subject, **forms),
        "lines": rows_of(request.scope, files),
    }


def rows_of(scope: Scope, files: list[FileLine]) -> list[dict[str, Any]]:
    """Files with the words and the address of what each proves: two queries for all."""
    ids: dict[str, set[int]] = {}
    for line in files:
        ids.setdefault(line.attachment.about, set()).add(line.attachment.about_id)
    services = ServiceRecord.objects.visible_to(scope).in_bulk(ids.get(About.SERVICE, set()))
    declarations = Declaration.objects.visible_to(scope).in_bulk(ids.get(About.DECLARATION, set()))
    return [
        {"line": line, **_proves(line.attachment, services, declarations)}
        for line in files
    ]  # fmt: skip


def _proves(
    file: Attachment, services: dict[int, ServiceRecord], declarations: dict[int, Declaration]
) -> dict[str, str]:
    """Words and address of the row that a file proves."""
    if file.about == About.SERVICE and (record := services.get(file.about_id)) is not None:
        words = _("%(day)s %(kind)s") % {"day": record.served_on, "kind": record.get_kind_display()}
        return {"of": words, "of_url": reverse("service_evidence", args=[record.pk])}
    if file.about == About.DECLARATION and file.about_id in declarations:
        return {"of": str(About.DECLARATION.label), "of_url": reverse("no_intention", args=[file.about_id])}
    if file.about == About.SERVICE:
        return {"of": _("已撤销的服务记录"), "of_url": ""}
    return {"of": str(About(file.about).label), "of_url": ""}
