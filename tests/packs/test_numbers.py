"""Numbers of parameters against the words of the document that stand beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from leye.packs import load_packs
from leye.policy import Pack
from leye.policy.parameters import Parameter, ParameterValue

PACKS = load_packs()
TEN_THOUSAND = 10_000
NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<wan>万)?(?P<unit>元|%|年)?")
#: Units of parameters that the document says in another unit, and how many of one make the other.
SAID_IN = {"分": ("元", 100), "万分比": ("%", 100), "个月": ("年", 12)}
#: Numbers that documents also say in words: 清零, 一次, 全部, 万人.
IN_WORDS = {0, 1, TEN_THOUSAND}


def _numbers(note: str, unit: str) -> set[Decimal]:
    """Every number of the note in the parameter's unit."""
    said, factor = SAID_IN.get(unit, ("", 1))
    found = set()
    for match in NUMBER.finditer(note):
        number = Decimal(match["number"]) * (TEN_THOUSAND if match["wan"] else 1)
        if said and match["unit"] == said:
            found.add(number * factor)
        elif unit not in ("分", "万分比") and not match["unit"]:
            found.add(number)
    return found


def _says(parameter: Parameter, value: ParameterValue) -> bool:
    """Whether the note can be where the value comes from."""
    if parameter.unit == "日期":
        day = re.search(r"(\d+)月(\d+)日", value.note)
        year = re.search(r"(\d{4})年", value.note)
        own = [value.value // 100 % 100, value.value % 100]
        same_day = day is None or [int(n) for n in day.groups()] == own
        return same_day and (year is None or int(year[1]) == value.value // TEN_THOUSAND)
    return value.value in IN_WORDS or value.value in _numbers(value.note, parameter.unit)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)
def test_every_number_of_the_document_stands_in_the_words_beside_it(pack: Pack) -> None:
    own = [q for q in pack.parameters.values() if not q.local and q.kind != "switch"]
    wrong = [(q.name, v.value, v.note) for q in own for v in q.values if not v.note or not _says(q, v)]
    assert wrong == []


@pytest.mark.parametrize(
    ("pack", "name", "wrong"),
    [
        ("yz_2024_15", "target_new_urban_jobs", 95_000),
        ("yz_2024_15", "graduate_months", 2),
        ("yz_2024_15", "expansion_amount", 1_500),
        ("yz_2024_15", "target_satisfaction", 98),
        ("yz_2024_15", "hires_until", 20251230),
        ("sn_2020_26", "temporary_months", 12),
    ],
)
def test_a_wrong_number_is_told(pack: str, name: str, wrong: int) -> None:
    parameter = PACKS[pack].parameters[name]
    (value,) = parameter.values
    assert _says(parameter, value)
    assert not _says(parameter, replace(value, value=wrong))
