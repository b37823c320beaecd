"""Sites, activities and figures of a county: what it runs, did and read elsewhere."""

import datetime as dt

import numpy as np

from leye.areas.enums import Level
from leye.ops.world.draw import Ints, Rng, chance, day_number
from leye.ops.world.scene import Scene
from leye.ops.world.tables import NO_DAY
from leye.ops.world.working import Employers
from leye.standards.calendar import add_months, month_end

#: Kinds of sites by where they lie: kind, name, how many, whether it has a number of people.
COUNTY_SITES = (
    ("gig_market", "零工市场", 1, True), ("startup_park", "返乡创业园", 1, True), ("incubator", "创业孵化基地", 1, True),
    ("startup_studio", "创业指导工作室", 2, False), ("startup_project", "优质创业项目", 3, False),
    ("youth_station", "青年求职加油站", 1, False), ("training_carrier", "高技能人才培训基地", 1, False),
    ("master_studio", "技能大师工作室", 1, False), ("labour_brand", "劳务品牌", 2, True),
    ("startup_base", "返乡创业基地", 1, True),
    ("training_base", "农技工品牌培训基地", 1, False), ("soe_project", "国企合力团项目", 1, True),
    ("monitored_enterprise", "监测企业", 5, True),
)  # fmt: skip
TOWN_SITES = (
    ("resettlement_area", "易地搬迁安置区", 1, True), ("key_township", "重点群体集中乡镇", 1, True),
    ("community_factory", "社区工厂", 1, True),
)  # fmt: skip
VILLAGE_SITES = (
    ("help_workshop", "就业帮扶车间", 2, True), ("leye_station", "乐业小站", 2, False),
    ("full_employment_community", "充分就业村（社区）", 2, False), ("employment_assistant", "就业协理员", 1, False),
    # One for each village whose weekly checks of the ledger are in the world.
    ("village_account", "就业台账", 6, False),
)  # fmt: skip
#: Activities of the county each month, and how often one is left out.
MONTHLY = (
    "data_exchange", "job_collection", "training_demand_publication", "policy_publicity", "campus_visit", "staff_training",
    "info_collection", "broker_trained", "four_enters", "fund_check", "workshop_upgrade",
)  # fmt: skip
MONTHS_BACK, WEEKS_BACK, GAPS = 10, 12, 0.2
#: Villages whose weekly checks of the ledger are in the world.
CHECKED_VILLAGES = 12


def keep_registers(scene: Scene, employers: Employers) -> None:
    """All three registers of a county."""
    rng = scene.stream("registers")
    markets, settlements = _sites(rng, scene)
    _activities(rng, scene, markets, settlements)
    _readings(rng, scene, employers)


def _sites(rng: Rng, scene: Scene) -> tuple[Ints, Ints]:
    """Sites; the ids of the gig markets and of the resettlement areas."""
    places = scene.places
    found: list[tuple[int, str, str, int, int | None]] = []
    villages = _villages(rng, scene)
    areas = {
        Level.COUNTY: ([places.county_no], [places.short_name], COUNTY_SITES),
        Level.TOWNSHIP: (places.town_numbers[:3], places.town_names[:3], TOWN_SITES),
        Level.VILLAGE: ([int(places.numbers[v]) for v in villages], [places.names[v] for v in villages], VILLAGE_SITES),
    }  # fmt: skip
    for level, (numbers, names, kinds) in areas.items():
        for kind, label, many, counted in kinds:
            for n in range(many if level == Level.COUNTY else min(many * 2, len(numbers))):
                at = n % len(numbers)
                extra = f"{n // len(numbers) + 1}号" if n >= len(numbers) else ""
                people = int(rng.integers(10, 400)) if counted else None
                found.append((numbers[at], kind, f"{names[at]}{label}{extra}", int(level), people))
    closed = chance(rng, 0.06, len(found))
    opened = scene.days_ago(rng, 900, len(found), 120)
    ids = scene.rows.add(
        "registers_site", len(found), area_id=[row[0] for row in found], kind=[row[1] for row in found],
        name=[row[2] for row in found], level=[row[3] for row in found], people=[row[4] for row in found],
        opened_on=opened, closed_on=np.where(closed, opened + 100, NO_DAY),
        close_reason=np.where(closed, "合并撤销", "").astype(object),
    )  # fmt: skip
    kinds_found = np.array([row[1] for row in found])
    return ids[(kinds_found == "gig_market") & ~closed], ids[(kinds_found == "resettlement_area") & ~closed]


