"""Find people and employers: by name, pinyin, initials, identity number, phone or head of household.

Every look-up is a comparison that the database may push below row-level security to an index: equality, or a
range of bytes for a prefix. Only the last resort, a part of a name, reads the rows of the scope, and only in a
scope of one county or less.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Collate
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.ledger.cards import Hit, hits
from leye.ledger.identities import indexes_of
from leye.ledger.models import Employer, Household, Person
from leye.ledger.naming import name_keys
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.phones import PhoneError, clean_phone
from leye.standards.text import clean_cell
from leye.standards.uscc import UsccError, parse_uscc

#: Numbers below one county in the reporting tree.
COUNTY_SPAN = 10**6
_NAME_AND_TAIL = re.compile(r"^(.*?[^\d\s])\s*(\d{3}[\dXx])$")
_LETTERS = re.compile(r"^[A-Za-zÀ-ɏ'\s]+$")


@dataclass(frozen=True)
class SearchResult:
    """What was found, whether there is more, and how the text was understood."""

    hits: list[Hit]
    more: bool = False
    understood: str = ""


#: A queryset of people with name_c, pinyin_c and initials_c, which the type checker cannot know.
People = Any
#: A way of looking: why it finds, and the people it finds.
Way = tuple[str, People]


def after_prefix(prefix: str) -> str:
    """The first text, in the order of bytes, after everything that begins with `prefix`."""
    following = ord(prefix[-1]) + 1
    return prefix[:-1] + chr(0xE000 if 0xD800 <= following <= 0xDFFF else min(following, 0x10FFFF))


def begins(column: str, prefix: str) -> Q:
    """Rows whose column (annotated in byte order) begins with a text."""
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": after_prefix(prefix)})


def search_people(scope: Scope, text: str, limit: int = 50) -> SearchResult:
    """People of the scope whom the text may mean, the surest first. Empty text finds nobody."""
    asked = clean_cell(text)
    if not asked:
        return SearchResult([])
    people: People = (
        Person.objects.visible_to(scope)
        .current()
        .select_related("area", "helper")
        .annotate(
            name_c=Collate("name", "C"),
            pinyin_c=Collate("name_pinyin", "C"),
            initials_c=Collate("name_initials", "C"),
        )
    )
    understood, ways = _ways(people, asked, scope)
    found: dict[int, Person] = {}
    matched: dict[int, str] = {}
    for reason, query in ways:
        if len(found) > limit:
            break
        for person in query[: limit + 1]:
            if person.pk not in found:
                found[person.pk] = person
                matched[person.pk] = reason
    people_found = list(found.values())
    return SearchResult(hits(people_found[:limit], matched), len(people_found) > limit, understood)


def _ways(people: People, text: str, scope: Scope) -> tuple[str, Iterable[Way]]:
    compact = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"\d{15}|\d{17}[\dXx]", compact):
        return _by_number(people, compact)
    if match := _NAME_AND_TAIL.fullmatch(text):
        name = _name(match[1])
        tail = people.filter(id_tail=match[2].upper()).order_by("name_c", "pk")
        return _("按姓名和身份证后四位查找"), [(_("姓名和后四位"), tail.filter(begins("name_c", name)))]
    if compact.isdigit():
        return _by_digits(people, compact, scope)
    if _LETTERS.fullmatch(text):
        return _by_letters(people, text)
    return _("按姓名查找"), _by_name(people, _name(text), scope)


def _name(text: str) -> str:
    """The text as names are written in the ledger; as it stands when it is no whole name."""
    try:
        return clean_name(text)
    except PersonNameError:
        return text


def _by_number(people: People, number: str) -> tuple[str, list[Way]]:
    try:
        identity = parse_identity(number)
    except IdentityError as error:
        return str(error), []
    return _("按身份证号查找"), [(_("身份证号"), people.filter(id_index__in=indexes_of(identity.number)))]


def _by_digits(people: People, digits: str, scope: Scope) -> tuple[str, list[Way]]:
    if len(digits) == 4 and scope.hi - scope.lo < COUNTY_SPAN:
        return _("按身份证后四位查找"), [
            (_("身份证后四位"), people.filter(id_tail=digits).order_by("name_c", "pk"))
        ]
    if len(digits) < 7:
        return _("数字太短，请输入完整的身份证号、电话，或姓名加身份证后四位"), []
    try:
        phone = clean_phone(digits)
    except PhoneError:
        phone = digits
    with_phone = people.exclude(phone="").order_by("phone", "pk")
    return _("按电话查找"), [(_("电话"), with_phone.filter(phone__gte=phone, phone__lt=after_prefix(phone)))]


def _by_letters(people: People, text: str) -> tuple[str, list[Way]]:
    key = re.sub(r"[\s']", "", text).lower()
    if not key:
        return _("按拼音查找"), []
    return _("按拼音查找"), [
        (_("拼音首字母"), people.filter(begins("initials_c", key)).order_by("initials_c", "pk")),
        (_("拼音"), people.filter(begins("pinyin_c", key)).order_by("pinyin_c", "pk")),
    ]


def _by_name(people: People, name: str, scope: Scope) -> list[Way]:
    ways: list[Way] = [(_("姓名"), people.filter(begins("name_c", name)).order_by("name_c", "pk"))]
    sound = name_keys(name)[0]
    if len(name) > 1 and sound:
        ways.append((_("读音相同"), people.filter(pinyin_c=sound).order_by("name_c", "pk")))
        namesakes = people.filter(name_c=name).values("pk")
        heads = Household.objects.visible_to(scope).filter(head__in=namesakes).values("pk")
        ways.append(
            (
                _("户主是%(name)s") % {"name": name},
                people.filter(household__in=heads).order_by("name_c", "pk"),
            )
        )
    if scope.hi - scope.lo < COUNTY_SPAN:
        ways.append((_("姓名中含有"), people.filter(name__contains=name).order_by("name_c", "pk")))
    return ways


def search_employers(scope: Scope, text: str, limit: int = 20) -> list[Employer]:
    """Employers of the scope by code or name; a part of the name in a scope of one county or less."""
    asked = clean_cell(text)
    if not asked:
        return []
    employers = (
        Employer.objects.visible_to(scope).select_related("area").annotate(name_c=Collate("name", "C"))
    )
    try:
        return list(employers.filter(uscc=parse_uscc(asked))[:limit])
    except UsccError:
        found: list[Employer] = list(
            employers.filter(begins("name_c", asked)).order_by("name_c", "pk")[:limit]
        )
    if len(found) < limit and scope.hi - scope.lo < COUNTY_SPAN:
        more = employers.filter(name__contains=asked).exclude(pk__in=[e.pk for e in found])
        found += more.order_by("name_c", "pk")[: limit - len(found)]
    return found
