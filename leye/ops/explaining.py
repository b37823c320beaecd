"""`leye explain`: the explanation of one person, within the scope of the user who asks."""

import datetime as dt
import getpass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Access
from leye.accounts.models import Post
from leye.accounts.scope import acting, as_service, scope_of
from leye.engine import Explanation
from leye.ledger.identities import indexes_of
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.standards.identity import IdentityError, parse_identity
from leye.vault.state import state_dir
from leye.worklist.explaining import explanation_of


def explain_person(wanted: str, username: str, as_of: dt.date | None = None) -> Explanation:
    """Find the person in the user's scope by identity number or ledger number, log the look, explain.

    Without a user it is the operator of the machine who asks, over all areas; holding no post, he is written down
    in `operator-looks.log` of the state folder instead of the access log.
    Raises ActionError when the user holds no post, or nobody is found in scope.
    """
    if not username:
        with as_service():
            person = _find(wanted)
            if person is None:
                raise ActionError(_("台账里未找到。"))
            _note_operator(person)
            return explanation_of(person.pk, as_of)
    post = (
        Post.objects.filter(user__username=username, user__is_active=True)
        .held_on(today())
        .with_places()
        .first()
    )
    if post is None:
        raise ActionError(_("用户 %(name)s 不存在，或目前没有岗位。") % {"name": username})
    with acting(scope_of(post)):
        person = _find(wanted)
        if person is None:
            raise ActionError(_("在您的辖区内未找到。"))
        log_access(Actor.holding(post), Access.EXPLAIN, person, {"from": "command line"})
        return explanation_of(person.pk, as_of)


def _note_operator(person: Person) -> None:
    path = state_dir() / "operator-looks.log"
    path.touch(mode=0o600, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{timezone.now().isoformat()} {getpass.getuser()} explain person {person.pk}\n")


def _find(wanted: str) -> Person | None:
    people = Person.objects.current()
    try:
        number = parse_identity(wanted).number
    except IdentityError:
        return people.filter(pk=int(wanted)).first() if wanted.isdigit() and len(wanted) < 15 else None
    return people.filter(id_index__in=indexes_of(number)).first()
