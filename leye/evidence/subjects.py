"""What evidence is about: a person's row of some kind, found in scope, and the words for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Actor, NotAllowed
from leye.accounts.querysets import ScopedQuerySet
from leye.casework.actions.record_service import is_late
from leye.casework.models import Declaration, ServiceRecord
from leye.evidence.actions.checks import WATCHERS
from leye.evidence.enums import About
from leye.evidence.models import CheckItem
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.standards.calendar import SHANGHAI, today


@dataclass(frozen=True)
class Subject:
    """A person's row that evidence can be laid to. `row` is None for the person in general."""

    about: About
    about_id: int
    person: Person
    row: ServiceRecord | Declaration | CheckItem | None

    @property
    def open(self) -> bool:
        """Whether evidence may still be added or taken back: the file of a closed set stays as it is."""
        return not (isinstance(self.row, Declaration) and (self.row.file_no or self.row.ended_on))

    @property
    def key(self) -> int:
        """The number by which `subject_of` finds it again."""
        return self.about_id or self.person.pk

    @property
    def title(self) -> str:
        """The row in a few words."""
        if isinstance(self.row, ServiceRecord):
            return _("%(day)s %(kind)s") % {"day": self.row.served_on, "kind": self.row.get_kind_display()}
        if isinstance(self.row, CheckItem):
            return _("抽查：%(day)s %(kind)s") % {
                "day": self.row.served_on,
                "kind": self.row.get_kind_display(),
            }
        return str(self.about.label)

    @property
    def statement(self) -> str:
        """The words under which a name is put."""
        name = self.person.name
        if isinstance(self.row, Declaration):
            words = _("%(name)s家目前没有成员愿意就业。原因：%(reason)s。今后想就业的，可随时联系撤回。")
            return words % {"name": name, "reason": self.row.reason.rstrip("。.")}
        if isinstance(self.row, ServiceRecord):
            words = _("%(name)s于%(day)s接受了就业服务：%(kind)s%(item)s。")
            item = f"（{self.row.item}）" if self.row.item else ""
            return words % {
                "name": name, "day": self.row.served_on, "kind": self.row.get_kind_display(), "item": item,
            }  # fmt: skip
        return _("%(name)s确认以上材料属实。") % {"name": name}


def subject_of(actor: Actor, about: str, about_id: int) -> Subject:
    """The row in the actor's scope with its person. Raises Absent for everything else.

    A check is there only for those who see checks; raises NotAllowed for whoever gave or entered what is checked.
    """
    scope = actor.scope
    rows: dict[
        str, ScopedQuerySet[ServiceRecord] | ScopedQuerySet[Declaration] | ScopedQuerySet[CheckItem]
    ] = {
        About.SERVICE: ServiceRecord.objects.all(),
        About.DECLARATION: Declaration.objects.all(),
        About.CHECK: CheckItem.objects.all(),
    }
    if about == About.PERSON:
        people = Person.objects.visible_to(scope).current().select_related("area")
        person = people.filter(pk=about_id).first()
        if person is None:
            raise Absent
        # Two files may become one, and then the number is another: evidence about the person names none.
        return Subject(About.PERSON, 0, person, None)
    if about not in rows or (about == About.CHECK and actor.role not in WATCHERS):
        raise Absent
    found = rows[about].visible_to(scope).filter(pk=about_id).select_related("person__area").first()
    if found is None:
        raise Absent
    if isinstance(found, CheckItem) and actor.user_id in (found.provider_id, found.recorder_id):
        raise NotAllowed(_("这条服务是您提供或录入的，须由别的同事核查。"))
    return Subject(About(about), about_id, found.person, found)


def was_late(record: ServiceRecord) -> bool:
    """Whether a service was entered long after it was given."""
    return is_late(record.served_on, record.recorded_at.astimezone(SHANGHAI).date())


def late_words(record: ServiceRecord) -> str:
    """When a service was entered, for a record made late."""
    recorded = record.recorded_at.astimezone(SHANGHAI).date()
    days = (min(recorded, today()) - record.served_on).days
    return _("%(day)s补录，晚%(days)d天") % {"day": recorded, "days": days}