def _villages(rng: Rng, scene: Scene) -> Ints:
    """Positions of the assisted villages and some others."""
    assisted, count = scene.places.assisted, len(scene.places.numbers)
    others = np.setdiff1d(np.arange(count), assisted)
    return np.concatenate([assisted, rng.permutation(others)[: max(0, CHECKED_VILLAGES - len(assisted))]])


def _activities(rng: Rng, scene: Scene, markets: Ints, settlements: Ints) -> None:
    county = scene.places.county_no
    month = scene.as_of.replace(day=1)
    rows: list[tuple[int, str, int | None, int, int | None]] = []
    for back in range(MONTHS_BACK):
        first = add_months(month, -back)
        last = min(day_number(month_end(first)), scene.today)
        at: list[tuple[str, int | None]] = [(kind, None) for kind in MONTHLY]
        at += [("gig_market_service", int(site)) for site in markets]
        at += [("resettlement_fair", int(site)) for site in settlements]
        for kind, site in at:
            day = day_number(first) + int(rng.integers(0, 26))
            if rng.random() >= GAPS and day <= last:
                rows.append((county, kind, site, day, int(rng.integers(5, 200))))
    monday = scene.today - scene.as_of.weekday()
    for village in _villages(rng, scene):
        for week in range(WEEKS_BACK):
            day = monday - 7 * week + int(rng.integers(0, 5))
            if rng.random() >= GAPS and day <= scene.today:
                rows.append((int(scene.places.numbers[village]), "ledger_check", None, day, None))
    scene.rows.add(
        "registers_activity", len(rows), area_id=[row[0] for row in rows], kind=[row[1] for row in rows],
        site_id=[row[2] for row in rows], happened_on=np.array([row[3] for row in rows], dtype=np.int64),
        quantity=[row[4] for row in rows],
    )  # fmt: skip


def _readings(rng: Rng, scene: Scene, employers: Employers) -> None:
    """Monthly rates and counts, yearly shares, and the headcounts of some employers in two quarters."""
    rows: list[tuple[str, int | None, dt.date, dt.date, int, int | None, str]] = []
    month, year = scene.as_of.replace(day=1), scene.as_of.year
    for back in range(1, 13):
        first = add_months(month, -back)
        last = month_end(first)
        rows.append(
            (
                "surveyed_unemployment_rate",
                None,
                first,
                last,
                int(rng.integers(430, 580)),
                10_000,
                "统计部门月度劳动力调查",
            )
        )
        rows.append(
            (
                "registered_unemployment_rate",
                None,
                first,
                last,
                int(rng.integers(280, 420)),
                10_000,
                "就业服务机构月报",
            )
        )
        rows.append(
            ("new_urban_jobs", None, first, last, int(rng.integers(40, 400)), None, "就业服务机构月报")
        )
        rows.append(
            (
                "loans_issued_fen",
                None,
                first,
                last,
                int(rng.integers(20, 300)) * 1_000_000,
                None,
                "经办银行月报",
            )
        )
    start, end = dt.date(year - 1, 1, 1), dt.date(year - 1, 12, 31)
    for kind, asked in (
        ("satisfaction_service", 300),
        ("satisfaction_training", 200),
        ("satisfaction_policy", 300),
    ):
        rows.append((kind, None, start, end, int(asked * rng.uniform(0.78, 0.97)), asked, "第三方电话调查"))
    rows.append(("skilled_workers", None, start, end, int(rng.integers(500, 6000)), None, "技能人才统计年报"))
    rows.append(("jobs_last_year", None, start, end, int(rng.integers(2000, 9000)), None, "就业服务机构年报"))
    whole = int(rng.integers(80, 400))
    rows.append(
        (
            "soe_project_labour",
            None,
            start,
            end,
            int(whole * rng.uniform(0.05, 0.2)),
            whole,
            "国企项目用工报表",
        )
    )
    income = int(rng.integers(50, 500)) * 100_000
    rows.append(
        ("pv_income", None, start, end, int(income * rng.uniform(0.6, 0.9)), income, "光伏收益分配公示")
    )
    for firm in employers.ids[rng.permutation(len(employers.ids))[:8]]:
        people = int(rng.integers(20, 300))
        for back in (6, 3):
            first = add_months(month, -back)
            rows.append(("headcount", int(firm), first, month_end(first), people, None, "用工监测"))
            people = int(people * rng.uniform(0.75, 1.1))
    columns = list(zip(*rows, strict=True))
    scene.rows.add(
        "registers_reading", len(rows), area_id=np.full(len(rows), scene.places.county_no), kind=list(columns[0]),
        employer_id=list(columns[1]), period_start=list(columns[2]), period_end=list(columns[3]), value=list(columns[4]),
        whole=list(columns[5]), source=list(columns[6]),
    )  # fmt: skip
