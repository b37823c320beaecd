"""Receipt numbers: drawn at random, written in two groups, of letters that nobody takes for one another."""

import re
import secrets

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
LENGTH = 8


def new_receipt() -> str:
    """A receipt number for a new request."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def clean_receipt(text: str) -> str:
    """A typed receipt number as it is kept; '' when it cannot be one."""
    tidy = re.sub(r"[\s\-—–·.]", "", text).upper()
    return tidy if len(tidy) == LENGTH and set(tidy) <= set(LETTERS) else ""


def show_receipt(receipt: str) -> str:
    """A receipt number in two groups: ACDE-FG34."""
    return f"{receipt[:4]}-{receipt[4:]}"
