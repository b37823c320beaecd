"""Registers: sites, activities and figures are entered, put right and taken back inside the scope alone."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, Conflict, NotAllowed
from leye.accounts.scope import acting
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.errors import Absent, Invalid
from leye.registers.actions.activities import RecordActivity, RemoveActivity
from leye.registers.actions.readings import RecordReading, RemoveReading
from leye.registers.actions.sites import ChangeSite, CloseSite, OpenSite
from leye.registers.models import Activity, Reading, Site
from leye.registers.reading import activities, readings, sites
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, actor, history, scope

AsUser = Callable[[str], Actor]
COUNTY, TOWN = 150822000000, 150822101000
DAY = dt.date(2025, 3, 1)


def open_site(by: Actor, name: str = "城关零工市场", area: int = COUNTY, **more: object) -> Site:
    values: dict[str, object] = {"kind": "gig_market", "opened_on": DAY, **more}
    return OpenSite(by, area_no=area, name=name, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def test_a_site_is_opened_changed_and_closed_and_keeps_its_history(as_user: AsUser) -> None:
    county = as_user("county")
    site = open_site(county, people=120)
    assert (site.level, site.area_id) == (3, COUNTY)
    with pytest.raises(ActionError, match="同名同类"):
        open_site(county)
    changed = ChangeSite(county, site_id=site.pk, version=1, name=site.name, level=2, people=150).run()
    assert (changed.level, changed.people, changed.version) == (2, 150, 2)
    with pytest.raises(Conflict, match="刚被别人改过"):
        ChangeSite(county, site_id=site.pk, version=1, name="别名", level=3).run()
    with pytest.raises(Invalid, match="撤销原因"):
        CloseSite(county, site_id=site.pk, closed_on=DAY, reason=" ").run()
    with pytest.raises(Invalid, match="不能早于"):
        CloseSite(county, site_id=site.pk, closed_on=DAY - dt.timedelta(days=1), reason="合并").run()
    assert CloseSite(county, site_id=site.pk, closed_on=DAY, reason="合并，不再开放").run().closed_on == DAY
    with pytest.raises(ActionError, match="已于2025-03-01撤销"):
        CloseSite(county, site_id=site.pk, closed_on=DAY, reason="再撤").run()
    assert sites(scope("county")) == []
    assert [s.pk for s in sites(scope("county"), "gig_market", closed=True)] == [site.pk]
    assert [event.pgh_label for event in history(site)] == ["insert", "update", "update"]
    # The same name may be opened again after it was closed.
    assert open_site(county, opened_on=today()).pk != site.pk


def test_what_is_wrong_with_a_site_is_said_at_once(as_user: AsUser) -> None:
    county = as_user("county")
    with pytest.raises(Invalid) as caught:
        open_site(
            county, name=" ", kind="casino", opened_on=today() + dt.timedelta(days=1), people=-1, level=9
        )
    assert set(caught.value.problems) == {"name", "kind", "opened_on", "people", "level"}


def test_registers_keep_to_their_scope(as_user: AsUser) -> None:
    with acting(scope("county")):
        site = open_site(actor("county"))
        note = (
            RecordActivity(actor("county"), area_no=COUNTY, kind="data_exchange", happened_on=DAY)
            .run()
            .activity
        )
    town = as_user("town")
    with pytest.raises(Invalid, match="辖区"):
        open_site(town)
    with pytest.raises(Absent):
        CloseSite(town, site_id=site.pk, closed_on=DAY, reason="x").run()
    with pytest.raises(Absent):
        RemoveActivity(town, activity_id=note.pk, reason="记错了").run()
    assert (sites(scope("town")), activities(scope("town"), DAY, DAY)) == ([], [])
    with pytest.raises(NotAllowed):
        open_site(actor("village"), area=HEHAO)


def test_a_village_notes_its_own_check_and_pressing_twice_notes_it_once(as_user: AsUser) -> None:
    village = as_user("village")
    first = RecordActivity(village, area_no=HEHAO, kind="ledger_check", happened_on=DAY).run()
    again = RecordActivity(village, area_no=HEHAO, kind="ledger_check", happened_on=DAY).run()
    assert (first.activity.pk, first.again, again.again) == (again.activity.pk, False, True)
    assert Activity.objects.count() == 1
    RecordActivity(village, area_no=HEHAO, kind="ledger_check", happened_on=DAY, note="补核").run()
    assert Activity.objects.count() == 2
    with pytest.raises(Invalid, match="辖区"):
        RecordActivity(village, area_no=BALENG, kind="ledger_check", happened_on=DAY).run()
    with pytest.raises(Invalid, match="不能晚于今天"):
        RecordActivity(
            village, area_no=HEHAO, kind="ledger_check", happened_on=today() + dt.timedelta(days=1)
        ).run()


def test_an_activity_at_a_site_happens_while_it_is_open(as_user: AsUser) -> None:
    county = as_user("county")
    site = open_site(county)
    with pytest.raises(Invalid, match="没有开放"):
        RecordActivity(
            county,
            area_no=COUNTY,
            kind="gig_market_service",
            happened_on=dt.date(2025, 2, 28),
            site_id=site.pk,
        ).run()
    note = (
        RecordActivity(
            county, area_no=COUNTY, kind="gig_market_service", happened_on=DAY, site_id=site.pk, quantity=35
        )
        .run()
        .activity
    )
    assert (note.site_id, note.quantity) == (site.pk, 35)
    with pytest.raises(Invalid, match="列表中选择"):
        RecordActivity(county, area_no=COUNTY, kind="gig_market_service", happened_on=DAY, site_id=0).run()
    with pytest.raises(Invalid, match="删除原因"):
        RemoveActivity(county, activity_id=note.pk, reason=" ").run()
    RemoveActivity(county, activity_id=note.pk, reason="记错了").run()
    assert Activity.objects.count() == 0
    gone = Activity.events.rel.related_model.objects.select_related("pgh_context")
    last = gone.filter(pgh_obj_id=note.pk).latest("pgh_id")
    assert (last.pgh_label, last.pgh_context.metadata["reason"]) == ("delete", "记错了")


def read(by: Actor, value: int = 520, **more: object) -> Reading:
    values: dict[str, object] = {
        "area_no": COUNTY, "kind": "surveyed_unemployment_rate", "source": "县统计局月度调查", "period_start": DAY,
        "period_end": dt.date(2025, 3, 31), **more,
    }  # fmt: skip
    return RecordReading(by, value=value, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def test_a_figure_needs_its_source_and_a_rate_is_of_ten_thousand(as_user: AsUser) -> None:
    county = as_user("county")
    first = read(county)
    assert (first.value, first.whole) == (520, 10_000)
    again = read(county, 510, source="更正：县统计局")
    assert (again.pk, again.value) == (first.pk, 510)
    assert [event.value for event in history(first)] == [520, 510]
    with pytest.raises(Invalid, match="数据来源"):
        read(county, source=" ")
    with pytest.raises(Invalid, match="不能大于总数"):
        read(county, 11, kind="satisfaction_service", whole=10)
    with pytest.raises(Invalid) as caught:
        read(county, -1, kind="nonsense", period_start=today() + dt.timedelta(days=1))
    assert set(caught.value.problems) == {"value", "kind", "period_start", "period_end"}
    assert [r.pk for r in readings(scope("county"), 2025)] == [first.pk]
    RemoveReading(county, reading_id=first.pk).run()
    assert Reading.objects.count() == 0


def test_figures_of_employers_stand_apart(as_user: AsUser) -> None:
    county = as_user("county")
    firm = SaveEmployer(
        county, area_no=COUNTY, name="禾丰食品有限公司", kind="enterprise", size="micro"
    ).run()
    read(county, 30, kind="headcount", employer_id=firm.pk)
    read(county, 300, kind="headcount")
    assert Reading.objects.count() == 2
    with pytest.raises(Invalid, match="列表中选择"):
        read(county, 30, kind="headcount", employer_id=firm.pk + 1000)
