"""How a name is kept for finding: pinyin without spaces, and initials."""

from leye.standards.names import initials, pinyin

LONGEST_PINYIN = 200
LONGEST_INITIALS = 60


def name_keys(name: str) -> tuple[str, str]:
    """Pinyin in one piece and the initials of a cleaned name: 单田芳 → ("shantianfang", "stf")."""
    return pinyin(name).replace(" ", "")[:LONGEST_PINYIN], initials(name)[:LONGEST_INITIALS]
