"""Who sees recommendations and who may act: the person's own area, whom it shared the person with, nobody else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.actions.shares import GrantShare
from leye.accounts.scope import acting
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.ledger.people import actor, post, scope
from tests.web.seed import Seeded
from tests.web.test_people import HTMX, looks, words
from tests.web_recommending.test_card import WHO, jobs, picked, told

ClientOf = Callable[[str], Client]
__all__ = ["jobs"]


def test_who_may_look_and_who_may_act(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    pk = corner.people[WHO]
    one = picked(pk)[0]
    elsewhere = client_of("banner")
    for address in (f"/recommendations/{one.pk}/deliver/", f"/recommendations/{one.pk}/decline/",
                    f"/recommendations/people/{pk}/pick/"):  # fmt: skip
        assert elsewhere.post(address, {"channel": "phone", "reason": "other"}).status_code == 404
        assert client_of("village2").post(address, {"channel": "phone"}).status_code == 404
        assert client_of("auditor").post(address, {"channel": "phone"}).status_code == 403
    page = words(client_of("auditor").get(f"/people/{pk}/"))
    assert "推荐岗位" in page
    assert "已告诉本人<span" not in page
    assert elsewhere.get(f"/recommendations/people/{pk}/rule/").status_code == 404
    before = looks(pk)
    assert client_of("auditor").get(f"/recommendations/people/{pk}/find/").status_code == 200
    assert looks(pk) == before + 1
    assert told(pk) == 0


@pytest.mark.parametrize(("right", "status"), [("view", 403), ("edit", 200)])
def test_somebody_shared(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf, right: str, status: int
) -> None:
    pk = corner.people[WHO]
    until = today() + dt.timedelta(days=30)
    with acting(scope("county")):
        GrantShare(
            actor("county"), person_id=pk, post=post("banner"), right=right, purpose="在那边找工作",
            valid_from=today(), valid_to=until,
        ).run()  # fmt: skip
    client = client_of("banner")
    page = words(client.get(f"/people/{pk}/"))
    assert ("已告诉本人<span" in page) == (right == "edit")
    one, away = picked(pk)[:2]
    answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX)
    assert answer.status_code == status
    choose = f"/recommendations/people/{pk}/jobs/{away.vacancy_id}/choose/"
    assert client.post(choose, {"kind": "exclude", "reason": "太吵"}, **HTMX).status_code == status
    assert client.post(f"/recommendations/people/{pk}/pick/", **HTMX).status_code == status
    if right == "edit":
        assert away.vacancy_id not in {two.vacancy_id for two in picked(pk)}
