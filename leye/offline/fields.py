"""What of a file can be changed without a network: each field's value now, its words, and who wrote it last."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.models import User
from leye.ledger.enums import SpellKind, Wish
from leye.ledger.models import EmploymentSpell, Intention, Person
from leye.ledger.person_fields import label_of

#: Columns of the person, saved together.
OF_PERSON = ("phone", "address", "note")
#: What the person says about work; the latest word counts.
WISH = "wants_work"
#: A job that began: {"started_on", "kind", "employer_name"}; compared by the number of the latest open job.
WORK = "work"
FIELDS = (*OF_PERSON, WISH, WORK)
#: Older versions of a row that are looked at to tell who changed a field.
VERSIONS = 50


@dataclass(frozen=True)
class Standing:
    """A person's fields as they stand, with the rows that they come from."""

    person: Person
    wish: Intention | None
    job: EmploymentSpell | None

    @property
    def values(self) -> dict[str, Any]:
        """field -> value, as packs carry it and merges compare it."""
        return {
            **{name: getattr(self.person, name) for name in OF_PERSON},
            WISH: self.wish.wants_work if self.wish else "",
            WORK: self.job.pk if self.job else None,
        }

    def row_of(self, name: str) -> Any:
        """The row that holds a field; None when there is none yet."""
        return {WISH: self.wish, WORK: self.job}.get(name, self.person)


def standing(people: Iterable[Person]) -> dict[int, Standing]:
    """What stands now about people: two queries whatever their number."""
    by_id = {person.pk: person for person in people}
    wishes = {wish.person_id: wish for wish in Intention.objects.filter(person__in=by_id)}
    jobs = {
        job.person_id: job
        for job in EmploymentSpell.objects.filter(person__in=by_id, ended_on__isnull=True).order_by(
            "started_on", "id"
        )
    }
    return {pk: Standing(person, wishes.get(pk), jobs.get(pk)) for pk, person in by_id.items()}


def label(name: str) -> str:
    """A field's Chinese name."""
    if name == WISH:
        return _("就业意愿")
    return _("工作") if name == WORK else label_of(name)


def words(name: str, value: Any) -> str:
    """A value as people read it; of a job only what was written about it (a number says nothing)."""
    if value in (None, ""):
        return ""
    if name == WISH:
        return str(Wish(value).label) if value in Wish.values else str(value)
    if name == WORK:
        return work_words(value) if isinstance(value, Mapping) else ""
    return str(value)


def work_words(value: Mapping[str, Any]) -> str:
    """A job in one line."""
    kind = value.get("kind", "")
    parts = [
        str(SpellKind(kind).label) if kind in SpellKind.values else str(kind),
        str(value.get("employer_name") or ""),
        _("%(day)s开始") % {"day": value["started_on"]} if value.get("started_on") else "",
    ]
    return "，".join(part for part in parts if part)


def standing_words(state: Standing, name: str) -> str:
    """What stands now, in words."""
    if name == WORK:
        job = state.job
        if job is None:
            return _("现在没有登记工作")
        return work_words(
            {"kind": job.kind, "employer_name": job.employer_name, "started_on": job.started_on.isoformat()}
        )
    return words(name, state.values[name])


def last_change(row: Any, name: str) -> tuple[str, dt.datetime | None]:
    """Who gave a row the value of a column that it has now, and when; ("", None) without a row."""
    if row is None:
        return "", None
    versions = list(row.events.order_by("-pgh_id").select_related("pgh_context")[:VERSIONS])
    if not versions:
        return "", None
    found = versions[0]
    for version in versions[1:]:
        if name != WORK and getattr(version, name) != getattr(row, name):
            break
        found = version
    metadata = found.pgh_context.metadata if found.pgh_context else {}
    user = User.objects.filter(pk=metadata.get("user") or 0).first()
    return (user.name if user else _("系统")), found.pgh_created_at
