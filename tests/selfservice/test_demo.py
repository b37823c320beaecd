"""The demo's requests for help: made by the public's own action, seen to by the township."""

from leye.accounts.scope import as_service
from leye.cases.models import Case
from leye.ops.month.asking import ASKED, requests
from leye.ops.month.team import Member, Team
from leye.selfservice.models import HelpRequest
from tests.ledger.people import actor, post
from tests.web.conftest import corner
from tests.web.seed import Seeded

__all__ = ["corner"]


def member(username: str) -> Member:
    return Member(actor(username), post(username).area, username)


def test_some_wait_one_is_answered_one_became_a_case(corner: Seeded) -> None:
    names = ("village", "village2", "town", "county", "leader")
    told = requests(Team(*(member(name) for name in names)))
    assert told == f"网上求助 {len(ASKED) + 1} 条"
    with as_service():
        states = sorted(HelpRequest.objects.values_list("state", flat=True))
        assert states == ["answered", "answered", "new", "new", "new", "taken"]
        assert Case.objects.get().channel == "portal"
