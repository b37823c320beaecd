"""Which occupation of the 2022 dictionary a job title means: `suggest("急聘电焊工，包吃住")` gives 焊工 first.

The weights (data/titles.npz) were learnt from the dictionary's names and from real titles one person labelled; see
docs/decisions/0017-occupation-from-title.md for what was measured. A suggestion is for a person to confirm.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from leye.standards.occupations import Occupation, names_of, occupation
from leye.standards.text import say
from leye.standards.titles.model import Model, Vector, load
from leye.standards.titles.reading import core, plain_title

#: Below this nothing speaks for an occupation; what is left then is guessing.
LEAST = -0.7
#: Turns what speaks for an occupation into how often such a suggestion is right, as found on titles not learnt from.
SLOPE, OFFSET = 2.7, 0.5
#: 不便分类的其他从业人员: what titles that say nothing (高薪坐班) were labelled with.
_UNCLASSIFIED = "8-"

#: Words of so many occupations that they tell of none.
_COMMON = frozenset(
    [
        "工程",
        "工程师",
        "人员",
        "技术",
        "技术员",
        "专业",
        "制造",
        "管理",
        "服务",
        "操作",
        "操作工",
        "工人",
        "作业",
        "生产",
    ]
)


class Suggestion(NamedTuple):
    """An occupation for a title. `score`: about how often such a suggestion is right (0 to 1); `because`: in Chinese."""

    code: str
    name: str
    score: float
    because: str


def suggest(title: str, words: str = "", k: int = 3) -> list[Suggestion]:
    """Up to `k` occupations a job title may mean, best first; [] when nothing in it tells.

    `words`: further words of the advertisement (duties, skills), which count a third of the title.
    """
    return suggest_by(_shipped(), title, words, k)


def suggest_by(model: Model, title: str, words: str = "", k: int = 3) -> list[Suggestion]:
    """The same with a model of one's own, such as one that has not seen the title."""
    vector = model.vector(title, words)
    if not any(len(model.pieces[place]) > 1 for place in vector):
        return []
    scores = model.scores(title, vector)
    found: list[Suggestion] = []
    for place in np.argsort(-scores)[: k + 5].tolist():
        code = model.codes[place]
        if len(found) == k or scores[place] < LEAST:
            break
        entry = occupation(code)
        name = entry.name if entry else _class_name(code)
        because = _because(model, title, vector, place, entry)
        if name and because and not code.startswith(_UNCLASSIFIED):
            chance = 1 / (1 + math.exp(-(SLOPE * float(scores[place]) + OFFSET)))
            found.append(Suggestion(code, name, min(round(chance, 2), 0.99), because))
    return found


def _because(model: Model, title: str, vector: Vector, place: int, entry: Occupation | None) -> str:
    """Why, in Chinese; '' when only single characters or words of many occupations are alike."""
    text = plain_title(title).replace(" ", "")
    own_words = core(title)
    names = names_of(entry) if entry else ()
    for name in names:
        if own_words == core(name):
            own = say("与职业名称“{name}”一致", name=name)
            return own if name == names[0] else say("与“{alias}”的别名一致", alias=name)
    held = max((name for name in names if len(name) > 1 and name.lower() in text), key=len, default="")
    if held:
        return say("含有“{name}”", name=held)
    words: dict[str, float] = {}
    parts: dict[str, float] = {}
    for piece, share in vector.items():
        written = model.pieces[piece]
        word = written.lstrip("EHMW^").rstrip("$")
        weight = share * model.weight_of(piece, place)
        if len(word) > 1 and word not in _COMMON and weight > 0:
            # A word reads better than three characters from the middle of two.
            chosen_from = words if written[0] in "EMW" else parts
            chosen_from[word] = chosen_from.get(word, 0) + weight
    speaking = words or parts
    best = sorted(speaking, key=lambda word: -speaking[word])[:6]
    chosen = [word for word in best if not any(word != other and word in other for other in best)][:2]
    if chosen:
        return say("“{words}”多见于这个职业", words="”“".join(chosen))
    alike = max(names, key=lambda name: _shared(text, name), default="")
    return say("与“{name}”相近", name=alike) if alike and _shared(text, alike) > 1 else ""


def _shared(text: str, name: str) -> int:
    """How many characters in a row a title and a name share, words of many occupations aside."""
    for size in range(len(name), 1, -1):
        for start in range(len(name) - size + 1):
            if (part := name[start : start + size]) in text and part not in _COMMON:
                return size
    return 0


def _class_name(code: str) -> str:
    """A name for a class of the dictionary that has no row of its own: that of the class above it."""
    parts = code.split("-")
    for depth in (3, 2, 1):
        entry = occupation("-".join(parts[:depth] + ["00"] * (4 - depth)))
        if entry is not None:
            return entry.name
    return ""


@cache
def _shipped() -> Model:
    return load(files("leye.standards").joinpath("data", "titles.npz").read_bytes())


__all__ = ["Suggestion", "suggest", "suggest_by"]
