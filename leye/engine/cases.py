"""Worked cases of a pack: tiny ledgers with the expected outcome, in cases.yaml, run on every engine.

Each case lives in a league of its own, so that all cases of one day can be judged together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from leye.engine.resolve import Adoption, Override
from leye.policy import Benefit, Indicator, Limit, Pack

Rows = dict[str, list[dict[str, Any]]]

REGION = 150000000000
LEAGUE, COUNTY, TOWN = 10**8, 10**6, 1000
ROOM = 10**4

#: Rows every world of cases has: the national groups as the ledger ships them.
GROUP_ROWS: list[dict[str, Any]] = [
    {"code": code, "parent_id": parent, "is_key_group": key, "is_difficulty": hard}
    for code, parent, key, hard in (
        ("graduate", None, True, False), ("formerly_poor", None, True, False),
        ("relapse_monitored", "formerly_poor", True, False), ("farmer_herder", None, True, False),
        ("veteran", None, True, False), ("disabled", None, True, False),
        ("severe_disabled", "disabled", True, False), ("difficulty", None, True, True),
        ("older_difficulty", "difficulty", True, True), ("low_income", None, False, False),
        ("local_example", "older_difficulty", False, False),
    )
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One worked case: a sentence, a rule, a day, what is in the ledger, and what must come out."""

    number: int
    name: str
    rule: str
    as_of: date
    expect: Mapping[str, Any]
    ledger: Mapping[str, Any] = field(default_factory=dict)
    subject: str = "person"
    standing: bool = False
    adopted_from: date | None = date(2022, 1, 1)
    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def league(self) -> int:
        """The area number of the case's own league."""
        return REGION + self.number * LEAGUE

    @property
    def area(self) -> int:
        """The area the case is about: its village, or the level that ``subject`` names."""
        county = self.league + COUNTY
        return {"city": self.league, "county": county}.get(self.subject, county + TOWN + 1)

    @property
    def first_id(self) -> int:
        """Ids of the case begin here; the first person has this one."""
        return self.number * ROOM + 1

    def adoptions(self, pack: Pack) -> list[Adoption]:
        """The case's league adopts the pack, unless the case is about not adopting it."""
        if self.adopted_from is None:
            return []
        own = Adoption(pack.id, self.league, self.league + LEAGUE - 1, self.adopted_from, None, self.standing)
        return [own]

    def overrides(self, pack: Pack) -> list[Override]:
        """Local values of the case."""
        high = self.league + LEAGUE - 1
        return [
            Override(pack.id, name, self.league, high, value, date(2000, 1, 1))
            for name, value in self.values.items()
        ]


def load_cases(pack: Pack) -> list[Case]:
    """The worked cases of a pack, in the file's order, numbered from 1 within each day."""
    text = (pack.folder / "cases.yaml").read_text(encoding="utf-8")
    seen: dict[date, int] = {}
    cases = []
    for row in yaml.safe_load(text):
        number = seen[row["as_of"]] = seen.get(row["as_of"], 0) + 1
        cases.append(Case(number=number, **row))
    return cases


def world_of(cases: Iterable[Case]) -> Rows:
    """All rows of the ledger for cases of one day."""
    rows: Rows = {"areas_area": [_area(REGION, 10 * 10**9 - 1, 1, None)], "ledger_groupcode": GROUP_ROWS}
    for case in cases:
        _case_rows(case, rows)
    return rows


def _area(no: int, below: int, level: int, parent: int | None) -> dict[str, Any]:
    return {"no": no, "last": no + below, "level": level, "kind": "", "parent_id": parent}


def _case_rows(case: Case, rows: Rows) -> None:
    league, county = case.league, case.league + COUNTY
    town = county + TOWN
    rows["areas_area"] += [
        _area(league, LEAGUE - 1, 2, REGION), _area(county, COUNTY - 1, 3, league),
        _area(town, TOWN - 1, 4, county), _area(town + 1, 0, 5, town),
    ]  # fmt: skip
    adder = _Adder(case, rows)
    household = case.ledger.get("household")
    if household is not None:
        adder.add("ledger_household", id=case.first_id)
    people = case.ledger.get("people") or [case.ledger.get("person", {})]
    for place, person in enumerate(people):
        adder.person(case.first_id + place, person, case.first_id if household is not None else None)
    for fair in case.ledger.get("fairs", ()):
        adder.add("market_fair", **{"status": "held", "mode": "onsite", "is_special": False} | dict(fair))
    for report in case.ledger.get("reports", ()):
        adder.add("reporting_submission", **{"area_id": case.area} | dict(report))


class _Adder:
    """Adds the rows of one case from the short words of cases.yaml."""

    def __init__(self, case: Case, rows: Rows) -> None:
        self.case, self.rows = case, rows

    def add(self, table: str, **row: Any) -> None:
        """One row in the case's village; ids are given."""
        rows = self.rows.setdefault(table, [])
        village = self.case.league + COUNTY + TOWN + 1
        rows.append({"id": self.case.number * ROOM + len(rows) + 1, "area_id": village} | row)

    def person(self, number: int, words: Mapping[str, Any], household: int | None) -> None:
        """A person: able, male, born 1990, not a student, unless the case says otherwise."""
        plain = {"birth_date": date(1990, 1, 1), "sex": "1", "work_capacity": "able", "is_student": False}
        own = {k: words[k] for k in (*plain, "deceased_on", "merged_into_id") if k in words}
        self.add("ledger_person", **plain | own | {"id": number, "household_id": household})
        self._many(
            "ledger_groupmembership", number, words.get("groups", ()), ("group_id", "valid_from", "valid_to")
        )
        self._many(
            "ledger_unemploymentregistration",
            number,
            words.get("registered", ()),
            ("registered_on", "ended_on"),
        )
        self._many(
            "ledger_employmentspell", number, words.get("works", ()), ("started_on", "ended_on", "channel")
        )
        self._many(
            "ledger_intention", number, words.get("wants", ()), ("wants_work", "stated_on", "wants_startup")
        )
        self._many("ledger_trainingneed", number, words.get("needs", ()), ("stated_on", "ended_on"))
        posts = words.get("posts", ())
        self._many("casework_placement", number, posts, ("started_on", "ended_on", "ordinal", "post_kind"))
        for place in self.rows.get("casework_placement", ()):
            place["post_kind"] = place.get("post_kind") or "urban"
            place["ordinal"] = place.get("ordinal") or 1
        services = words.get("services", ())
        self._many("casework_servicerecord", number, services, ("kind", "served_on", "item_key", "outcome"))
        for service in self.rows.get("casework_servicerecord", ()):
            service["outcome"] = service.get("outcome") or "done"

    def _many(self, table: str, person: int, rows: Iterable[Any], columns: tuple[str, ...]) -> None:
        for row in rows:
            values = row if isinstance(row, list) else [row]
            self.add(table, person_id=person, **dict(zip(columns, values, strict=False)))


def outcome(pack: Pack, case: Case, results: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, Any]:
    """What came out for the case, in the words of ``expect``: only the keys that the case asks about."""
    rule = pack.rules[case.rule]
    if isinstance(rule, Indicator):
        rows = [r for r in results["figures"] if r["rule"] == rule.name and r["area_id"] == case.league]
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
    found = {word: bool(rows)} | (dict(rows[0]) if rows else {})
    return {key: found.get(key) for key in case.expect}


def _about(case: Case, row: Mapping[str, Any]) -> bool:
    if row["subject_kind"] == "area":
        return bool(row["subject_id"] == case.area)
    first = case.first_id
    return first in (row["person_id"], row["household_id"] if row["subject_kind"] == "household" else None)
