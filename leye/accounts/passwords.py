"""First passwords: random, easy to read out, to be changed at the first sign-in."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher

#: Letters and digits that are not taken for one another: no 0 o 1 l i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4
#: 31^12 possible passwords resist guessing by themselves; an account list of 300 must not take minutes to hash.
#: Django hashes again with its full number of rounds at the first sign-in.
FIRST_ROUNDS = 30_000


def random_password() -> str:
    """Twelve random characters in three groups: k7mp-x3dq-9fhw (59 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def hash_random(password: str) -> str:
    """The hash of a random password, with fewer rounds than one that a person chose."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(password, hasher.salt(), iterations=FIRST_ROUNDS)
