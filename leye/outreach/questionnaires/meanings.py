"""What a question may mean to the ledger: the words that a schema may write behind `x-ledger`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leye.ledger.enums import Wish, WorkCapacity
from leye.outreach.enums import GoOut, WorkStatus

KEYWORD = "x-ledger"


@dataclass(frozen=True)
class Meaning:
    """The type of answer that a meaning needs, and the codes it knows; no codes: any answer."""

    type: str
    codes: frozenset[str] = frozenset()
    many: bool = False


def _codes(choices: Any) -> frozenset[str]:
    return frozenset(str(code) for code in choices.values)


MEANINGS: Mapping[str, Meaning] = {
    "status": Meaning("string", _codes(WorkStatus)),
    "go_out": Meaning("string", _codes(GoOut)),
    "intention.wants_work": Meaning("string", _codes(Wish)),
    "intention.wants_startup": Meaning("boolean"),
    "intention.occupation": Meaning("string"),
    "intention.place": Meaning("string"),
    "intention.wage_min_yuan": Meaning("integer"),
    "person.work_capacity": Meaning("string", _codes(WorkCapacity)),
    "person.phone": Meaning("string"),
    "person.address": Meaning("string"),
    "skill": Meaning("string", many=True),
    "need": Meaning("string", many=True),
}
