"""Rows of the ledger from the short words of worked cases.

``person`` (or ``people``, a list): its own columns (``birth_date sex work_capacity is_student graduated_on
education deceased_on merged_into_id``), ``hukou_code`` (a code, or ``own``/``other``: a county of the case), and
lists: ``groups: [group, from, to]``, ``registered: [from, ended]``, ``wants: [yes|no|unknown, day, startup]``,
``needs: [from, ended]``, ``services: [kind, day, item, outcome]``, ``works: [from, ended, channel, {kind, employer,
introduced_by, on_job_training, contract_months, insured_on, reach, wage_fen, end_reason}]``, ``posts: [from, ended,
ordinal, kind, {post, extension_approved_on, kin}]``, ``trains: [class, completed, certified]``, ``declares: [kind,
day, {reason, signed_by, file_no, ended_on}]``, ``claims: [rule, decided, {amount_fen, state, pack, fund, payee,
payee_kind, subject}]``.
``household: {}`` makes one household of all people. ``fairs``, ``reports``, ``employers``, ``classes``, ``sites``,
``activities``, ``readings`` and ``claims`` (of no person) are lists of rows (a fair was held and had 60 ``visitors``
unless it says otherwise); ``at`` names a level of the case's
areas. ``n`` numbers employers, classes, sites and posts within the case (left out: their place in the list);
``employer``, ``introduced_by``, ``institution``, ``site``, ``class``, ``post`` and ``payee`` name one by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from leye.engine.case import COUNTY, LEAGUE, REGION, ROOM, TOWN, Case, CaseUnclear, Rows
from leye.facts.tables import LOGICAL_TABLES
from leye.policy import Benefit

ENDED = {"valid_from": date(2014, 1, 1), "valid_to": date(2020, 12, 31)}

#: Rows every world of cases has: the national groups as the ledger ships them, and one local group.
GROUP_ROWS: list[dict[str, Any]] = [
    {"code": code, "parent_id": parent, "is_key_group": key, "is_difficulty": hard} | more
    for code, parent, key, hard, more in (
        ("graduate", None, True, False, {}), ("formerly_poor", None, True, False, {}),
        ("relapse_monitored", "formerly_poor", True, False, {}), ("farmer_herder", None, True, False, {}),
        ("veteran", None, True, False, {}), ("disabled", None, True, False, {}),
        ("severe_disabled", "disabled", True, False, {}), ("difficulty", None, True, True, {}),
        ("older_difficulty", "difficulty", True, True, {}), ("low_income", None, False, False, {}),
        ("marginal_household", None, True, False, {}), ("returned_worker", None, True, False, {}),
        ("relocated", None, True, False, {}), ("fishing_ban", None, True, False, {}),
        ("registered_poor", None, True, False, ENDED | {"successor_id": "formerly_poor"}),
        ("unlifted_poor", "registered_poor", True, False, ENDED | {"successor_id": "formerly_poor"}),
        ("local_example", "older_difficulty", False, False, {}),
    )
]  # fmt: skip

#: Words of a case that name columns otherwise called.
COLUMNS = {
    "employer": "employer_id", "introduced_by": "introduced_by_id", "on_job_training": "is_on_job_training",
    "post": "post_id", "kin": "kin_relation", "institution": "institution_id", "site": "site_id",
    "class": "class_id", "payee": "payee_id",
}  # fmt: skip

PERSON_COLUMNS = ("birth_date", "sex", "work_capacity", "is_student", "education", "graduated_on",
                  "deceased_on", "merged_into_id")  # fmt: skip

PLACEMENT, SPELL, TRAINEE = "casework_placement", "ledger_employmentspell", "training_trainee"


def world_of(cases: Iterable[Case]) -> Rows:
    """All rows of the ledger for cases of one day."""
    rows: Rows = {"areas_area": [], "ledger_groupcode": GROUP_ROWS}
    for case in cases:
        _areas(case, rows["areas_area"])
        _CaseRows(case, rows).add_all()
    return rows


def _areas(case: Case, rows: list[dict[str, Any]]) -> None:
    region, league, county = case.region, case.league, case.place("county")
    town, other = case.place("township"), case.place("other_county")
    if all(a["no"] != region for a in rows):
        rows.append(_area(region, REGION - 1, 1, None))
    rows += [
        _area(league, LEAGUE - 1, 2, region),
        _area(county, COUNTY - 1, 3, league, county_code(case, "county")),
        _area(town, TOWN - 1, 4, county),
        _area(town + 1, 0, 5, town),
        _area(other, COUNTY - 1, 3, league, county_code(case, "other_county")),
    ]


def _area(no: int, below: int, level: int, parent: int | None, code: str | None = None) -> dict[str, Any]:
    return {
        "no": no,
        "last": no + below,
        "level": level,
        "kind": "",
        "parent_id": parent,
        "code": code or str(no),
    }


def county_code(case: Case, level: str) -> str:
    """The code of a county of the case: its first six digits no two counties of a day share."""
    return f"{case.number * 10 + (level == 'other_county'):06}000000"


class _CaseRows:
    """Adds the rows of one case."""

    def __init__(self, case: Case, rows: Rows) -> None:
        self.case, self.rows = case, rows
        self.made: dict[tuple[int | None, str], list[int]] = defaultdict(list)

    def add_all(self) -> None:
        """Everything in the case's ledger."""
        ledger = self.case.ledger
        self.known(ledger, LEDGER_WORDS)
        for n, words in enumerate(ledger.get("employers", ()), start=1):
            self.place(
                "ledger_employer", {"kind": "enterprise", "size": "", "in_park": False, "n": n} | words
            )
        for n, words in enumerate(ledger.get("sites", ()), start=1):
            self.place("registers_site", {"n": n} | words)
        for n, words in enumerate(ledger.get("classes", ()), start=1):
            self.place("training_class", {"kind": "skill", "mode": "offline", "n": n} | words)
        household = self.case.first_id if ledger.get("household") is not None else None
        if household is not None:
            self.add("ledger_household", id=household)
        for place, words in enumerate(ledger.get("people") or [ledger.get("person", {})]):
            self.person(self.case.first_id + place, words, household)
        for words in ledger.get("fairs", ()):
            self.place(
                "market_fair",
                {"status": "held", "mode": "onsite", "is_special": False, "visitors": 60} | words,
            )
        for words in ledger.get("reports", ()):
            self.add("reporting_submission", **{"area_id": self.case.area} | dict(words))
        for table, word in (("registers_activity", "activities"), ("registers_reading", "readings")):
            for words in ledger.get(word, ()):
                self.place(table, words)
        for words in ledger.get("claims", ()):
            self.claim(None, words["rule"], words["decided_on"], words)

    def add(self, table: str, **row: Any) -> int:
        """One row in the case's village; ids are given. The row's id."""
        self.known(row, LOGICAL_TABLES[table])
        rows = self.rows.setdefault(table, [])
        own = sum(1 for r in rows if r["id"] // ROOM == self.case.number)
        made = {"id": self.case.number * ROOM + own + 1, "area_id": self.case.place("village")} | row
        rows.append(made)
        self.made[row.get("person_id"), table].append(made["id"])
        return int(made["id"])

    def known(self, words: Iterable[str], known: Iterable[str]) -> None:
        """Raise CaseUnclear for a word that is none of those known."""
        for word in words:
            if word not in known:
                raise CaseUnclear(self.case.name, word, known)

    def place(self, table: str, words: Mapping[str, Any]) -> None:
        """One row of an area: at the level that ``at`` names, else in the case's own area."""
        values = {k: v for k, v in words.items() if k not in ("at", "n")}
        at = self.case.place(words["at"]) if "at" in words else self.case.area
        if table == "market_fair" and "at" not in words:
            at = self.case.place("village")
        numbered = {"id": self.local(words["n"])} if "n" in words else {}
        self.add(table, **{"area_id": at} | numbered | self.named(values))

    def local(self, n: int) -> int:
        """The id of what has this number within the case."""
        return self.case.number * ROOM + n

    def named(self, words: Mapping[str, Any]) -> dict[str, Any]:
        """Columns for the words of a row; numbers within the case become ids."""
        named = {}
        for word, value in words.items():
            column = COLUMNS.get(word, word)
            is_local = column != word and column.endswith("_id") and value is not None
            named[column] = self.local(value) if is_local else value
        return named

    def person(self, number: int, words: Mapping[str, Any], household: int | None) -> None:
        """A person: able, male, born 1990, not a student, unless the case says otherwise."""
        self.known(words, PERSON_WORDS)
        plain = {"birth_date": date(1990, 1, 1), "sex": "1", "work_capacity": "able", "is_student": False}
        own = {k: words[k] for k in PERSON_COLUMNS if k in words}
        hukou = {"own": "county", "other": "other_county"}.get(words.get("hukou_code", ""))
        code = county_code(self.case, hukou) if hukou else words.get("hukou_code")
        self.add(
            "ledger_person", **plain | own | {"id": number, "household_id": household, "hukou_code": code}
        )
        for table, word, columns in PERSON_LISTS:
            for values in words.get(word, ()):
                self.row(number, table, columns, values)
        for values in words.get("declares", ()):
            kind, day, more = (*values, {})[:3]
            self.add("casework_declaration", person_id=number, household_id=household, kind=kind, declared_on=day,
                     **more)  # fmt: skip
        for values in words.get("claims", ()):
            rule, day, more = (*values, {})[:3]
            self.claim(number, rule, day, more)

    def row(self, person: int, table: str, columns: tuple[str, ...], values: Any) -> None:
        """One row about a person: values in the order of the columns; a mapping at the end names more."""
        given = list(values) if isinstance(values, list) else [values]
        more = given.pop() if given and isinstance(given[-1], Mapping) else {}
        row = DEFAULTS.get(table, {}) | dict(zip(columns, given, strict=False)) | self.named(more)
        if table == TRAINEE:
            row["class_id"] = self.local(row["class_id"])
        row = {k: DEFAULTS.get(table, {}).get(k) if v is None else v for k, v in row.items()}
        self.add(table, person_id=person, **row)

    def claim(self, person: int | None, rule: str, decided_on: date, words: Mapping[str, Any]) -> None:
        """A claim under a rule of the case's pack (or of ``pack``): for the person, or the subject of the rule."""
        pack = self.case.pack
        known = pack.rules.get(rule) if pack and words.get("pack", pack.id) == pack.id else None
        kind = known.subject.kind if known else "person" if person else "area"
        payee_kind = known.payee if isinstance(known, Benefit) else "person" if person else "employer"
        subject = self.subject(person, kind, words.get("subject", 1))
        payee = person if payee_kind == "person" else None
        more = {
            k: v
            for k, v in words.items()
            if k not in ("rule", "decided_on", "at", "subject", "site", "class")
        }
        at = {"area_id": self.case.place(words["at"])} if "at" in words else {}
        self.add(
            "benefits_claim",
            **{"person_id": person, "pack": pack.id if pack else "", "rule": rule, "subject_kind": kind,
               "subject_id": subject, "payee_kind": payee_kind, "payee_id": payee, "amount_fen": 0, "fund": "",
               "decided_on": decided_on, "paid_on": None, "state": "approved"} | at | self.named(more),
        )  # fmt: skip

    def subject(self, person: int | None, kind: str, place: int) -> int | None:
        """The id of what a claim is for: the person's ``place``-th job or post, or the case's n-th site."""
        tables = {"spell": SPELL, "placement": PLACEMENT, "trainee": TRAINEE}
        if kind in tables:
            own = self.made[person, tables[kind]]
            return own[place - 1] if len(own) >= place else None
        if kind == "person":
            return person
        return self.case.area if kind == "area" else self.local(place)


#: What hangs on a person: table, word of the case, and the columns in the order of its values.
PERSON_LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ledger_groupmembership", "groups", ("group_id", "valid_from", "valid_to")),
    ("ledger_unemploymentregistration", "registered", ("registered_on", "ended_on")),
    (SPELL, "works", ("started_on", "ended_on", "channel")),
    ("ledger_intention", "wants", ("wants_work", "stated_on", "wants_startup")),
    ("ledger_trainingneed", "needs", ("stated_on", "ended_on")),
    (PLACEMENT, "posts", ("started_on", "ended_on", "ordinal", "post_kind")),
    ("casework_servicerecord", "services", ("kind", "served_on", "item_key", "outcome")),
    (TRAINEE, "trains", ("class_id", "completed_on", "certified_on")),
)

PERSON_WORDS = {*PERSON_COLUMNS, "hukou_code", "declares", "claims", *(word for _, word, _ in PERSON_LISTS)}
LEDGER_WORDS = {"person", "people", "household", "fairs", "reports", "employers", "classes", "sites", "activities",
                "readings", "claims"}  # fmt: skip

#: What a row has when the case does not say it.
DEFAULTS: dict[str, dict[str, Any]] = {
    PLACEMENT: {"post_kind": "urban", "ordinal": 1},
    "casework_servicerecord": {"outcome": "done"},
    SPELL: {"kind": "contract"},
}
