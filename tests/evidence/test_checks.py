"""A random sample of services: drawn once by chance, asked about by somebody else, and what is untrue is settled."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.casework.actions.correct_service import CancelService, CorrectService
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.evidence.actions.attachments import AddAttachment, RemoveAttachment, content_of
from leye.evidence.actions.checks import DrawRound, RecordCheck, SettleCheck
from leye.evidence.models import Attachment, CheckItem, CheckRound
from leye.evidence.reading import files_of_person, late_services, results_by_helper, rounds_of, unsettled
from leye.evidence.subjects import subject_of
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import today
from tests.evidence.samples import jpeg
from tests.ledger.people import BALENG, HEHAO, actor, post, register, scope

AsUser = Callable[[str], Actor]
COUNTY, DAY = 150822000000, dt.timedelta(days=1)


def served(services: int = 12, late: int = 0) -> list[ServiceRecord]:
    """Services that the assistant of the village gave over some days, of which the first few were entered late."""
    with acting(scope("village")):
        by = actor("village")
        person = register(by, 1)
        found = [
            RecordService(
                by, person_id=person.pk, kind="home_visit", served_on=today() - (9 if n < late else 2) * DAY, note=str(n)
            )
            .run()
            .records[0]
            for n in range(services)
        ]  # fmt: skip
        RecordService(
            by, person_id=person.pk, kind="follow_up", served_on=today() - DAY, outcome="no_answer"
        ).run()
    return found


def draw(by: Actor, number: int | None = 5, **more: object) -> CheckRound:
    values: dict[str, object] = {
        "area_no": COUNTY, "title": "十月抽查", "since": today() - 30 * DAY, "until": today(), "number": number, **more,
    }  # fmt: skip
    return DrawRound(by, **values).run()  # type: ignore[arg-type]  # spelt out


def lay(by: Actor, item: CheckItem) -> Attachment:
    """A photo beside a check."""
    return (
        AddAttachment(by, about="check", about_id=item.pk, kind="photo", name="回访.jpg", content=jpeg())
        .run()
        .attachment
    )


def test_a_draw_is_by_chance_and_can_be_repeated(as_user: AsUser) -> None:
    every = served()
    county = as_user("county")
    made = draw(county)
    assert (made.population, made.drawn) == (12, 5)
    drawn = {item.service_id for item in made.items.all()}
    order = sorted(
        (one.pk for one in every), key=lambda pk: hashlib.sha256(f"{made.seed}:{pk}".encode()).hexdigest()
    )
    assert drawn == set(order[:5])
    item = CheckItem.objects.first()
    assert item is not None
    assistant = post("village").user_id
    assert (item.provider_id, item.recorder_id, item.outcome, item.area_id) == (
        assistant,
        assistant,
        "pending",
        HEHAO,
    )
    others = [draw(county).seed for _ in range(2)]
    assert len({made.seed, *others}) == 3


def test_a_share_and_only_what_was_entered_late(as_user: AsUser) -> None:
    served(services=10, late=3)
    county = as_user("county")
    assert draw(county, None, percent=25).drawn == 3
    late = draw(county, None, percent=100, only_late=True)
    assert (late.population, late.drawn) == (3, 3)
    assert all(item.late for item in late.items.all())
    assert late_services(county.scope, today() - DAY).count() == 3
    assert late_services(county.scope, today() + DAY).count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": None}, "number"),
        ({"number": 3, "percent": 10}, "number"),
        ({"number": None, "percent": 101}, "percent"),
        ({"until": dt.date(2020, 1, 1)}, "until"),
        ({"title": " "}, "title"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(
    as_user: AsUser, changes: dict[str, object], field: str
) -> None:
    served(services=1)
    with pytest.raises(Invalid) as caught:
        draw(as_user("county"), **changes)  # type: ignore[arg-type]  # spelt out
    assert field in caught.value.problems


def test_nothing_to_draw_from_is_told(as_user: AsUser) -> None:
    county = as_user("county")
    with pytest.raises(ActionError, match="没有可抽查的服务记录"):
        draw(county)
    assert not CheckRound.objects.exists()


def test_who_may_draw_and_for_which_area(as_user: AsUser) -> None:
    served(services=1)
    with pytest.raises(NotAllowed):
        draw(as_user("auditor"))
    with pytest.raises(NotAllowed):
        draw(as_user("town"), area_no=HEHAO)
    with pytest.raises(Invalid, match="辖区内"):
        draw(as_user("county"), area_no=150823000000)


def test_a_township_works_off_what_its_county_drew_but_nobody_his_own(as_user: AsUser) -> None:
    served(services=2)
    with acting(scope("town")):
        town = actor("town")
        person = register(town, 5, "赵六")
        RecordService(
            town, person_id=person.pk, kind="home_visit", served_on=today(), provider_name="帮扶干部"
        ).run()
    with acting(scope("county")):
        draw(actor("county"), 3)
    town = as_user("town")
    (here,) = rounds_of(town.scope)
    assert (here.title, here.here, here.pending) == ("十月抽查", 3, 3)  # type: ignore[attr-defined]  # counted
    items = {item.recorder_id == town.user_id: item for item in CheckItem.objects.all()}
    with pytest.raises(NotAllowed, match="您提供或录入"):
        RecordCheck(town, item_id=items[True].pk, outcome="confirmed", way="phone").run()
    with pytest.raises(Invalid, match="写明本人怎么说"):
        RecordCheck(town, item_id=items[False].pk, outcome="not_confirmed", way="phone").run()
    done = RecordCheck(
        town, item_id=items[False].pk, outcome="not_confirmed", way="visit", note="本人说没人来过"
    ).run()
    assert (done.checked_by_id, done.checked_on) == (town.user_id, today())
    assert [item.pk for item in unsettled(town.scope)] == [done.pk]
    results = {result.name: result for result in results_by_helper(CheckItem.objects.all())}
    assert (results["王小梅"].drawn, results["王小梅"].not_confirmed, results["王小梅"].share) == (2, 1, 0)
    assert (results["帮扶干部"].pending, results["帮扶干部"].share) == (1, None)
    with pytest.raises(NotAllowed):
        SettleCheck(town, item_id=done.pk, settlement="stands", note="x").run()


def test_whoever_is_checked_neither_reads_the_check_nor_lays_evidence_to_it(as_user: AsUser) -> None:
    served(services=1)
    with acting(scope("county")):
        by = actor("county")
        theirs = draw(by, 1).items.get()
        served_by_county = RecordService(
            by, person_id=theirs.person_id, kind="home_visit", served_on=today()
        ).run().records[0]  # fmt: skip
        own = draw(by, None, percent=100).items.get(service=served_by_county)
        with pytest.raises(NotAllowed, match="您提供或录入"):
            lay(by, own)
        pk = lay(by, theirs).pk
        assert content_of(by, pk)[1] == jpeg()
    with acting(scope("town")):
        other = lay(actor("town"), own)
        assert {one.attachment.pk for one in files_of_person(actor("town"), own.person_id)} == {pk, other.pk}
    with acting(scope("village")):
        by = actor("village")
        for attempt in (
            lambda: subject_of(by, "check", theirs.pk),
            lambda: content_of(by, pk),
            lambda: lay(by, theirs),
            lambda: lay(by, own),
            lambda: RemoveAttachment(by, attachment_id=pk, reason="不要了").run(),
        ):
            with pytest.raises(Absent):
                attempt()
        assert files_of_person(by, own.person_id) == []
    with acting(scope("leader")):
        assert content_of(actor("leader"), pk)[1] == jpeg()
        with pytest.raises(NotAllowed):
            lay(actor("leader"), theirs)
    county = as_user("county")
    for attempt in (
        lambda: subject_of(county, "check", own.pk),
        lambda: content_of(county, other.pk),
        lambda: RemoveAttachment(county, attachment_id=other.pk, reason="不要了").run(),
    ):
        with pytest.raises(NotAllowed, match="您提供或录入"):
            attempt()
    assert [one.attachment.pk for one in files_of_person(county, own.person_id)] == [pk]


def test_items_keep_to_their_scope(as_user: AsUser) -> None:
    served(services=1)
    with acting(scope("county")):
        item = draw(actor("county"), 1).items.get()
    banner = as_user("banner")
    assert list(rounds_of(banner.scope)) == []
    with pytest.raises(Absent):
        RecordCheck(banner, item_id=item.pk, outcome="confirmed", way="phone").run()


def test_what_was_untrue_is_settled_by_what_shows_in_the_record(as_user: AsUser) -> None:
    served(services=2)
    with acting(scope("county")):
        draw(actor("county"), 2)
    with acting(scope("town")):
        for item in CheckItem.objects.all():
            RecordCheck(
                actor("town"), item_id=item.pk, outcome="not_confirmed", way="phone", note="没有"
            ).run()
    county = as_user("county")
    first, second = CheckItem.objects.all()
    with pytest.raises(Invalid, match="请先更正记录"):
        SettleCheck(county, item_id=first.pk, settlement="corrected", note="已改").run()
    with pytest.raises(Invalid, match="请先撤销记录"):
        SettleCheck(county, item_id=second.pk, settlement="cancelled", note="已撤").run()
    service = first.service
    assert service is not None
    CorrectService(
        county, service_id=service.pk, version=service.version, reason="日期记错", changes={"place": "镇上", "note": "改"}
    ).run()  # fmt: skip
    assert second.service_id is not None
    CancelService(county, service_id=second.service_id, reason="没有做过").run()
    SettleCheck(county, item_id=first.pk, settlement="corrected", note="日期已改").run()
    settled = SettleCheck(county, item_id=second.pk, settlement="cancelled", note="记录已撤").run()
    assert settled.service_id is None
    assert settled.note == "没有"
    assert list(unsettled(county.scope)) == []
    with pytest.raises(ActionError, match="已经处理完"):
        RecordCheck(county, item_id=first.pk, outcome="confirmed", way="phone").run()


def test_an_item_follows_the_person_and_stands_without_its_round(as_user: AsUser) -> None:
    from leye.ledger.actions.moves import MovePersonArea

    served(services=1)
    with acting(scope("county")):
        made = draw(actor("county"), 1, area_no=HEHAO)
    with acting(scope("town")):
        MovePersonArea(actor("town"), person_id=made.items.get().person_id, area_no=BALENG).run()
    with as_service():
        assert CheckItem.objects.get().area_id == BALENG
    with acting(scope("village2")):
        assert [row.here for row in rounds_of(scope("village2"))] == []  # type: ignore[attr-defined]  # counted
        assert CheckItem.objects.count() == 1
