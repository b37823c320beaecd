"""One bad document never stops the others' night: it is named with its reason, and its to-dos stay as they are."""

import dataclasses
import shutil
from collections.abc import Iterator

import pytest
from ibis import _ as row

from leye.accounts.scope import as_service
from leye.adoption import registry, resolution
from leye.adoption.nights import nights_home
from leye.adoption.runs import left_out_of
from leye.packs.loader import LoadedPacks
from leye.policy import Pack, PackBroken
from leye.worklist.models import Todo
from leye.worklist.night import run_night
from leye.worklist.night import sound as sounds
from leye.worklist.refresh import refresh_people
from tests.worklist.people import DAY, PACK, adopt, unemployed

VILLAGE, COUNTY = 150822101201, 150822000000


@pytest.fixture
def county(own_database: str) -> Iterator[int]:
    """A county that adopted the document, with one person; the person's key."""
    adopt(COUNTY)
    shutil.rmtree(nights_home(), ignore_errors=True)
    yield unemployed("150822199003040021", VILLAGE).pk
    shutil.rmtree(nights_home(), ignore_errors=True)


def renamed(pack: Pack, name: str, test: object) -> Pack:
    """The same document under another name, of which one rule asks for something else."""
    rule = pack.rules["monthly_follow_up"]
    changed = dataclasses.replace(rule, applies={"1 某项": test})
    info = dataclasses.replace(pack.info, id=name)
    return dataclasses.replace(pack, info=info, rules={**pack.rules, rule.name: changed})


def known(monkeypatch: pytest.MonkeyPatch, *more: Pack, broken: str = "") -> None:
    """The process knows these documents besides the one adopted."""
    loaded = LoadedPacks()
    loaded.update({pack.id: pack for pack in (registry.packs()[PACK], *more)})
    if broken:
        del loaded[broken]
        loaded.broken[broken] = PackBroken(broken, "缺少 rules.py。")
    for module in (sounds, resolution):
        monkeypatch.setattr(module, "packs", lambda: loaded)
    for pack in more:
        also = adopt(COUNTY)
        also.pack = pack.id
        also.save(using="owner")


def states() -> dict[str, str]:
    return dict(Todo.objects.using("owner").filter(pack=PACK).values_list("rule", "state"))


def test_a_document_that_cannot_be_evaluated_is_named_and_the_others_go_on(
    county: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fails only when rows are judged: a text that is no number.
    bad = renamed(registry.packs()[PACK], "bad", row.person_id.cast("string").concat("x").cast("int64") > 0)
    known(monkeypatch, bad)
    run = run_night(DAY)
    assert [(line.pack, "Conversion" in line.reason) for line in left_out_of(run)] == [("bad", True)]
    assert states()["monthly_follow_up"] == "open"
    assert run.counts["todos_written"] > 4


def test_a_document_that_cannot_be_bound_is_named_and_the_others_go_on(
    county: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch, renamed(registry.packs()[PACK], "bad", row.no_such_fact > 0))
    run = run_night(DAY)
    assert [line.pack for line in left_out_of(run)] == ["bad"]
    assert states()["monthly_follow_up"] == "open"


def test_the_todos_of_a_document_that_no_longer_loads_stay_as_they_are(
    county: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_night(DAY)
    before = states()
    assert "open" in before.values()
    known(monkeypatch, broken=PACK)
    run = run_night(DAY)
    assert states() == before
    assert "缺少 rules.py" in left_out_of(run)[0].reason


def test_a_failure_that_no_document_causes_is_raised(county: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise OSError("磁盘已满")

    monkeypatch.setattr("leye.worklist.night.running.night", fails)
    with pytest.raises(OSError, match="磁盘已满"):
        run_night(DAY)


def test_live_judging_leaves_a_document_out_whose_rules_do_not_bind(
    county: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_night(DAY)
    before = states()
    good = registry.packs()[PACK]
    loaded = LoadedPacks()
    loaded[PACK] = renamed(good, PACK, row.no_such_fact > 0)
    monkeypatch.setattr(registry, "packs", lambda: loaded)
    registry._live.cache_clear()
    try:
        assert list(registry.left_out_live()) == [PACK]
        with as_service():
            refresh_people([county], DAY)
        assert states() == before
    finally:
        registry._live.cache_clear()
