"""Rules may ask for exactly the kinds that the ledgers can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leye.facts import GROUPS, kinds
from leye.ledger import enums as ledger
from leye.ops.codes import NATIONAL_GROUPS
from leye.registers import enums as registers
from leye.training import enums as training


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (kinds.SITE_KINDS, registers.SiteKind),
        (kinds.ACTIVITY_KINDS, registers.ActivityKind),
        (kinds.READING_KINDS, registers.ReadingKind),
        (kinds.CLASS_KINDS, training.ClassKind),
        (kinds.CLASS_MODES, training.ClassMode),
        (kinds.EMPLOYER_KINDS, ledger.EmployerKind),
        (kinds.EMPLOYER_SIZES, ledger.EmployerSize),
        (kinds.REACHES, ledger.Reach),
        (kinds.WORK_KINDS, ledger.SpellKind),
    ],
)
def test_kinds_are_those_of_the_ledgers(ours: Mapping[str, str], theirs: Any) -> None:
    assert set(ours) - {""} == set(theirs.values)


def test_groups_are_those_of_the_ledger() -> None:
    assert set(GROUPS) == {row[0] for row in NATIONAL_GROUPS}
