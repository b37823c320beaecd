"""The port through which messages leave: what a provider is given, what it answers, how it refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True)
class Outgoing:
    """One message. `fields` stand in the order in which the text names them; `template` is the provider's code.

    `number` is our own of it, which the provider's receipt repeats.
    """

    number: str
    phone: str
    text: str
    template: str
    fields: Mapping[str, str]


class Refused(Exception):
    """The provider did not take a message. `again`: the same may go through later."""

    def __init__(self, why: str, again: bool) -> None:
        super().__init__(why)
        self.again = again


class Unsure(Exception):
    """The line broke after the message was handed over: whether it left is not known, so it is not sent again."""


#: Words of an HTTP library when no connection came about, so that nothing can have left.
_NOT_CONNECTED = (
    "Failed to establish a new connection",
    "NameResolutionError",
    "ConnectTimeoutError",
    "getaddrinfo",
)


def broken_line(words: str) -> Exception:
    """The error for a line that broke: Refused when the message cannot have left, else Unsure."""
    if any(one in words for one in _NOT_CONNECTED):
        return Refused(words, again=True)
    return Unsure(words)


@dataclass(frozen=True)
class Receipt:
    """What became of a message: `receipt` is the provider's number of it."""

    receipt: str
    delivered: bool
    problem: str = ""


@dataclass(frozen=True)
class Reply:
    """Words that somebody sent back."""

    phone: str
    text: str


class Sender(Protocol):
    """A provider."""

    name: ClassVar[str]

    def send(self, message: Outgoing) -> str:
        """Hand a message over; the provider's number of it. Raises Refused or Unsure."""
        ...


class Unreadable(ValueError):
    """What a provider pushed is not in the form that it promises."""


def rows_of(pushed: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list that was pushed. Raises Unreadable."""
    if not isinstance(pushed, list) or not all(isinstance(row, dict) for row in pushed):
        raise Unreadable("not a list of objects")
    return pushed
