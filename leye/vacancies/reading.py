"""Vacancies for lists and pages, and their values in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.ledger.columns import column, column_label
from leye.ledger.conflicts import PLACE, show_or_place
from leye.ledger.models import Employer, GroupCode
from leye.standards.money import show_yuan
from leye.standards.occupations import occupation
from leye.standards.pay import Pay, show_pay
from leye.vacancies.enums import OPEN, Demand, Insurance
from leye.vacancies.models import Vacancy

_LABELS = {"employer_id": "employer", "agency_id": "agency", PLACE: "area"}


def label_of(name: str) -> str:
    """The Chinese label of a field of a vacancy."""
    return column_label(Vacancy, _LABELS.get(name, name))


def show_value(name: str, value: Any) -> str:
    """A value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name in ("employer_id", "agency_id"):
        return Employer.objects.filter(pk=value).values_list("name", flat=True).first() or ""
    if name in ("insurance", "demands"):
        labels = dict((Insurance if name == "insurance" else Demand).choices)
        return "、".join(str(labels.get(code, code)) for code in value)
    if name == "groups":
        names = dict(GroupCode.objects.filter(code__in=value).values_list("code", "name"))
        return "、".join(names.get(code, code) for code in value)
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    if name.endswith("_fen"):
        return show_yuan(value)
    if name == "occupation":
        entry = occupation(value)
        return f"{entry.name}（{entry.code}）" if entry else str(value)
    if name == PLACE:
        return show_or_place(name, value)
    choices = dict(column(Vacancy, name).flatchoices or ())
    return str(choices.get(value, value))


def pay_words(row: Any) -> str:
    """The pay of a vacancy or a posting in words: 4,000-6,000元/月·13薪."""
    low, high = row.pay_low_fen, row.pay_high_fen
    months = row.pay_months if 12 <= row.pay_months <= 36 else 12
    known = [fen for fen in (low, high) if fen is not None]
    if any(fen <= 0 for fen in known) or known != sorted(known):
        return "-".join(map(show_yuan, known))
    return show_pay(Pay(low, high, row.pay_period, months, negotiable=not known))


@dataclass(frozen=True)
class PublicVacancy:
    """What anybody may see of an open vacancy: nothing of whoever looks after it, no telephone."""

    pk: int
    title: str
    employer_name: str
    agency_name: str
    area: str
    area_id: int
    pay: str
    seats_left: int
    published_on: Any
    confirmed_on: Any
    expires_on: Any
    lines: tuple[tuple[str, str], ...]
    duties: str


_PUBLIC_LINES = (
    "place", "occupation", "hours", "contract", "insurance", "education", "experience_years", "demands", "certificates",
    "skills", "groups", "age_reason",
)  # fmt: skip


def public_vacancy(pk: int) -> PublicVacancy | None:
    """An open vacancy as everybody sees it, wherever it is; None when it is not open (any more)."""
    with as_service():
        found = Vacancy.objects.filter(pk=pk, status__in=OPEN).select_related("agency").first()
        if found is None:
            return None
        lines = [(label_of(name), show_value(name, getattr(found, name) or "")) for name in _PUBLIC_LINES]
    extras = (
        [_("提供住宿")] * found.housing + [_("提供工作餐")] * found.meals + [_("弹性岗位")] * found.elastic
    )
    if extras:
        lines.append((_("其他"), "、".join(extras)))
    return PublicVacancy(
        found.pk, found.title, found.employer_name, found.agency.name if found.agency else "",
        path_names(found.area_id, Level.COUNTY), found.area_id, pay_words(found), found.seats_left, found.published_on,
        found.confirmed_on, found.expires_on, tuple(line for line in lines if line[1]), found.duties,
    )  # fmt: skip
