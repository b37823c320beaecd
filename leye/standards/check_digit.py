"""A check digit for short numbers that people type from paper: ISO/IEC 7064, MOD 11,10 (one digit, pure decimal).

It finds every single wrong digit and nearly all neighbours that were swapped. Lists of gatherings use it. Sheets of
the ledger have Damm's digit (leye.standards.sheet_numbers), which finds every swap: paper with either is in use, and a
number that was printed must be read as it was printed, so neither gives way to the other.
"""


def check_digit(digits: str) -> int:
    """The check digit of a text of decimal digits."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def with_check(number: int, width: int = 1) -> str:
    """A number written with at least `width` digits and its check digit after them: 794 -> '7945'."""
    digits = str(number).zfill(width)
    return f"{digits}{check_digit(digits)}"


def strip_check(text: str) -> int:
    """The number before the check digit. Raises ValueError when this is no such number or the digit does not fit."""
    if not (text.isascii() and text.isdigit() and len(text) > 1):
        raise ValueError("not a number with a check digit")
    if check_digit(text[:-1]) != int(text[-1]):
        raise ValueError("the check digit does not fit")
    return int(text[:-1])
