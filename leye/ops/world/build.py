"""Put a world together in the database, in one transaction."""

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from leye.accounts.models import User
from leye.areas.loading import load_areas
from leye.ledger.models import Employer, Person
from leye.ops.world.accounts import (
    Account,
    create_accounts,
    demo_password,
    keep_listing,
    listing,
    plan_accounts,
)
from leye.ops.world.adopting import OF_THE_COUNTY, Held, adopt, ask_for_transfer, somebody
from leye.ops.world.copying import Copier, check_references
from leye.ops.world.county import Maker
from leye.ops.world.options import WorldError, WorldOptions
from leye.ops.world.places import Places, county_places
from leye.ops.world.report import Progress, WorldReport, peak_mb
from leye.ops.world.reports import submit_reports
from leye.ops.world.scene import Scene, Seats

#: What a wide world loads of the tree: the three regions whose villages are shipped.
WIDE_AREAS = ("61", "4311", "15")


def ledger_is_empty() -> bool:
    """Whether there is nobody in the ledger yet."""
    return not (Person.objects.using("owner").exists() or Employer.objects.using("owner").exists())


def build_world(options: WorldOptions, progress: Progress) -> WorldReport:
    """Make the world in one transaction: all of it is there, or nothing.

    Raises WorldError when the ledger already holds people, so that nothing real is ever mixed with it.
    """
    began = time.monotonic()
    maker = Maker(options)
    if not ledger_is_empty():
        raise WorldError(
            "台账里已经有人，演示数据只能写进空的台账。请换一个数据库（LEYE_DATABASE_NAME）再试。"
        )
    with transaction.atomic(using="owner"):
        progress("写入区划")
        load_areas(list(maker.shares) if options.is_demo else WIDE_AREAS)
        places = [county_places(options, code) for code in maker.shares]
        report = WorldReport({}, 0.0, 0)
        users = _accounts(report, options, places)
        copier = Copier(connections["owner"].connection, options.history)
        _people(maker, places, users, copier, progress)
        copier.finish(progress)
        _adopt(places, users, options)
        report.counts = copier.counts
        if not options.history:
            progress("核对引用")
            check_references(copier.connection)
        progress("提交")
    if report.accounts:
        keep_listing(listing(report.accounts, report.password))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    report.seconds = time.monotonic() - began
    report.peak_mb = peak_mb()
    return report


def _accounts(report: WorldReport, options: WorldOptions, places: list[Places]) -> dict[str, User]:
    """The accounts: of every county in the demo, of the supervisors alone in a wide world."""
    found: dict[str, Account] = {}
    for county in places:
        for account in plan_accounts(options.seed, county):
            if options.is_demo or account.area % 10**8 == 0:
                found.setdefault(account.username, account)
    report.accounts, report.password = list(found.values()), demo_password()
    return create_accounts(report.accounts, report.password, dt.date(options.day.year - 1, 1, 1))


def _people(
    maker: Maker, places: list[Places], users: dict[str, User], copier: Copier, progress: Progress
) -> None:
    options, done = maker.options, 0
    held: Held | None = None
    for scene in _counties(maker, places, users):
        county = scene.places
        for name, table in scene.rows.tables():
            copier.write(name, table)
        if options.is_demo and held is not None:
            ask_for_transfer(county.county_no, users[_by_role(options, county, "_county")], held)
        if options.is_demo and scene.willing.any():
            held = somebody(scene)
        done += len(scene.people)
        progress(f"{county.county_name}：{len(scene.people)} 人（共 {done}/{options.people}）")


def _counties(maker: Maker, places: list[Places], users: dict[str, User]) -> Iterator[Scene]:
    """The counties in order; the next one is made while the caller writes this one."""
    options, reported = maker.options, set[int]()

    def make(county: Places) -> Scene:
        seats = _seats(options, county, users)
        scene = maker.county(county, seats)
        if seats.reporter and county.prefecture_no not in reported:
            submit_reports(
                scene.rows, county.prefecture_no, seats.reporter, len(reported) % 3 != 1, options.day
            )
            reported.add(county.prefecture_no)
        return scene

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(make, places[0])
        for following in [*places[1:], None]:
            scene = coming.result()
            if following is not None:
                coming = pool.submit(make, following)
            yield scene


def _by_role(options: WorldOptions, county: Places, ending: str) -> str:
    return next(a.username for a in plan_accounts(options.seed, county) if a.username.endswith(ending))


def _seats(options: WorldOptions, county: Places, users: dict[str, User]) -> Seats:
    """The users who acted in the county, by the number of their village or township."""
    accounts = (
        [account for account in plan_accounts(options.seed, county) if account.username in users]
        if users
        else []
    )
    at = {account.area: (users[account.username].pk, account.name) for account in accounts}
    reporter = next((users[a.username].pk for a in accounts if a.username.endswith("_city")), None)
    return Seats(
        {n: v for n, v in at.items() if n % 1000}, {n: v for n, v in at.items() if n % 1000 == 0}, reporter
    )


def _adopt(places: list[Places], users: dict[str, User], options: WorldOptions) -> None:
    """Document 003, in the demo in each county and its prefecture, in a wide world in prefectures; and in the
    demo what the county's own province or prefecture ordered."""
    done: set[int] = set()
    for county in places:
        accounts = {a.username.rsplit("_", 1)[1]: a for a in plan_accounts(options.seed, county)}
        pairs = [(county.prefecture_no, "city", "province")]
        if options.is_demo:
            pairs.append((county.county_no, "county", "leader"))
        for area, proposer, approver in pairs:
            if area not in done:
                adopt(
                    area, users[accounts[proposer].username], users[accounts[approver].username], options.day
                )
                done.add(area)
        own = OF_THE_COUNTY.get(county.county) if options.is_demo else None
        if own is not None:
            by, to = users[accounts["county"].username], users[accounts["leader"].username]
            adopt(county.county_no, by, to, options.day, own)
