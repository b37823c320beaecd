"""Identity numbers in the ledger: written as cipher and index, found under every key generation held."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import connection

from leye.ledger.models import Person
from leye.standards.identity import Identity
from leye.vault.crypto import encrypt, index_of, ring


def indexes_of(number: str) -> list[bytes]:
    """The index of a number under each key generation held, the current one first.

    While `leye keys rotate` runs, some rows carry the old generation and some the new one.
    """
    keys = ring()
    generations = sorted(keys.hmac, key=lambda generation: (generation != keys.current, -generation))
    return [index_of(number, replace(keys, current=generation)) for generation in generations]


def write_identity(person: Person, identity: Identity) -> None:
    """Set the columns that follow from a checked identity number; does not save."""
    person.id_cipher = encrypt(identity.number)
    person.id_index = index_of(identity.number)
    person.id_tail = identity.number[-4:]
    person.birth_date = identity.birth_date
    person.sex = identity.sex


def survivor_of(person: Person) -> Person:
    """The person who stands for this one now: the end of the chain of merges."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def holders_of(numbers: Iterable[str]) -> dict[str, Person]:
    """The people who hold these numbers, by number; merged records give their survivor.

    Sees what the current role and scope see.
    """
    number_of = {index: number for number in numbers for index in indexes_of(number)}
    found = Person.objects.filter(id_index__in=list(number_of)).select_related("merged_into", "area")
    # A number may stand on a merged record and again on a later one: the later one that stands wins.
    ordered = sorted(found, key=lambda person: (person.merged_into_id is None, person.pk))
    return {number_of[bytes(person.id_index)]: survivor_of(person) for person in ordered}


#: Held shared by who writes identity numbers, exclusively by the moment in which the current key changes.
KEYS_LOCK = 0x6C657965


def hold_keys() -> None:
    """Keep the current key from changing until the transaction ends. Call before encrypting what will be written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [KEYS_LOCK])


def keys_are_settled() -> bool:
    """Whether every number in the ledger is indexed under the current key.

    False while a rotation is under way or was cut short; then a join on `id_index` misses people, and only
    `indexes_of` finds them.
    """
    return len(ring().hmac) == 1
