"""A simulation says beforehand what the night then does, and writes nothing."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from leye.adoption import population as populations
from leye.adoption.models import Adoption, ParameterOverride
from leye.adoption.nights import nights_home
from leye.adoption.simulation import NOTHING, Counts, Proposal, Simulation, simulate
from leye.areas.models import Area
from leye.engine import AdoptionsOverlap
from leye.ledger.models import Household, Person
from leye.standards.calendar import today
from leye.worklist.models import Finding, Todo
from leye.worklist.night import run_night
from tests.worklist.people import adopt, unemployed

COUNTY, TOWN, OTHER_TOWN, BANNER = 150822000000, 150822101000, 150822102000, 150823000000
VILLAGES = (150822101201, 150822101202, 150822102201, 150823100201)


@pytest.fixture
def county(own_database: str) -> Iterator[Proposal]:
    """Nobody has adopted anything; a proposal for the county, where three of four people live."""
    shutil.rmtree(nights_home(), ignore_errors=True)
    people = [unemployed(f"15082219900304{n}", village) for n, village in zip(
        ("0021", "0048", "0064", "0080"), VILLAGES, strict=True)]  # fmt: skip
    home = Household.objects.using("owner").create(area_id=VILLAGES[2], number="001")
    # One household over two counties: it is counted whole.
    Person.objects.using("owner").filter(pk__in=[people[2].pk, people[3].pk]).update(household=home)
    yield Proposal("nm_2022_28", COUNTY, today(), None, standing=True)
    shutil.rmtree(nights_home(), ignore_errors=True)


def _real(lo: int, hi: int) -> Counts:
    todos = Todo.objects.using("owner").filter(area_id__gte=lo, area_id__lte=hi)
    alerts = Finding.objects.using("owner").filter(area_id__gte=lo, area_id__lte=hi, kind="limit")
    people = {*todos.values_list("person_id", flat=True), *alerts.values_list("person_id", flat=True)} - {
        None
    }
    granted = Finding.objects.using("owner").filter(area_id__gte=lo, area_id__lte=hi, kind="benefit")
    people |= {*granted.values_list("person_id", flat=True)} - {None}
    return {"people": len(people), "open": todos.filter(state="open").count(),
            "met": todos.filter(state="done").count(), "alerts": alerts.count(), "entitled": granted.count(),
            "fen": sum(v or 0 for v in granted.values_list("value", flat=True)),
            "in_kind": granted.filter(value__isnull=True).count()}  # fmt: skip


def _tables() -> list[tuple[str, int]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%'"
        )
        names = sorted(name for (name,) in cursor.fetchall())
        counted = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counted.append((name, cursor.fetchone()[0]))
    return counted


def _approve(proposal: Proposal) -> Adoption:
    made = adopt(proposal.area)
    made.valid_from = proposal.valid_from
    made.save(using="owner")
    return made


def _same_numbers(one: Simulation, two: Simulation) -> bool:
    return (one.whole, one.rule_pairs, one.area_pairs) == (two.whole, two.rule_pairs, two.area_pairs)


def test_after_the_adoption_the_night_finds_what_was_foretold(county: Proposal) -> None:
    foretold = simulate(county)
    assert foretold.whole.now == NOTHING
    _approve(county)
    run_night()
    whole = Area.objects.using("owner").get(no=COUNTY)
    assert foretold.whole.then == _real(COUNTY, whole.last)
    assert foretold.whole.then["people"] == 3
    for pair in foretold.area_pairs:
        town = Area.objects.using("owner").get(no=int(pair.key))
        assert pair.then == _real(town.no, town.last), pair.label
    by_rule = {pair.key.split(".")[1]: pair.then["open"] for pair in foretold.rule_pairs}
    for rule, n in by_rule.items():
        assert Todo.objects.using("owner").filter(rule=rule, state="open").count() == n, rule


def test_a_simulation_writes_nothing(county: Proposal) -> None:
    before = _tables()
    simulate(county)
    assert _tables() == before


def test_last_nights_snapshot_and_an_export_of_now_give_the_same(
    county: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = simulate(county)
    run_night()
    cut = simulate(county)
    assert "快照" in cut.source
    assert "快照" not in exported.source
    assert _same_numbers(exported, cut)


def test_a_changed_number_is_simulated_beside_the_present_one(county: Proposal) -> None:
    _approve(county)
    change = Proposal("nm_2022_28", COUNTY, today(), adopt=False, values={"job_recommendations": 0})
    foretold = simulate(change)
    jobs = next(pair for pair in foretold.rule_pairs if pair.key == "nm_2022_28.recommended_jobs")
    assert (jobs.now["open"], jobs.then["open"], jobs.then["met"]) == (3, 0, 3)
    owner = Adoption.objects.using("owner").get().decided_by_id
    ParameterOverride.objects.using("owner").create(
        pack="nm_2022_28", name="job_recommendations", area_id=COUNTY, value=0, valid_from=today(), basis="测试",
        state="approved", proposed_by_id=owner)  # fmt: skip
    run_night()
    assert foretold.whole.then == _real(COUNTY, Area.objects.using("owner").get(no=COUNTY).last)


def test_a_proposal_that_cannot_stand_beside_what_is_in_force_is_refused(county: Proposal) -> None:
    _approve(county)
    with pytest.raises(AdoptionsOverlap):
        simulate(county)


def test_one_that_begins_later_is_counted_on_its_first_day(county: Proposal) -> None:
    later = Proposal(county.pack, county.area, today() + dt.timedelta(days=40), None, standing=True)
    assert simulate(later).as_of == later.valid_from


def test_what_is_exported_lies_inside_the_area_and_its_households(county: Proposal, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    populations.population(Area.objects.using("owner").get(no=OTHER_TOWN), tmp_path)
    areas = pq.read_table(tmp_path / "ledger_person.parquet")["area_id"].to_pylist()
    assert sorted(areas) == [VILLAGES[2], VILLAGES[3]]


def test_plain_values_come_back_whole(county: Proposal) -> None:
    assert Proposal.of(county.as_dict()) == county
    found = simulate(county)
    assert Simulation.of(found.as_dict()) == found
