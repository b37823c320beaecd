"""What a household needs before it may be said to have no intention to work for the time being.

As the documents list it: so many pieces of job information and help up to the day of the declaration, the main
reason, a signature (or the family's, or a remote confirmation), and a file of its own. The rules judge by the same
columns; here it is told, item by item, to whoever puts the set together.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.querysets import ScopedQuerySet
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import adoption_at, numbers_now
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.casework.enums import Outcome
from leye.casework.models import Declaration, ServiceRecord
from leye.facts.households import ONLY_ASKING
from leye.ledger.models import Person
from leye.standards.calendar import today

#: The name under which documents keep how many records of help must stand before a declaration.
PARAMETER = "help_records"
#: Asked for where no adopted document names a number: as many as the one that does (陕人社发〔2020〕26号 附件一).
USUAL_HELPS = 3


@dataclass(frozen=True)
class Requirement:
    """One item of the set: what it asks, what there is, and the sentence that tells what is missing ('' if nothing)."""

    name: str
    title: str
    shown: str
    missing: str = ""
    clause: str = ""


def helps_given(household_id: int, day: dt.date) -> ScopedQuerySet[ServiceRecord]:
    """Information and help given to members of a household up to a day, as the rules count it: no mere asking."""
    members = Person.objects.filter(household_id=household_id)
    given = ServiceRecord.objects.filter(person__in=members, outcome=Outcome.DONE, served_on__lte=day)
    return given.exclude(kind__in=ONLY_ASKING)


def helps_before(household_id: int, day: dt.date) -> int:
    """How often there was such help."""
    return helps_given(household_id, day).count()


def helps_needed(area_no: int) -> tuple[int, str]:
    """How many records of help a declaration needs where a household lives, and the clause that says so.

    The highest number of the documents adopted there, local values counted; (USUAL_HELPS, '') where none sets one.
    """
    area = Area.objects.filter(pk=area_no).first()
    found: list[tuple[int, str]] = []
    for pack in packs().values():
        if area is None or PARAMETER not in pack.parameters or adoption_at(area.no, pack, today()) is None:
            continue
        set_here = ParameterOverride.objects.filter(
            pack=pack.id, name=PARAMETER, area__no__lte=area.no, area__last__gte=area.no
        ).select_related("area")
        number = numbers_now(pack, area, today(), set_here)[PARAMETER]
        if number.value is not None:
            clause = f"《{pack.info.number}》{pack.parameters[PARAMETER].clause}"
            found.append((number.value, clause))
    return max(found, default=(USUAL_HELPS, ""))


def requirements(declaration: Declaration) -> list[Requirement]:
    """The four items of a declaration's set, in the order of the document."""
    return list(_requirements(declaration))


def missing(declaration: Declaration) -> list[str]:
    """A sentence for each item that the set still lacks; [] when it is complete."""
    return [one.missing for one in requirements(declaration) if one.missing]


def lacking_to_close(declaration: Declaration) -> list[str]:
    """As `missing`, but for the file's number, which closing the set gives."""
    return [one.missing for one in requirements(declaration) if one.missing and one.name != "file_no"]


def _requirements(declaration: Declaration) -> Iterator[Requirement]:
    need, clause = helps_needed(declaration.area_id)
    have = helps_before(declaration.household_id, declaration.declared_on) if declaration.household_id else 0
    since = have
    if declaration.household_id and declaration.ended_on is None:
        since = helps_before(declaration.household_id, today())
    yield Requirement(
        "helps",
        _("岗位信息和就业帮扶记录"),
        _("%(have)d次，须有%(need)d次") % {"have": have, "need": need},
        _helps_missing(have, need, since),
        clause,
    )
    reason = "" if declaration.reason else _("还没有写明不就业的主要原因。")
    yield Requirement("reason", _("不就业的主要原因"), declaration.reason, reason, clause)
    signed = str(declaration.get_signed_by_display()) if declaration.signed_by else ""
    unsigned = "" if signed else _("还没有签字：请本人签字，不在本地的由家属代签或本人远程确认。")
    yield Requirement("signature", _("签字确认"), signed, unsigned, clause)
    unfiled = "" if declaration.file_no else _("还没有建专门档案：材料齐全后办结归档。")
    yield Requirement("file_no", _("专门档案"), declaration.file_no, unfiled, clause)


def _helps_missing(have: int, need: int, since: int) -> str:
    if have >= need:
        return ""
    if since >= need:
        return _("声明之前的帮扶只有%(have)d次；之后的帮扶已够，请重新签字确认。") % {"have": have}
    return _("帮扶记录还差%(gap)d次：请继续推荐岗位、提供帮扶并记录。") % {"gap": need - since}
