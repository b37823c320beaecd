"""When two recommendations are the same job or course."""

import re

from leye.standards.text import clean_cell

#: Marks that people put around the same words: space, dashes, dots, brackets, quotation marks, slashes.
_MARKS = re.compile(r"[\s\-_‐-―·•.,，。、:：;；/\\|()（）\[\]【】<>《》\"'“”‘’]+")
LONGEST = 120


def item_key(item: str) -> str:
    """The key under which recommendations of the same job or course fall together; "" for no item.

    Width, case, spaces and punctuation do not make a job another one; every other character does.
    """
    return _MARKS.sub("", clean_cell(item)).casefold()[:LONGEST]
