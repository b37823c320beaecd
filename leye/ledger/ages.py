"""Ages of work and retirement by sex (GB/T 2261.1: 1 men, 2 women), where no document has parameters of its own.

Three questions with three answers: who counts as of working age, who may at the earliest have retired, and who is
too young to work at all (`leye.ledger.cards.WORKING_AGE`).
"""

#: Upper ends of working age, as the parameters of 陕人社发〔2020〕26号 have them (local reading of 一2).
WORKS_UNTIL = {"1": 60, "2": 55}
WORKS_UNTIL_AT_MOST = max(WORKS_UNTIL.values())
#: Nobody reaches the statutory age of retirement earlier: 60 for men, 50 for women workers.
#: National People's Congress Standing Committee, 2024-09-13, articles 1 and 3: delayed step by step from 2025, but
#: who has paid long enough may still choose these ages, so the papers decide within them.
RETIRES_FROM = {"1": 60, "2": 50}


def works_until(sex: str) -> int:
    """The age at which somebody is no longer counted as of working age; the later one where the sex is not known."""
    return WORKS_UNTIL.get(sex, WORKS_UNTIL_AT_MOST)


def retires_from(sex: str) -> int:
    """The age before which nobody retires; the earlier one where the sex is not known."""
    return RETIRES_FROM.get(sex, min(RETIRES_FROM.values()))
