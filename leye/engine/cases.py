"""Worked cases of a pack: tiny ledgers with the expected outcome, in cases.yaml, run on every engine.

The short words of a case's ledger are explained in leye/engine/case_rows.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import yaml

from leye.engine.case import ROOM, Case, CaseUnclear
from leye.engine.case_rows import world_of
from leye.policy import Benefit, Indicator, Limit, Pack

__all__ = ["Case", "load_cases", "outcome", "world_of"]

#: What a case in cases.yaml may say.
WORDS = {f.name for f in fields(Case)} - {"number", "pack"}


def load_cases(pack: Pack) -> list[Case]:
    """The worked cases of a pack, in the file's order, numbered from 1 within each day.

    A case that does not say from when adopts the pack from its first day.
    """
    text = (pack.folder / "cases.yaml").read_text(encoding="utf-8")
    seen: dict[date, int] = {}
    cases = []
    for row in yaml.safe_load(text):
        for word in set(row) - WORDS:
            raise CaseUnclear(str(row.get("name", "")), word, WORDS)
        number = seen[row["as_of"]] = seen.get(row["as_of"], 0) + 1
        cases.append(Case(number=number, pack=pack, **{"adopted_from": pack.info.valid_from} | row))
    return cases


def outcome(pack: Pack, case: Case, results: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, Any]:
    """What came out for the case, in the words of ``expect``: only the keys that the case asks about.

    ``payee`` is the payee's number within the case; ``fund_place`` is ``own`` or ``other`` for its counties.
    """
    rule = pack.rules[case.rule]
    if isinstance(rule, Indicator):
        rows = [r for r in results["figures"] if r["rule"] == rule.name and r["area_id"] == case.figure_area]
        word = "counted"
    else:
        table = (
            "findings"
            if isinstance(rule, Limit)
            else "entitlements"
            if isinstance(rule, Benefit)
            else "duties"
        )
        word = {"findings": "found", "entitlements": "entitled", "duties": "applies"}[table]
        rows = [r for r in results[table] if r["rule"] == rule.name and _about(case, r)]
        rows.sort(key=lambda r: r["subject_id"])
    found = {word: bool(rows)} | (_in_words(case, rows[0]) if rows else {})
    return {key: found.get(key) for key in case.expect}


def _in_words(case: Case, row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(row)
    if found.get("payee_id") is not None:
        found["payee"] = found["payee_id"] - case.number * ROOM
    for word, level in (("own", "county"), ("other", "other_county")):
        if found.get("fund_place") == str(case.place(level)):
            found["fund_place"] = word
    return found


def _about(case: Case, row: Mapping[str, Any]) -> bool:
    first = case.first_id
    if row["subject_kind"] == "area":
        return bool(row["subject_id"] == case.area)
    if row["person_id"] is not None:
        return bool(row["person_id"] == first)
    # Sites, classes, employers and so on: the first of the case.
    return bool(row["subject_id"] == first)
