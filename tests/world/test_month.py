"""The month of a county's work that the demo shows: told by the actions themselves, whole, and once."""

import datetime as dt

import pytest

from leye.cases.enums import CaseState
from leye.cases.models import Case, Plan, Referral
from leye.casework.models import PayList, ZeroEpisode
from leye.casework.post_enums import PayListState
from leye.evidence.models import CheckItem
from leye.fairs.models import BoothTalk
from leye.gatherings.models import Gathering
from leye.market.models import FairSeries
from leye.ops.month.story import CHAPTERS, is_told, tell_month
from leye.ops.world.build import build_world
from leye.ops.world.options import WorldOptions
from leye.outreach.models import Message, Response
from leye.sheets.models import SheetEdition
from leye.standards.calendar import today


@pytest.fixture
def world(own_database: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world of 6,000 in a database of its own, its accounts file in a folder of its own."""
    monkeypatch.setattr("leye.ops.world.accounts.state_dir", lambda: tmp_path)
    build_world(WorldOptions(people=6_000, seed=5, as_of=today(), history=False), lambda _text: None)


def count(model: object) -> int:
    return model.objects.using("owner").count()  # type: ignore[attr-defined]  # a model


def test_every_chapter_is_told(world: None, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leye.ops.month.story.send_due", lambda: 0)
    said: list[str] = []
    assert not is_told()
    told = tell_month(said.append)
    assert said == [], "a chapter could not be told"
    assert len(told.split("，")) >= len(CHAPTERS)
    assert is_told()
    states = set(Case.objects.using("owner").values_list("state", flat=True))
    assert states == set(CaseState)
    approved = PayList.objects.using("owner").filter(state=PayListState.APPROVED)
    assert approved.filter(approved_by__isnull=False).exists(), "no pay list was approved"
    assert ZeroEpisode.objects.using("owner").filter(follows__isnull=False).exists(), "no household fell back"
    for model in (
        Plan,
        Referral,
        Gathering,
        Response,
        Message,
        CheckItem,
        SheetEdition,
        BoothTalk,
        FairSeries,
    ):
        assert count(model) > 0, model.__name__
    assert Case.objects.using("owner").filter(
        applied_on__gt=today() - dt.timedelta(days=31)
    ).count() == count(Case)
