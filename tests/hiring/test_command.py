"""`leye match`: one county or all, said in words; one that fails stops no other; killed half-way nothing is half done."""

import json
import os
import signal
import subprocess
import sys

import psycopg
import pytest
from django.db import connections
from typer.testing import CliRunner

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting, as_service
from leye.hiring.actions.match import MatchArea
from leye.hiring.counties import CountiesFailed
from leye.hiring.models import Price, Recommendation, Unmatched
from leye.hiring.tasks import nightly
from leye.ledger.errors import Invalid
from leye.ops.cli import app
from tests.hiring.making import willing
from tests.ledger.people import YONGPING, actor, scope
from tests.vacancies.making import employer, publish

COUNTY, OTHER = "磴口县", "延川县"


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and everything that was said."""
    ended = CliRunner().invoke(app, ["match", *arguments])
    return ended.exit_code, ended.output


@pytest.fixture
def market(own_database: str) -> None:
    """Four vacancies of five seats and four people in one county, and one person in another, committed."""
    with acting(scope("town")):
        shop = employer(actor("town"))
    for place in "一二三四":
        publish(shop, title=f"电焊工{place}", place=place, seats=5)
    with acting(scope("county")):
        for sequence, name in enumerate("甲乙丙丁", 1):
            willing(actor("county"), sequence, f"王{name}梅")
    with acting(scope("yanchuan")):
        willing(actor("yanchuan"), 9, "赵小兰", place="本县", area=YONGPING)


def rows() -> list[tuple[int, int, int]]:
    with as_service():
        return list(
            Recommendation.objects.order_by("person", "vacancy").values_list("person", "vacancy", "points")
        )


def test_one_county_and_then_all(market: None) -> None:
    code, said = run("--area", "150822")
    assert (code, len(rows())) == (0, 12)
    assert "4 人，其中有三个岗位的 4 人" in said
    assert "1/1 磴口县：4人，4人有三个岗位" in said
    first = rows()
    code, said = run("--all", "--json")
    counted = json.loads(said)
    assert code == 0
    assert (counted["people"], counted["three"], counted["none"]) == (5, 4, 1)
    assert set(counted["counties"]) == {COUNTY, OTHER}
    assert [row for row in rows() if row in first] == first == rows()
    with as_service():
        assert Unmatched.objects.get().reasons[0]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "二者选一"),
        (("--all", "--area", "150822"), 2, "二者选一"),
        (("--area", "999999"), 1, "没有找到“999999”"),
        (("--area", "152"), 1, "没有找到“152”"),
        (("--area", "150823"), 1, "还没有人员"),
        (("--all",), 0, "还没有人员"),
    ],
)
def test_what_was_asked_wrongly_is_said(
    own_database: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended, said = run(*arguments)
    assert ended == code
    assert words in said


def test_a_county_that_fails_is_named_at_the_end_and_the_others_are_matched(
    market: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = MatchArea.execute

    def broken(self: MatchArea) -> object:
        counted = execute(self)
        if self.lo // 10**6 == 150822:
            raise Invalid({"area": "数据有误。"})
        return counted

    monkeypatch.setattr(MatchArea, "execute", broken)
    code, said = run("--all")
    assert code == 1
    assert f"没有匹配：{COUNTY}" in said
    with as_service():
        assert not Recommendation.objects.exists(), "what the failed county wrote was not taken back"
        assert Unmatched.objects.count() == 1, "the other county was not matched"
    with pytest.raises(CountiesFailed, match=COUNTY):
        nightly(0)


@pytest.mark.slow
def test_killed_half_way_nothing_is_half_written_and_the_next_run_finishes(market: None) -> None:
    other = psycopg.connect(**connections["owner"].get_connection_params())
    other.execute("LOCK TABLE hiring_unmatched IN SHARE MODE")
    child = subprocess.Popen(
        [sys.executable, "-m", "leye", "match", "--all"], env={**os.environ}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_until_blocked()
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        other.rollback()
        other.close()
    assert child.returncode == -signal.SIGKILL
    assert rows() == []
    with as_service():
        assert not Price.objects.exists()
    assert run("--all")[0] == 0
    first = rows()
    assert len(first) == 12
    MatchArea(Actor.system(), lo=150822000000, hi=150822999999).run()
    assert rows() == first


def _wait_until_blocked() -> None:
    """Until the matching waits for the table of those without jobs."""
    with psycopg.connect(**connections["owner"].get_connection_params(), autocommit=True) as watch:
        for _turn in range(1200):
            waiting = watch.execute(
                "SELECT pg_sleep(0.05), count(*) FROM pg_locks WHERE NOT granted"
                " AND relation = 'hiring_unmatched'::regclass"
            ).fetchone()
            if waiting is not None and waiting[1]:
                return
    raise AssertionError("the matching never reached the table")
