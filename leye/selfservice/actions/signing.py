"""A person signs in: identity number and the telephone of the file, then a code that goes to that telephone.

Nothing here is told to who asks: whether somebody stands in the ledger, whether a code left, why not.
"""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from leye.accounts.access import log_entrance
from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Access, Source
from leye.accounts.models import User
from leye.accounts.scope import Scope, acting, as_service
from leye.ledger.actions.base import LedgerAction
from leye.ledger.identities import holders_of
from leye.ledger.models import Person
from leye.outreach.actions.codes import CodeOnItsWay, PrepareCode
from leye.outreach.enums import CodePurpose
from leye.selfservice.models import SeekerAccount, SignInCode
from leye.standards.calendar import today
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.phones import PhoneError, clean_phone, is_mobile

VALID_FOR = dt.timedelta(minutes=10)
MOST_ATTEMPTS = 5
DIGITS = 6
#: How the tokens of codes on paper begin: no browser holds one, and they went to no telephone.
PAPER = "paper-"
#: How the history names who wrote: the user stands for a person, whose name is the ledger's to show.
SHOWN_NAME = "求职者本人"


def seeker_actor(account: SeekerAccount, role: str) -> Actor:
    """The actor behind an account: its person's own rows and nothing else."""
    return Actor(account.user_id, None, role, Scope.of_person(account.person_id), Source.PORTAL)


def new_token() -> str:
    """What ties a code to the browser that asked for it."""
    return secrets.token_hex(16)


def hashed(code: str, phone: str = "") -> str:
    """What is kept of a code, and of the telephone to which it went: with another one in the file it is no good."""
    return _hash(secrets.token_hex(8), code, phone)


def _hash(salt: str, code: str, phone: str) -> str:
    value = f"{salt}:{phone}:{code}"
    return f"{salt}${salted_hmac('leye.selfservice.code', value, algorithm='sha256').hexdigest()}"


def phone_mark(person: Person) -> str:
    """What a session keeps of the telephone with which it began; it ends when the file holds another one."""
    return salted_hmac("leye.selfservice.session", person.phone, algorithm="sha256").hexdigest()


def person_with(id_number: str, phone: str) -> Person | None:
    """The living person with this identity number, if this is the mobile telephone of the file. None otherwise."""
    try:
        number, called = parse_identity(id_number).number, clean_phone(phone)
    except (IdentityError, PhoneError):
        return None
    with as_service():
        person = holders_of([number]).get(number)
    if person is None or person.deceased_on is not None or not is_mobile(called) or person.phone != called:
        return None
    return person


@dataclass(kw_only=True)
class OpenAccount(LedgerAction[SeekerAccount]):
    """The account of a person, made at the first code. For the program itself, as the background role."""

    person_id: int

    def execute(self) -> SeekerAccount:
        person = self.person(self.person_id)
        here = SeekerAccount.objects.filter(person=person).first()
        if here is not None:
            return here
        user = User(username=f"seeker-{secrets.token_hex(8)}", name=SHOWN_NAME)
        user.set_unusable_password()
        user.save()
        return SeekerAccount.objects.create(
            user=user, person=person, area_id=person.area_id, opened_on=today()
        )


@dataclass(kw_only=True)
class MakeCode(LedgerAction[CodeOnItsWay]):
    """A code for a person's telephone; the earlier ones are worth nothing from now on. Raises ActionError.

    For the program itself on behalf of the account's user, within the person's own scope.
    """

    person_id: int
    token: str

    def execute(self) -> CodeOnItsWay:
        person = self.person(self.person_id)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        now = timezone.now()
        SignInCode.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now).update(
            expires_at=now
        )
        SignInCode.objects.create(
            person=person, area_id=person.area_id, token=self.token, code_hash=hashed(code, person.phone),
            expires_at=now + VALID_FOR,
        )  # fmt: skip
        text = _("验证码{code}，用于登录求职服务，%(minutes)d分钟内有效。不是您本人操作，请不要告诉任何人。")
        return PrepareCode(
            self.actor,
            person_id=person.pk,
            code=code,
            purpose=CodePurpose.SIGN_IN,
            text=text % {"minutes": VALID_FOR // dt.timedelta(minutes=1)},
        ).run()


def ask_code(id_number: str, phone: str, token: str) -> CodeOnItsWay | None:
    """Write a code down for who gives number and telephone of one person; None when none is to be sent.

    To be sent once the transaction is committed.
    """
    person = person_with(id_number, phone)
    if person is None:
        return None
    with as_service():
        account = OpenAccount(Actor.system(Source.PORTAL), person_id=person.pk).run()
    actor = seeker_actor(account, "")
    with acting(actor.scope):
        try:
            return MakeCode(actor, person_id=person.pk, token=token).run()
        except ActionError:
            # Too soon, too often, no channel: the page says the same to everybody, with what to do when none comes.
            return None


@dataclass(kw_only=True)
class TakeCode(LedgerAction[SeekerAccount | None]):
    """The account of whose code this is; None for a wrong, used or expired one, which is counted.

    For the program itself, as the background role: who tries has no scope yet.
    """

    token: str
    code: str = field(repr=False)
    address: str = ""

    def execute(self) -> SeekerAccount | None:
        here = SignInCode.objects.select_for_update(of=("self",)).select_related("person")
        found = here.filter(token=self.token).first()
        if found is None or found.used_at is not None or timezone.now() > found.expires_at:
            self._as_if_wrong()
            return None
        if found.attempts >= MOST_ATTEMPTS:
            return None
        salt = found.code_hash.partition("$")[0]
        phone = "" if found.token.startswith(PAPER) else found.person.phone
        if not constant_time_compare(_hash(salt, self.code, phone), found.code_hash):
            found.attempts += 1
            found.save(update_fields=["attempts"])
            if found.attempts == MOST_ATTEMPTS:
                self._note_lock(found)
            return None
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        account = (
            SeekerAccount.objects.select_related("person", "user").filter(person=found.person_id).first()
        )
        return account if account is not None and may_enter(account.person) else None

    def _as_if_wrong(self) -> None:
        """The work of a wrong code, for a token without one: how long it takes would tell that nobody was sent any."""
        constant_time_compare(_hash("", self.code, ""), self.token)
        SignInCode.objects.filter(pk=0).update(attempts=0)

    def _note_lock(self, found: SignInCode) -> None:
        """A code that takes no further try is a line in the access log, as with an officer's account."""
        account = SeekerAccount.objects.select_related("user").filter(person=found.person_id).first()
        if account is not None:
            log_entrance(account.user, Access.LOCKED, {"address": self.address})


def may_enter(person: Person) -> bool:
    """Whether a person may be signed in: living, and the file not merged into another."""
    return person.deceased_on is None and person.merged_into_id is None


def take_code(token: str, code: str, address: str = "") -> SeekerAccount | None:
    """See TakeCode."""
    with as_service():
        return TakeCode(Actor.system(Source.PORTAL), token=token, code=code, address=address).run()


def account_of(user_id: int) -> SeekerAccount | None:
    """The account of a user who signs in as a person, with the person; None for everybody else."""
    with as_service(savepoint=False):
        return SeekerAccount.objects.select_related("person__area").filter(user_id=user_id).first()
