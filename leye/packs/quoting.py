"""Whether the sentences a pack quotes stand in the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leye.policy import Pack
from leye.standards.simplified import simplified

_NO_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The words alone: simplified characters, no spaces and no punctuation, so that only words are compared."""
    return _NO_WORDS.sub("", simplified(text))


def quote_faults(pack: Pack, text: str) -> Iterator[str]:
    """Quotes that are not in the text, with their clause."""
    words = plain(text)
    for entry in pack.clauses.entries:
        for point in entry.points:
            if plain(point.quote) not in words:
                yield f"条款 {entry.ref} 的引文不在原文里：“{point.quote}”。请照原文改正。"
