"""People who may stand in the ledger twice, found by the database, judged by people."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.ledger.cards import Hit, hits
from leye.ledger.errors import Absent
from leye.ledger.models import MergeRecord, Person
from leye.ledger.person_fields import EDITABLE, label_of, show, value_of

#: A phone that more people than this share is an office's or a mistake, and tells nothing.
MOST_SHARING_A_PHONE = 8


@dataclass(frozen=True)
class DuplicatePair:
    """Two files that may be one person, and why."""

    left: Hit
    right: Hit
    reason: str


@dataclass(frozen=True)
class CompareRow:
    """One field of two files side by side."""

    name: str
    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.left == self.right


def find_duplicates(scope: Scope, limit: int = 50) -> list[DuplicatePair]:
    """Pairs in scope with one name and birth date, or one phone and much the same name; the first `limit`."""
    people = Person.objects.visible_to(scope).current()
    found: dict[tuple[int, int], str] = {}
    same_birth = (
        people.values("name", "birth_date")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .order_by("name", "birth_date")
    )
    for group in same_birth[:limit]:
        twins = people.filter(name=group["name"], birth_date=group["birth_date"]).order_by("pk")
        for left, right in combinations(twins.values_list("pk", flat=True), 2):
            found.setdefault((left, right), _("姓名和出生日期相同"))
    if len(found) < limit:
        for pair in _one_phone(scope, limit - len(found)):
            found.setdefault(pair, _("电话相同、姓名相近"))
    pairs = list(found)[:limit]
    ids = {pk for pair in pairs for pk in pair}
    rows = list(Person.objects.filter(pk__in=ids).select_related("area", "helper"))
    lines = {line.id: line for line in hits(rows)}
    return [DuplicatePair(lines[left], lines[right], found[left, right]) for left, right in pairs]


def _one_phone(scope: Scope, limit: int) -> Iterator[tuple[int, int]]:
    people = Person.objects.visible_to(scope).current().exclude(phone="")
    shared = people.values("phone").annotate(n=Count("pk")).filter(n__gt=1, n__lte=MOST_SHARING_A_PHONE)
    phones = list(shared.order_by("phone").values_list("phone", flat=True))
    by_phone: dict[str, list[Person]] = {}
    for person in (
        people.filter(phone__in=phones)
        .only("pk", "name", "name_pinyin", "birth_date", "sex", "phone")
        .order_by("pk")
    ):
        by_phone.setdefault(person.phone, []).append(person)
    count = 0
    for sharing in by_phone.values():
        for left, right in combinations(sharing, 2):
            if much_the_same(left, right):
                yield left.pk, right.pk
                count += 1
                if count == limit:
                    return


def much_the_same(left: Person, right: Person) -> bool:
    """Whether two people who share a phone may be one: families share phones, so their names alone do not tell.

    The same sound; one name the beginning of the other; or one differing character and the same birth date.
    """
    if left.sex != right.sex:
        return False
    if left.name_pinyin == right.name_pinyin:
        return True
    short, long = sorted((left.name.replace("·", ""), right.name.replace("·", "")), key=len)
    if len(short) > 1 and long.startswith(short):
        return True
    differing = sum(a != b for a, b in zip(short, long, strict=False)) + len(long) - len(short)
    return differing == 1 and left.birth_date == right.birth_date


def compare_people(scope: Scope, left_id: int, right_id: int) -> list[CompareRow]:
    """Two files of the scope, field by field. Raises Absent."""
    people = Person.objects.visible_to(scope).current().select_related("area").in_bulk([left_id, right_id])
    if len(people) != 2:
        raise Absent
    left, right = people[left_id], people[right_id]
    rows = [
        CompareRow(name, label_of(name), show(name, value_of(left, name)), show(name, value_of(right, name)))
        for name in EDITABLE
    ]
    return [*rows, CompareRow("area", label_of("area"), left.area.name, right.area.name)]


def merge_history(scope: Scope, limit: int = 50) -> list[MergeRecord]:
    """The latest merges of the scope, with both people."""
    records = MergeRecord.objects.visible_to(scope).select_related(
        "survivor", "loser", "merged_by", "undone_by"
    )
    return list(records[:limit])
