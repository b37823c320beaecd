"""What a fact is, and the catalogue of all facts a rule may ask for: the data dictionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Fact:
    """One thing a rule may ask about a subject.

    ``source`` says in a clerk's words where it comes from; ``supplier`` who can supply it when missing.
    ``define(row, as_of)`` gives the Ibis value over the subject's joined table (see the subject's module).
    ``needs``: facts of the person that the definition looks at, for subjects that are about a person.
    A fact that is null is unknown: a condition over it does not hold, and the explanation says so.
    """

    name: str
    dtype: str
    label: str
    source: str
    define: Callable[[Any, Any], Any]
    unit: str = ""
    supplier: str = "村（社区）或乡镇（街道）工作人员"
    note: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()

    def show(self, value: Any) -> str:
        """The value as a person reads it."""
        if value is None:
            return "未知"
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, date):
            return value.isoformat()
        return dict(self.codes).get(value, f"{value}{self.unit}")


@dataclass(frozen=True)
class DictionaryEntry:
    """One line of the data dictionary."""

    subject: str
    subject_label: str
    name: str
    dtype: str
    label: str
    unit: str
    source: str
    supplier: str
    note: str
