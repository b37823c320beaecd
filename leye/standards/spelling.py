"""Words somebody may have meant: sounding the same or nearly so, or one or two characters away."""

from __future__ import annotations

from collections.abc import Iterable

from pypinyin import lazy_pinyin

#: Sounds that many speakers, and therefore typists, do not tell apart.
_ALIKE_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("hu", "f"), ("h", "f"))
_ALIKE_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on"))


class Speller:
    """Suggestions out of known words. Of words equally alike the one named earlier comes first."""

    def __init__(self, known: Iterable[str]) -> None:
        self._rank: dict[str, int] = {}
        self._sounds: dict[str, list[str]] = {}
        self._alike: dict[str, list[str]] = {}
        self._shorter: dict[str, list[str]] = {}
        for word in known:
            if len(word) < 2 or word in self._rank:
                continue
            self._rank[word] = len(self._rank)
            syllables = lazy_pinyin(word)
            self._sounds.setdefault("".join(syllables), []).append(word)
            self._alike.setdefault("".join(map(_alike, syllables)), []).append(word)
            for form in _one_less(word):
                self._shorter.setdefault(form, []).append(word)

    def suggest(self, word: str, k: int = 3) -> list[str]:
        """At most `k` known words for a word that is not known; [] for one that is, or when nothing is like it.

        `word` may be typed in pinyin (dianhangong).
        """
        word = word.strip().lower()
        if len(word) < 2 or word in self._rank:
            return []
        syllables = lazy_pinyin(word)
        found: dict[str, tuple[float, int]] = {}
        self._note(found, self._sounds.get("".join(syllables), []), 0)
        if not word.isascii():
            self._note(found, self._alike.get("".join(map(_alike, syllables)), []), 1)
            near = {other for form in _one_less(word) for other in self._shorter.get(form, [])}
            for other in near:
                distance = edits(word, other)
                if distance <= (1 if min(len(word), len(other)) < 4 else 2):
                    # Two characters in common of three say more than one of two.
                    self._note(found, [other], 1 + distance + (len(word) < 3))
        return sorted(found, key=lambda other: found[other])[:k]

    def _note(self, found: dict[str, tuple[float, int]], words: list[str], distance: float) -> None:
        for other in words:
            found[other] = min(found.get(other, (9.0, 0)), (distance, self._rank[other]))


def edits(one: str, other: str) -> int:
    """How many characters must be put in, left out, replaced or swapped with their neighbour (each once)."""
    earlier: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, earlier, row = earlier, row, [i]
        for j, right in enumerate(other, 1):
            best = min(earlier[j] + 1, row[j - 1] + 1, earlier[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            row.append(best)
    return row[-1]


def _alike(syllable: str) -> str:
    for long, short in _ALIKE_STARTS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
            break
    for long, short in _ALIKE_ENDS:
        if syllable.endswith(long):
            return syllable.removesuffix(long) + short
    return syllable


def _one_less(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
