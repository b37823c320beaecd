"""What a visitor's slip says, and what a scanner or a hand sends back of it.

The QR code holds `LEYE-F-<fair>-<visitor>-<token>`: both numbers carry a check digit, the token is drawn at random for
each visitor, so that a code that was made up is found out. Typed is the visitor's number alone. Nothing personal is
in a code.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leye.fairs.models import Visit
from leye.market.models import Fair
from leye.standards.check_digit import strip_check, with_check
from leye.standards.text import clean_cell

PREFIX = "LEYE-F"
#: Letters and digits that nobody takes for one another.
LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
_CODE = re.compile(rf"{PREFIX}-(\d{{3,13}})-(\d{{2,8}})-([{LETTERS}]{{8}})")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_SEPARATORS = re.compile(r"[\s,，;；、.。]+")
#: A booth types a handful at once; a longer range is a slip of the hand.
MOST_AT_ONCE = 100


class NotOurCode(ValueError):
    """A code that cannot be used; the message is for the user."""


def new_token() -> str:
    """A token for a new visitor."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


def visit_code(visit: Visit) -> str:
    """What the QR code of a visitor holds."""
    return f"{PREFIX}-{with_check(visit.fair_id, 6)}-{with_check(visit.number, 2)}-{visit.token}"


def is_code(text: str) -> bool:
    """Whether a text looks like the code of a visitor, of whatever fair."""
    return text.strip().upper().startswith(PREFIX)


def visit_of_code(fair: Fair, text: str) -> Visit:
    """The visitor whose code this is. Raises NotOurCode: misread, of another fair, or made up."""
    found = _CODE.fullmatch(clean_cell(text).upper())
    if found is None:
        raise NotOurCode(_("没有读出完整的码，请再扫一次，或改输编号、姓名。"))
    try:
        fair_id, number = strip_check(found[1]), strip_check(found[2])
    except ValueError as error:
        raise NotOurCode(_("码的校验位不对，请再扫一次，或改输编号、姓名。")) from error
    if fair_id != fair.pk:
        raise NotOurCode(_("这是另一场招聘会（编号%(number)s）的码，没有签到。") % {"number": found[1]})
    visit = Visit.objects.filter(fair=fair, number=number).first()
    if visit is None or not secrets.compare_digest(visit.token, found[3]):
        raise NotOurCode(_("这个码不是本系统发出的，没有签到。请改用姓名和电话登记。"))
    return visit


@dataclass
class ReadVisits:
    """Visitors that were understood, in order, each once; and a sentence for each piece that was not."""

    visits: list[Visit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_visits(fair: Fair, text: str) -> ReadVisits:
    """The visitors of a fair whom a text of scanned codes and typed numbers (with check digit) names."""
    read = ReadVisits()
    tidy = re.sub(r"\s*[－—–~～至到]\s*", "-", clean_cell(text.replace("\n", " ")))
    for piece in filter(None, _SEPARATORS.split(tidy.upper())):
        try:
            found = [visit_of_code(fair, piece)] if is_code(piece) else _of_numbers(fair, piece)
        except NotOurCode as error:
            read.problems.append(f"“{piece}”：{error}")
            continue
        read.visits += [visit for visit in found if visit not in read.visits]
    return read


def _of_numbers(fair: Fair, piece: str) -> list[Visit]:
    match = _RANGE.fullmatch(piece)
    if match is None:
        raise NotOurCode(_("不是来访者的码，也不是编号。"))
    try:
        first, last = strip_check(match[1]), strip_check(match[2] or match[1])
    except ValueError as error:
        raise NotOurCode(_("编号的最后一位（校验位）不对，请核对胸卡或签到单。")) from error
    if first > last or last - first >= MOST_AT_ONCE:
        raise NotOurCode(_("请把小的编号写在前面，一次最多%(most)d人。") % {"most": MOST_AT_ONCE})
    found = {visit.number: visit for visit in _numbered(fair, range(first, last + 1))}
    missing = [with_check(number, 2) for number in range(first, last + 1) if number not in found]
    if missing:
        raise NotOurCode(_("没有编号为%(numbers)s的来访者。") % {"numbers": "、".join(missing[:5])})
    return list(found.values())


def _numbered(fair: Fair, numbers: Iterable[int]) -> list[Visit]:
    return list(Visit.objects.filter(fair=fair, number__in=list(numbers)).order_by("number"))


def visit_of_number(fair: Fair, text: str) -> Visit:
    """The visitor with a typed number. Raises NotOurCode."""
    (visit,) = _of_numbers(fair, clean_cell(text))[:1]
    return visit
