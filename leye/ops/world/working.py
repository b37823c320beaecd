"""Employers, spells of work through the five channels, and registrations of unemployment."""

from functools import cache
from typing import Any

import numpy as np

from leye.ops.world import words
from leye.ops.world.census import INDUSTRIES, margins
from leye.ops.world.draw import Bools, Floats, Ints, Rng, chance, pick
from leye.ops.world.naming import Texts
from leye.ops.world.scene import Hires, Scene
from leye.ops.world.status import EMPLOYED, FARMING, JOBLESS, NOT_LOOKING
from leye.ops.world.tables import NO_DAY
from leye.standards.tables import wages
from leye.standards.uscc import make_uscc

#: How work in this county came about: abroad in other places, with a local employer, nearby, own business, flexible.
EXPORT, EMPLOYER, NEARBY, STARTUP, FLEXIBLE = range(5)
CHANNELS = np.array(["export", "employer", "nearby", "startup", "flexible"], dtype=object)
KINDS = np.array(["contract", "contract", "contract", "self_employed", "flexible"], dtype=object)
COUNTRY_CHANNELS, TOWN_CHANNELS = (0.42, 0.17, 0.14, 0.06, 0.21), (0.18, 0.42, 0.10, 0.11, 0.19)
#: County wages stand below the country's means.
WAGE_LEVEL = 0.72
PLACES = np.array(["household", "residence", "workplace", "insurance"], dtype=object)
#: In the eight free characters of a credit code; its ninth is not the check of a real organisation.
MARK = "MALEYE"
REGISTERED = 0.66


@cache
def yearly_wages() -> Floats:
    """Yearly wage (yuan) by census industry: private units in the latest year, else others (NBS)."""
    latest: dict[tuple[str, str], tuple[int, float]] = {}
    for row in wages():
        key = (row["industry_name"][:2], row["wage_type"])
        latest[key] = max(latest.get(key, (0, 0.0)), (int(row["year"]), float(row["value"])))
    names = [name[:2] for name in INDUSTRIES]
    return np.array(
        [latest.get((n, "private"), latest.get((n, "non_private"), (0, 60_000.0)))[1] for n in names]
    )


