"""Small random populations: every table filled, edges of dates and missing values on purpose."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from population_more import More

Rows = dict[str, list[dict[str, Any]]]

PROVINCE, PROVINCE_LAST = 150000000000, 159999999999
KINDS = ("policy_briefing", "career_guidance", "job_recommendation", "course_recommendation", "follow_up",
         "policy_help", "counselling", "home_visit", "service_list", "other")  # fmt: skip
GROUP_ROWS = [
    ("graduate", None, True, False), ("formerly_poor", None, True, False),
    ("relapse_monitored", "formerly_poor", True, False), ("farmer_herder", None, True, False),
    ("veteran", None, True, False), ("disabled", None, True, False),
    ("severe_disabled", "disabled", True, False), ("difficulty", None, True, True),
    ("older_difficulty", "difficulty", True, True), ("low_income", None, False, False),
    ("marginal_household", None, False, False), ("local_old_hand", "older_difficulty", False, False),
]  # fmt: skip


def areas() -> list[dict[str, Any]]:
    """One region, two leagues, four banners, townships and villages; one city answers to the region."""
    rows = [_area(PROVINCE, PROVINCE_LAST, 1, None)]
    for p in (1, 2):
        league = PROVINCE + p * 10**8
        rows.append(_area(league, league + 10**8 - 1, 2, PROVINCE))
        for c in (21, 22):
            county = league + c * 10**6
            rows.append(_area(county, county + 10**6 - 1, 3, league))
            for t in (1, 2):
                town = county + t * 1000
                rows.append(_area(town, town + 999, 4, county))
                rows += [_area(town + v, town + v, 5, town) for v in (1, 2, 3)]
    direct = PROVINCE + 90 * 10**8
    rows.append(_area(direct, direct + 10**6 - 1, 3, PROVINCE))
    return rows


def _area(no: int, last: int, level: int, parent: int | None) -> dict[str, Any]:
    return {"no": no, "last": last, "level": level, "kind": "", "parent_id": parent, "code": str(no)}


def group_codes() -> list[dict[str, Any]]:
    """The national groups and one local group."""
    rows = [{"code": c, "parent_id": p, "is_key_group": k, "is_difficulty": d} for c, p, k, d in GROUP_ROWS]
    plain = {"is_key_group": True, "is_difficulty": False, "valid_to": date(2020, 12, 31)}
    heir = {"successor_id": "formerly_poor"}
    rows += [plain | heir | {"code": "registered_poor", "parent_id": None}]
    return [*rows, plain | heir | {"code": "unlifted_poor", "parent_id": "registered_poor"}]


class Population:
    """Random rows by table, from a seed."""

    def __init__(self, seed: int, people: int, as_of: date) -> None:
        self.random = random.Random(seed)
        self.as_of = as_of
        self.rows: Rows = {"areas_area": areas(), "ledger_groupcode": group_codes()}
        self.villages = [a["no"] for a in self.rows["areas_area"] if a["level"] == 5]
        for house in range(1, people // 3 + 2):
            area = self.random.choice(self.villages)
            self.add("ledger_household", id=house, area_id=area, head_id=None)
        for number in range(1, people + 1):
            self.person(number)
        self.events()
        More(self, seed)

    def add(self, table: str, **row: Any) -> None:
        """Add one row; an id is given when it has none."""
        rows = self.rows.setdefault(table, [])
        rows.append({"id": len(rows) + 1} | row)

    def day(self, back: int = 800, ahead: int = 40) -> date:
        """A random day around the day of evaluation, often exactly on an edge."""
        edges = (0, 0, 1, -1, 31, 30, 365, 366)
        if self.random.random() < 0.3:
            return self.as_of - timedelta(days=self.random.choice(edges))
        return self.as_of - timedelta(days=self.random.randint(-ahead, back))

    def maybe(self, chance: float, make: Any) -> Any:
        """A value with a chance, else null."""
        return make() if self.random.random() < chance else None

    def person(self, number: int) -> None:
        """One person with everything that hangs on them."""
        r = self.random
        houses = self.rows["ledger_household"]
        house = r.choice(houses) if r.random() < 0.85 else None
        area = house["area_id"] if house and r.random() < 0.95 else r.choice(self.villages)
        self.add(
            "ledger_person", id=number, area_id=area, household_id=house["id"] if house else None,
            birth_date=self.maybe(0.97, lambda: self.as_of - timedelta(days=r.randint(12 * 365, 72 * 365))),
            sex=r.choice(("1", "2", "2", "1", "0", "9")), education=r.choice(("10", "30", "60", None)),
            work_capacity=r.choice(("able", "able", "able", "partial", "none", "unknown")),
            is_student=r.random() < 0.1, graduated_on=self.maybe(0.2, self.day),
            deceased_on=self.maybe(0.03, self.day), merged_into_id=self.maybe(0.02, lambda: 1),
            hukou_code=None,
        )  # fmt: skip
        own = {"person_id": number, "area_id": area}
        for code in r.sample([g[0] for g in GROUP_ROWS] + ["registered_poor"], k=r.choice((0, 1, 1, 2, 3))):
            self.add("ledger_groupmembership", **own, group_id=code,
                     valid_from=self.maybe(0.8, self.day), valid_to=self.maybe(0.3, self.day))  # fmt: skip
        for _ in range(r.choice((0, 0, 1, 1, 2))):
            self.add("ledger_unemploymentregistration", **own, place_kind="hukou",
                     registered_on=self.day(), ended_on=self.maybe(0.4, self.day))  # fmt: skip
        for _ in range(r.choice((0, 0, 1, 2))):
            self.add("ledger_employmentspell", **own, employer_id=None, kind="full",
                     channel=r.choice(("employer", "startup", "export", "nearby", "flexible")),
                     started_on=self.day(), ended_on=self.maybe(0.6, self.day), wage_fen=None)  # fmt: skip
        for _ in range(r.choice((0, 1, 1, 2))):
            self.add("ledger_intention", **own, wants_work=r.choice(("yes", "yes", "no", "unknown")),
                     wants_startup=r.random() < 0.2, stated_on=self.day())  # fmt: skip
        if number % 12 == 0:
            self.returner(own)
        if r.random() < 0.3:
            self.add("ledger_trainingneed", **own, stated_on=self.day(), ended_on=self.maybe(0.3, self.day))
        for _ in range(r.randint(0, 14)):
            self.add("casework_servicerecord", **own, kind=r.choice(KINDS), served_on=self.day(120),
                     outcome=r.choice(("done", "done", "reached", "not_reached", "refused")),
                     item_key=r.choice(("", "job-1", "job-2", "job-3", None)))  # fmt: skip
        for ordinal in range(1, r.choice((1, 1, 1, 1, 2, 2, 3, 4)) if number % 12 else 1):
            started = self.as_of - timedelta(days=r.randint(0, 2600))
            ended = self.maybe(0.7, lambda started=started: started + timedelta(days=r.randint(1000, 1200)))
            self.add("casework_placement", **own, post_id=1, post_kind=r.choice(("urban", "urban", "rural")),
                     started_on=started, due_end_on=None, ended_on=ended, ordinal=ordinal)  # fmt: skip

    def returner(self, own: dict[str, Any]) -> None:
        """Somebody near the edge of being placed in a public-welfare post once more."""
        code = self.random.choice(("older_difficulty", "severe_disabled", "local_old_hand"))
        self.add("ledger_groupmembership", **own, group_id=code, valid_from=None, valid_to=None)
        self.add("ledger_intention", **own, wants_work="yes", wants_startup=False, stated_on=self.as_of)
        left = self.as_of - timedelta(days=self.random.randint(0, 60))
        started = left - timedelta(days=self.random.choice((1094, 1095, 1096, 1097)))
        self.add("casework_placement", **own, post_id=1, post_kind="urban", started_on=started,
                 due_end_on=None, ended_on=left, ordinal=1)  # fmt: skip

    def events(self) -> None:
        """Fairs and reports."""
        r = self.random
        places = [a["no"] for a in self.rows["areas_area"]]
        for _ in range(60):
            self.add("market_fair", area_id=r.choice(places), held_on=self.day(60, 5),
                     status=r.choice(("held", "held", "reported", "planned", "announced", "cancelled")),
                     mode=r.choice(("onsite", "online", "mixed")), is_special=r.random() < 0.4,
                     visitors=r.choice((None, 0, 1, 80)))  # fmt: skip
        quarters = [(date(y, m, 1), date(y, m + 2, 31 if m in (1, 10) else 30))
                    for y in (self.as_of.year - 1, self.as_of.year) for m in (1, 4, 7, 10)]  # fmt: skip
        for _ in range(30):
            start, end = r.choice(quarters)
            self.add("reporting_submission", area_id=r.choice(places), form="nm_key_groups_quarterly",
                     period_start=start, period_end=end, submitted_on=self.day(200))  # fmt: skip
