"""The rest of a random population: employers, hires, classes, claims, declarations, sites, activities, readings."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from leye.facts.kinds import (
    ACTIVITY_KINDS,
    CLASS_KINDS,
    EMPLOYER_KINDS,
    REACHES,
    SITE_KINDS,
    WORK_KINDS,
)

if TYPE_CHECKING:
    from population import Population

READINGS = ("headcount", "headcount", "satisfaction_service", "skilled_workers", "pv_income")


class More:
    """Adds rows to a population from a random source of its own, so that what was there stays as it is."""

    def __init__(self, population: Population, seed: int, packs: tuple[tuple[str, str], ...] = ()) -> None:
        self.random = random.Random(f"more {seed}")
        self.rows, self.as_of, self.add = population.rows, population.as_of, population.add
        self.places = [a["no"] for a in self.rows["areas_area"]]
        self.people = self.rows.get("ledger_person", [])
        self.packs = packs or (("nm_2022_28", "welfare_post_again"), ("elsewhere", "other"))
        self.groups()
        self.employers(8)
        self.of_work()
        self.classes(6)
        self.declarations()
        self.registers()
        self.claims()

    def day(self, back: int = 900, ahead: int = 40) -> date:
        """A random day around the day of evaluation: ends of months and leap days often, the day itself too."""
        day = self.as_of - timedelta(days=self.random.randint(-ahead, back))
        how = self.random.random()
        if how < 0.25:
            return day.replace(day=monthrange(day.year, day.month)[1])
        if how < 0.35:
            return date(day.year - day.year % 4, 2, 29)
        return self.as_of if how < 0.45 else day

    def maybe(self, chance: float, make: Any) -> Any:
        """A value with a chance, else null."""
        return make() if self.random.random() < chance else None

    def pick(self, some: Any) -> Any:
        """One of some values."""
        return self.random.choice(list(some))

    def later(self, start: date, chance: float = 0.7) -> date | None:
        """A day after the start: a month or two to the day, or any; null at times."""
        days = self.random.choice((0, 1, 27, 28, 29, 30, 31, 32, 59, 61, 183, 400))
        return self.maybe(chance, lambda: start + timedelta(days=days))

    def groups(self) -> None:
        """Further groups; spells in them that overlap, end on the last day of their group, or never began."""
        codes = ("returned_worker", "relocated", "fishing_ban")
        self.rows["ledger_groupcode"] += [
            {"code": c, "parent_id": None, "is_key_group": None, "is_difficulty": False} for c in codes
        ]
        for person in self.people:
            for code in self.random.sample(
                (*codes, "registered_poor", "unlifted_poor"), k=self.pick((0, 0, 1, 3))
            ):
                end = self.pick((None, None, date(2020, 12, 31), self.day()))
                self.add("ledger_groupmembership", person_id=person["id"], area_id=person["area_id"], group_id=code,
                         valid_from=self.maybe(0.6, lambda: self.day(2000)), valid_to=end)  # fmt: skip

    def employers(self, count: int) -> None:
        """Employers in any area; ids 1 to ``count``."""
        for _ in range(count):
            self.add("ledger_employer", area_id=self.pick(self.places), kind=self.pick(EMPLOYER_KINDS),
                     size=self.pick(("micro", "small", "medium", "large", "")),
                     in_park=self.pick((True, False, None)))  # fmt: skip

    def employer(self) -> int:
        """An employer's id."""
        return self.random.randint(1, 8)

    def of_work(self) -> None:
        """What people, hires and placements carry more."""
        codes = [str(a["no"])[:6] for a in self.rows["areas_area"] if a["level"] == 3]
        for person in self.people:
            person["hukou_code"] = self.pick((None, "", "15", self.pick(codes), self.pick(codes) + "001001"))
        for spell in self.rows.get("ledger_employmentspell", []):
            spell |= {
                "kind": self.pick(WORK_KINDS), "employer_id": self.maybe(0.8, self.employer),
                "introduced_by_id": self.maybe(0.4, self.employer), "reach": self.pick((*REACHES, None)),
                "is_on_job_training": self.maybe(0.9, lambda: self.random.random() < 0.3),
                "contract_months": self.maybe(0.6, lambda: self.pick((3, 6, 12, 24))),
                "insured_on": self.maybe(0.5, self.day), "wage_fen": self.maybe(0.5, lambda: 350000),
                "end_reason": self.pick(("", "dismissed", "resigned", None)),
            }  # fmt: skip
        for placement in self.rows.get("casework_placement", []):
            if self.random.random() < 0.3:
                placement |= {"started_on": self.day(500, 0), "post_kind": "temporary"}
                placement["ended_on"] = self.later(placement["started_on"], 0.4)
            placement |= {
                "post_id": self.maybe(0.9, lambda: self.random.randint(1, 12)),
                "extension_approved_on": self.maybe(0.3, self.day), "kin_relation": self.pick(("", "", "配偶", None)),
            }  # fmt: skip

    def classes(self, count: int) -> None:
        """Classes, one of them empty; some people in several, some jobs begun just after the end."""
        for number in range(count):
            start = self.day(500)
            self.add("training_class", area_id=self.pick(self.places), institution_id=self.maybe(0.8, self.employer),
                     kind=self.pick(CLASS_KINDS), mode=self.pick(("offline", "online", "blended")), started_on=start,
                     ended_on=self.later(start, 0.85), standard_fen=self.maybe(0.8, lambda: 150000),
                     from_outside=number % 2 == 0, task_done=(True, False, None)[number % 3])  # fmt: skip
        for person in self.people:
            for number in self.random.sample(range(1, count), k=self.pick((0, 0, 1, 1, 2, 3))):
                self.trainee(person, self.rows["training_class"][number - 1])

    def trainee(self, person: dict[str, Any], klass: dict[str, Any]) -> None:
        """Somebody in a class, perhaps at work about a month after it."""
        own = {"person_id": person["id"], "area_id": person["area_id"]}
        end = klass["ended_on"] or self.day()
        self.add("training_trainee", **own, class_id=klass["id"], completed_on=self.maybe(0.7, lambda: end),
                 certified_on=self.maybe(0.5, self.day))  # fmt: skip
        if self.random.random() < 0.5:
            start = end + timedelta(days=self.pick((-40, -1, 0, 1, 28, 29, 30, 31, 32, 59, 62)))
            self.add("ledger_employmentspell", **own, employer_id=self.employer(), kind="contract",
                     channel="employer", started_on=start, ended_on=self.later(start, 0.4), reach="outside",
                     introduced_by_id=self.maybe(0.7, lambda: klass["institution_id"]))  # fmt: skip

    def declarations(self) -> None:
        """Declarations of households, open and ended, several of one household, some half filled in."""
        for person in self.people:
            for _ in range(self.pick((0, 0, 0, 1, 2))):
                start = self.day(300)
                self.add("casework_declaration", person_id=person["id"], area_id=person["area_id"],
                         household_id=person["household_id"], kind="no_intention", declared_on=start,
                         ended_on=self.later(start, 0.3), reason=self.pick(("照料家人", "", None)),
                         signed_by=self.pick(("self", "family", "remote", "")), file_no=self.pick(("2024-1", "")),
                         )  # fmt: skip

    def registers(self) -> None:
        """Sites, activities and readings, in areas of every level."""
        for _ in range(25):
            start = self.maybe(0.9, self.day)
            self.add("registers_site", area_id=self.pick(self.places), kind=self.pick(SITE_KINDS),
                     level=self.maybe(0.9, lambda: self.random.randint(1, 5)), opened_on=start,
                     closed_on=self.maybe(0.3, self.day), people=self.maybe(0.6, lambda: 120))  # fmt: skip
        for _ in range(80):
            self.add("registers_activity", area_id=self.pick(self.places), kind=self.pick(ACTIVITY_KINDS),
                     site_id=self.maybe(0.5, lambda: self.random.randint(1, 25)), happened_on=self.day(90, 5),
                     quantity=self.maybe(0.7, lambda: self.random.randint(0, 30)))  # fmt: skip
        for _ in range(60):
            end = self.day(700)
            kind = self.pick(READINGS)
            whole = self.maybe(0.7, lambda: self.random.randint(0, 50))
            self.add("registers_reading", area_id=self.pick(self.places), kind=kind,
                     employer_id=self.employer() if kind == "headcount" else None,
                     site_id=self.maybe(0.2, lambda: self.random.randint(1, 25)),
                     period_start=end.replace(day=1), period_end=end,
                     value=self.random.randint(0, 60 if whole is None else whole), whole=whole)  # fmt: skip

    def claims(self) -> None:
        """Claims in every state, of people and of nobody."""
        for person in [*self.people[::3], None, None, None]:
            pack, rule = self.pick(self.packs)
            self.add("benefits_claim", person_id=person and person["id"],
                     area_id=person["area_id"] if person else self.pick(self.places), pack=pack, rule=rule,
                     subject_kind="person" if person else "site", subject_id=person["id"] if person else 1,
                     payee_kind=self.pick(("person", "employer")), payee_id=self.maybe(0.8, self.employer),
                     amount_fen=self.random.randint(0, 10**7), fund=self.pick(("就业补助资金", "")),
                     decided_on=self.maybe(0.95, self.day), paid_on=self.maybe(0.5, self.day),
                     state=self.pick(("approved", "paid", "refused", "recovered")))  # fmt: skip
