"""What a roster can hold: the fields of each kind of import.

The catalogues themselves stand in leye.workbook.catalogue, one module for each kind. National field codes
are those of the labour and social security information standards (LD/T 92 and its successors) that county
exports carry in their header row; only codes whose meaning is beyond doubt are listed, so AAB003 (the old
9-digit organisation code, not the unified credit code) and AAC001 (a local person number) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leye.workbook.choices import Choices

KindName = Literal["people", "households", "employers", "spells", "services", "applications", "vacancies"]
ValueKind = Literal[
    "identity", "name", "phone", "date", "month", "birth", "sex", "ethnic", "education", "choice", "choices", "money",
    "pay", "uscc", "area", "text",
]  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """Cut a list of wordings at its spaces."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One column a roster may have.

    `strict`: an unreadable value stops the whole row (required fields always do); otherwise the cell is
    left out with a warning. `longest`: characters a text may have. `check_only`: compared with the identity
    number, never written over it.
    """

    name: str
    label: str
    kind: ValueKind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    national_code: tuple[str, ...] = ()
    help: str = ""
    choices: Choices | None = None
    strict: bool = False
    check_only: bool = False
    longest: int = 200
    example: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of import. `unique`: the fields that together may stand only once in a file.

    `first_stands`: of records alike in these the first goes in, whatever else the later ones say.
    """

    name: KindName
    label: str
    fields: tuple[Field, ...]
    unique: tuple[str, ...]
    first_stands: bool = False

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when this kind has none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields without which no row can go in."""
        return tuple(candidate for candidate in self.fields if candidate.required)