class Employers:
    """The employers of a county."""

    def __init__(self, scene: Scene) -> None:
        rng, places = scene.stream("employers"), scene.places
        count = int(np.clip(len(scene.people) // 75, 8, 400))
        self.industry = pick(rng, margins(places.county).industries + 1, count)
        self.names = self._names(rng, scene, count)
        codes = [
            make_uscc("93" if self.industry[i] == 0 else "91", places.county, f"{MARK}{i:03d}")
            for i in range(count)
        ]
        village = pick(rng, places.weights * np.where(places.is_town, 4, 1), count)
        contacts = scene.names[rng.integers(0, len(scene.names), count)]
        self.ids = scene.rows.add(
            "ledger_employer", count, area_id=places.numbers[village], uscc=codes, name=self.names, contact=contacts,
            phone=[f"1544{int(places.county) % 10_000:04d}{i:03d}" for i in range(count)],
            address=[f"{places.town_names[places.town_index[v]]}{places.names[v]}" for v in village],
            industry=[INDUSTRIES[i] for i in self.industry], **_looks(scene.stream("looks"), self.names),
        )  # fmt: skip
        self.agency, self.school = self._serving(scene, count)

    def _serving(self, scene: Scene, count: int) -> tuple[int, int]:
        """A labour agency and a training institution of the county: where jobs and courses come from."""
        places = scene.places
        names = [f"{places.short_name}乐业人力资源服务有限公司", f"{places.short_name}职业技能培训学校"]
        codes = [make_uscc("91", places.county, f"{MARK}{count + i:03d}") for i in range(2)]
        ids = scene.rows.add(
            "ledger_employer", 2, area_id=np.full(2, places.county_no), uscc=codes, name=names,
            industry=[INDUSTRIES[11], INDUSTRIES[15]], kind=["agency", "institution"], size="small",
        )  # fmt: skip
        return int(ids[0]), int(ids[1])

    def _names(self, rng: Rng, scene: Scene, count: int) -> Texts:
        first = scene.places.short_name
        chosen = rng.permutation(len(words.FIRM_WORDS) * 20)[:count]
        names = []
        for word, industry in zip(chosen, self.industry, strict=True):
            kinds = words.FIRM_KINDS[int(industry)]
            extra = (
                ""
                if word < len(words.FIRM_WORDS)
                else words.FIRM_WORDS[(word * 5 + 3) % len(words.FIRM_WORDS)][0]
            )
            names.append(
                f"{first}{words.FIRM_WORDS[word % len(words.FIRM_WORDS)]}{extra}{kinds[word % len(kinds)]}"
            )
        return np.array(names, dtype=object)


#: Kind of an employer by how its name ends.
KINDS_BY_NAME = {
    "合作社": "cooperative", "人力资源有限公司": "agency", "职业培训学校": "institution", "服装加工厂": "workshop",
    "热力有限公司": "soe", "超市": "individual", "经营部": "individual", "维修部": "individual", "诊所": "individual",
    "公益服务中心": "public_service", "幼儿园": "public_service", "互助社": "other",
}  # fmt: skip
SIZES = np.array(["micro", "small", "medium", "large"], dtype=object)


def _looks(rng: Rng, names: Texts) -> dict[str, Any]:
    """Kind, size and place of employers."""
    kinds = [
        next((kind for end, kind in KINDS_BY_NAME.items() if name.endswith(end)), "enterprise")
        for name in names
    ]
    return {
        "kind": kinds, "size": SIZES[pick(rng, (0.5, 0.34, 0.13, 0.03), len(names))],
        "in_park": chance(rng, 0.15, len(names)) & (np.array(kinds) == "enterprise"),
    }  # fmt: skip


def give_work(scene: Scene, employers: Employers) -> None:
    """Spells and registrations of a county's people."""
    rng = scene.stream("work")
    standing = scene.standing
    at_work = np.flatnonzero(standing.doing == EMPLOYED)
    started = _starts(rng, scene, at_work)
    scene.started = np.full(len(scene.people), NO_DAY)
    scene.started[at_work] = started
    _spells(rng, scene, employers, at_work, started, np.full(len(at_work), NO_DAY))
    farmers = np.flatnonzero((standing.doing == FARMING) & chance(rng, 0.9, len(scene.people)))
    scene.rows.add(
        "ledger_employmentspell", len(farmers), **scene.own(farmers), kind="farming", source="survey", reach="county",
        work_place=[scene.places.names[v] for v in scene.village[farmers]], started_on=_starts(rng, scene, farmers),
    )  # fmt: skip
    first_start = np.full(len(scene.people), scene.today, dtype=np.int64)
    first_start[at_work] = started
    _earlier(rng, scene, employers, first_start)
    _registrations(rng, scene, first_start)


def _starts(rng: Rng, scene: Scene, where: Ints) -> Ints:
    days = scene.today - 3 - np.minimum(rng.exponential(800, len(where)), 6000).astype(np.int64)
    return np.minimum(np.maximum(days, scene.grown_up()[where] + 30), scene.today - 1)


def _earlier(rng: Rng, scene: Scene, employers: Employers, before: Ints) -> None:
    """Work that has ended, for some who work now and most who are out of work."""
    likely = np.select([scene.standing.doing == EMPLOYED, scene.standing.doing == JOBLESS], [0.3, 0.6], 0.0)
    ended = before - 20 - (rng.random(len(before)) * 300).astype(np.int64)
    started = np.maximum(
        ended - 60 - rng.exponential(500, len(before)).astype(np.int64), scene.grown_up() + 10
    )
    where = np.flatnonzero((rng.random(len(before)) < likely) & (started < ended))
    _spells(rng, scene, employers, where, started[where], ended[where])


def _spells(rng: Rng, scene: Scene, employers: Employers, where: Ints, started: Ints, ended: Ints) -> None:
    count, town = len(where), scene.standing.town[where]
    way = np.where(town, pick(rng, TOWN_CHANNELS, count), pick(rng, COUNTRY_CHANNELS, count))
    local = np.isin(way, (EMPLOYER, NEARBY))
    firm = rng.integers(0, len(employers.ids), count)
    industry = np.where(
        local, employers.industry[firm], pick(rng, margins(scene.places.county).industries[1:] + 1, count) + 1
    )
    wage = yearly_wages()[industry] / 12 * WAGE_LEVEL * np.where(way == EXPORT, 1.25, 1.0)
    wage = np.maximum(1_500, np.round(wage * rng.lognormal(0, 0.22, count) / 50) * 50).astype(np.int64)
    away = words.AWAY[scene.places.county[:2]]
    far = np.array(away, dtype=object)[rng.integers(0, len(away), count)]
    over = ended != NO_DAY
    reasons = np.array(["resigned", "expired", "dismissed", "closed", "other"], dtype=object)
    ids = scene.rows.add(
        "ledger_employmentspell", count, **scene.own(where), kind=KINDS[way], channel=CHANNELS[way],
        employer_id=_ids(employers.ids[firm], local), employer_name=np.where(local, employers.names[firm], ""),
        work_place=np.where(way == EXPORT, far, scene.places.county_name), wage_fen=wage * 100, started_on=started,
        ended_on=ended, end_reason=np.where(over, reasons[pick(rng, (5, 3, 1, 1, 1), count)], ""),
        source=np.array(["survey", "import"], dtype=object)[pick(rng, (0.7, 0.3), count)],
        **_terms(scene, employers, way, far, started, ended),
    )  # fmt: skip
    if not over.any():
        here = np.flatnonzero(local)
        scene.hires = Hires(ids[here], where[here], employers.ids[firm[here]], started[here])


#: Months of contracts, and how common each is; 0 is a contract without a term.
CONTRACTS, CONTRACT_SHARES = np.array([0, 12, 24, 36]), (0.25, 0.4, 0.15, 0.2)
#: Towns of AWAY that lie outside the province of those who go there.
OUTSIDE = ("北京市", "内蒙古鄂尔多斯市", "广东省深圳市", "广东省东莞市", "浙江省义乌市")


def _terms(
    scene: Scene, employers: Employers, way: Ints, far: Texts, started: Ints, ended: Ints
) -> dict[str, Any]:
    """How far away, for how long, since when insured, and who brought it about."""
    count = len(way)
    # Streams begin anew at each call: work that has ended has one of its own.
    rng = scene.stream("hires" if (ended == NO_DAY).all() else "former")
    contract = np.isin(way, (EXPORT, EMPLOYER, NEARBY))
    months = CONTRACTS[pick(rng, CONTRACT_SHARES, count)]
    day = started + (rng.random(count) * 60).astype(np.int64)
    insured = contract & chance(rng, 0.45, count) & (day <= scene.today) & ((ended == NO_DAY) | (day < ended))
    introduced, by_school = contract & chance(rng, 0.07, count), chance(rng, 0.25, count)
    recent = started > scene.today - 500
    return {
        "reach": np.where(way != EXPORT, "county", np.where(np.isin(far, OUTSIDE), "outside", "province")).astype(object),
        "contract_months": scene.known(months, contract & (months > 0)), "insured_on": np.where(insured, day, NO_DAY),
        "introduced_by_id": scene.known(np.where(by_school, employers.school, employers.agency), introduced),
        "is_on_job_training": (way == EMPLOYER) & recent & chance(rng, 0.04, count),
    }  # fmt: skip


def _ids(ids: Ints, known: Bools) -> list[int | None]:
    return [int(i) if k else None for i, k in zip(ids, known, strict=True)]


def _registrations(rng: Rng, scene: Scene, first_start: Ints) -> None:
    """Open registrations of those out of work (always in zero-employment homes), closed ones of those who found work."""
    doing, count = scene.standing.doing, len(scene.people)
    zero = scene.standing.zero
    out = (doing == JOBLESS) & (zero | chance(rng, REGISTERED, count))
    back = np.where(zero, rng.random(count) * 300, rng.random(count) * 430) + 2
    since_open = np.maximum(scene.today - back.astype(np.int64), scene.grown_up() + 1)
    found = (doing == EMPLOYED) & (first_start > scene.today - 900) & chance(rng, 0.3, count)
    gave_up = (doing == NOT_LOOKING) & chance(rng, 0.08, count)
    until = np.where(found, first_start, scene.today - (rng.random(count) * 200).astype(np.int64))
    since_closed = np.maximum(until - 15 - (rng.random(count) * 240).astype(np.int64), scene.grown_up() + 1)
    closed = (found | gave_up) & (since_closed < until)
    for mask, since, end, reason in (
        (
            out & (since_open <= scene.today),
            since_open,
            np.full(count, NO_DAY),
            np.full(count, "", dtype=object),
        ),
        (closed, since_closed, until, np.where(found, "employed", "no_intention").astype(object)),
    ):
        where = np.flatnonzero(mask)
        scene.rows.add(
            "ledger_unemploymentregistration", len(where), **scene.own(where),
            place_kind=PLACES[pick(rng, (0.58, 0.27, 0.1, 0.05), len(where))], place_id=scene.areas[where],
            registered_on=since[where], ended_on=end[where], end_reason=reason[where],
            source=np.array(["counter", "portal"], dtype=object)[pick(rng, (0.8, 0.2), len(where))],
        )  # fmt: skip
    scene.registered = np.where(out & (since_open <= scene.today), since_open, NO_DAY)
