"""How this installation sends: everything from the environment, secrets too; nothing is kept in the database."""

import datetime as dt
import os
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ImproperlyConfigured

from leye.outreach.sms.port import Sender

#: Between nine in the evening and eight in the morning nobody is disturbed.
QUIET_FROM, QUIET_UNTIL = dt.time(21), dt.time(8)
#: Most messages to one person in a day and in seven days, and to one number (families share a telephone) in a day.
PER_DAY = int(os.environ.get("LEYE_SMS_PER_DAY", 1))
PER_WEEK = int(os.environ.get("LEYE_SMS_PER_WEEK", 3))
PER_NUMBER_A_DAY = int(os.environ.get("LEYE_SMS_PER_NUMBER_A_DAY", 5))
#: Characters that a secret in an address needs at least.
SHORTEST_TOKEN = 32
PROVIDERS = ("outbox", "aliyun", "tencent")


@dataclass(frozen=True, repr=False)
class Account:
    """What a provider knows this installation by."""

    key: str
    secret: str
    sign: str
    app: str
    region: str


def provider() -> str:
    """The provider's name: LEYE_SMS, the outbox unless set."""
    name = os.environ.get("LEYE_SMS", "outbox")
    if name not in PROVIDERS:
        raise ImproperlyConfigured(f"LEYE_SMS is {name!r}; it must be one of {', '.join(PROVIDERS)}.")
    return name


def push_token() -> str:
    """What the provider must name in the address to which it pushes receipts; '' takes none.

    Whoever knows it can write into the ledger, so it must not be guessed. Raises ImproperlyConfigured for a short one.
    """
    token = os.environ.get("LEYE_SMS_PUSH_TOKEN", "")
    if token and len(token) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(
            f"LEYE_SMS_PUSH_TOKEN has {len(token)} characters; it needs at least {SHORTEST_TOKEN}, by chance:"
            " python -c 'import secrets; print(secrets.token_urlsafe(32))' makes one."
        )
    return token


def code_template() -> str:
    """The provider's code of the text that carries a one-time code in its field `code`."""
    return os.environ.get("LEYE_SMS_CODE_TEMPLATE", "")


def missing_of(name: str) -> list[str]:
    """The variables that a provider's account needs and that are not set."""
    needed = ["LEYE_SMS_KEY", "LEYE_SMS_SECRET", "LEYE_SMS_SIGN"] if name != "outbox" else []
    needed += ["LEYE_SMS_APP"] if name == "tencent" else []
    return [one for one in needed if not os.environ.get(one)]


def account(name: str) -> Account:
    """The account of a provider. Raises ImproperlyConfigured naming what is missing."""
    if missing := missing_of(name):
        raise ImproperlyConfigured(f"LEYE_SMS={name} needs {', '.join(missing)}.")
    return Account(
        os.environ["LEYE_SMS_KEY"], os.environ["LEYE_SMS_SECRET"], os.environ["LEYE_SMS_SIGN"],
        os.environ.get("LEYE_SMS_APP", ""), os.environ.get("LEYE_SMS_REGION", "ap-guangzhou"),
    )  # fmt: skip


@cache
def sender() -> Sender:
    """The provider of this installation, made once. Its SDK is loaded only where it is used."""
    name = provider()
    try:
        if name == "aliyun":
            from leye.outreach.sms.aliyun import Aliyun

            return Aliyun(account(name))
        if name == "tencent":
            from leye.outreach.sms.tencent import Tencent

            return Tencent(account(name))
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            f"LEYE_SMS={name} needs the optional dependencies `sms` of this package ({error.name} is missing)."
        ) from error
    from leye.outreach.sms.outbox import Outbox

    return Outbox()
