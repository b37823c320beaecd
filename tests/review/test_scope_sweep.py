"""Every address of the product, asked about somebody of another county: answered exactly as for nobody."""

import re

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from leye.accounts.models import Post, User
from leye.accounts.scope import acting, as_service
from leye.casework.actions.posts import AddPost
from leye.casework.models import ServiceRecord
from leye.intake.models import ImportBatch
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.market.actions.fairs import PlanFair
from leye.standards.calendar import today
from tests.ledger.people import WOYANGTAI, actor, register, scope
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
pytestmark = pytest.mark.django_db
ABSENT, BANNER = 999_999_999, 150823000000
#: Addresses whose number is not of something that belongs to an area.
OPEN = {"run"}


def _patterns(resolver: URLResolver, before: str = "") -> list[tuple[str, str]]:
    found = []
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += _patterns(one, path)
        elif isinstance(one, URLPattern) and one.name and "<" in path and not path.startswith("account/"):
            found.append((one.name, path))
    return found


@pytest.fixture
def elsewhere() -> dict[str, int]:
    """One of everything in another county, by the word its address has for it."""
    with acting(scope("banner")):
        by = actor("banner")
        person = register(by, 1, "其其格", WOYANGTAI)
        home = SetHousehold(by, area_no=WOYANGTAI, number="秘密七号").run()
        MoveMember(by, person_id=person.pk, household_id=home.pk, relation="head").run()
        membership = AddMembership(by, person_id=person.pk, group_code="veteran", valid_from=today()).run()
        service = ServiceRecord.objects.create(
            person=person, area_id=WOYANGTAI, kind="follow_up", served_on=today(), note="秘密备注"
        )
        employer = SaveEmployer(by, area_no=WOYANGTAI, name="秘密工厂").run()
        post = AddPost(by, area_no=WOYANGTAI, title="秘密岗位", kind="rural", valid_from=today()).run()
        fair = PlanFair(by, area_no=WOYANGTAI, title="秘密招聘会", held_on=today()).run()
        batch = ImportBatch.objects.create(
            area_id=WOYANGTAI, kind="people", file_name="秘密.xlsx", file_path="x"
        )
    with as_service():
        account = User.objects.get(username="banner").pk
    return {
        "people": person.pk, "households": home.pk, "membership": membership.pk, "services": person.pk,
        "records": service.pk, "employers": employer.pk, "posts": post.pk, "fairs": fair.pk, "import": batch.pk,
        "accounts": account, "reports": ABSENT, "merges": ABSENT, "transfers": ABSENT, "placements": ABSENT,
    }  # fmt: skip


def _address(path: str, elsewhere: dict[str, int] | None) -> str:
    """The path with numbers filled in: of what is elsewhere, or of nothing."""

    def number(match: re.Match[str]) -> str:
        kind, name = match[1], match[2]
        if kind == "slug":
            return {"what": "group", "kind": "people", "pack": "nm_2022_28", "rule": "survey"}.get(name, "x")
        if kind != "int":
            return "x"
        if name == "row":
            return str(elsewhere["membership"] if elsewhere else ABSENT)
        words = [word for word in path[: match.start()].split("/") if word and "<" not in word]
        for word in reversed(words):
            if elsewhere and word in elsewhere:
                return str(elsewhere[word])
        return str(ABSENT)

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", number, path)


@pytest.mark.parametrize("who", ["county", "village", "auditor"])
def test_elsewhere_is_as_absent_at_every_address(who: str, elsewhere: dict[str, int]) -> None:
    browser = signed_in(who)
    asked = 0
    for name, path in _patterns(get_resolver()):
        if name in OPEN:
            continue
        there, nowhere = _address(path, elsewhere), _address(path, None)
        for send in (browser.get, browser.post):
            held, none = send(there), send(nowhere)
            asked += 1
            assert held.status_code == none.status_code, (
                name,
                send.__name__,
                there,
                held.status_code,
                none.status_code,
            )
            assert held.status_code < 500, (name, there)
            text = held.content.decode(errors="replace")
            assert not re.search("秘密|其其格", text), (name, there)
    assert asked > 60


def test_its_own_officer_opens_them(elsewhere: dict[str, int]) -> None:
    browser = signed_in("banner")
    opened = {
        name
        for name, path in _patterns(get_resolver())
        if browser.get(_address(path, elsewhere)).status_code == 200
    }
    assert {
        "person", "household", "employer", "post", "import_batch", "account", "correct_service", "held_fair",
        "explain_person", "edit_person", "edit_household", "edit_employer", "record", "person_services",
    } <= opened  # fmt: skip


def _writes() -> int:
    """Rows of every history."""
    with as_service():
        return sum(
            model._default_manager.count()
            for model in apps.get_models()
            if hasattr(model, "pgh_tracked_model")
        )


@pytest.mark.parametrize("who", ["auditor", "leader"])
def test_who_only_looks_can_press_every_button_and_nothing_is_written(
    who: str, elsewhere: dict[str, int]
) -> None:
    with as_service():
        Post.objects.filter(user__username=who).update(area_id=BANNER)
    before = _writes()
    browser = signed_in(who)
    pressed = 0
    form = {
        "answer": "accept", "reason": "x", "on": today().isoformat(), "ended_on": today().isoformat(),
        "valid_to": today().isoformat(), "deceased_on": today().isoformat(), "survivor": "left", "person": "1",
        "relation": "head", "kinds": "follow_up", "outcome": "done", "channel": "phone", "served_on": today().isoformat(),
        "cancel-reason": "x", "group_code": "disabled", "valid_from": today().isoformat(),
    }  # fmt: skip
    for name, path in _patterns(get_resolver()):
        address = _address(path, elsewhere)
        assert browser.post(address, form).status_code < 500, (name, address)
        pressed += 1
    assert pressed > 40
    assert _writes() == before
