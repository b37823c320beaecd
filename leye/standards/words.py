"""Words for searching work: the same ones when a text is indexed and when somebody asks, with synonyms.

Chinese is cut by jieba in its search mode (电焊工 gives 电焊, 焊工 and 电焊工). Names jieba does not know would be cut
one way in a text and another way in a question (文安|驿 against 文安|驿镇); two neighbouring characters over a
cut are therefore a term too, and a question asks for those instead of single characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import rjieba

from leye.standards.occupations import occupations
from leye.standards.spelling import Speller
from leye.standards.tables import read_rows
from leye.standards.text import fold_width

#: Words that advertisements and questions carry without saying which work is meant.
FILLERS = frozenset("的了和与及或等在有无可找招急聘诚新要想做请为被把给能会吗呢我你他") | {
    "招聘", "急聘", "急招", "诚聘", "直聘", "直招", "高薪", "工作", "岗位", "职位", "招工", "找工作", "上班", "若干", "附近",
}  # fmt: skip
_RUN = re.compile(r"[a-z][a-z0-9]*(?:[+#]+|\.[a-z0-9]+)*|\d+|[\u3400-\u9fff\U00020000-\U0003ffff〇]+")
_LONGEST = 6


@dataclass(frozen=True)
class Question:
    """What is asked for: one of each of the `groups` must be there; `plain`: the words as understood."""

    groups: tuple[tuple[str, ...], ...]
    plain: tuple[str, ...]

    @property
    def tsquery(self) -> str:
        """For PostgreSQL's to_tsquery('simple', …); '' when nothing is asked for."""
        return " & ".join("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in self.groups)


def terms(text: str) -> tuple[str, ...]:
    """The terms a text is found by, in its order, each once: lower case, without fillers."""
    return tuple(dict.fromkeys(_terms(text)))


def index_text(*texts: str) -> str:
    """The terms of all texts, joined by spaces, for PostgreSQL's to_tsvector('simple', …)."""
    return " ".join(dict.fromkeys(term for text in texts for term in _terms(text)))


def meanings(term: str) -> tuple[str, ...]:
    """The term and then the words that mean the same work: 保洁, 保洁员, 清洁工, …"""
    return (term, *(word for word in _synonyms().get(term, ()) if word != term))


def ask(text: str) -> Question:
    """A typed question as groups of terms, each word with its synonyms; nothing but fillers gives no group."""
    groups: dict[tuple[str, ...], None] = {}
    plain: list[str] = []
    for run in _runs(text):
        if not _is_chinese(run):
            groups[meanings(run)] = None
            plain.append(run)
            continue
        pieces = [piece for piece in _cutter().cut(run, False) if piece not in FILLERS]
        plain += _joined(pieces, run)
        for number, piece in enumerate(pieces):
            if len(piece) > 1 or len(pieces) == 1:
                groups[meanings(piece)] = None
            else:
                beside = [pieces[number - 1][-1] + piece] if number else []
                beside += [piece + pieces[number + 1][0]] if number + 1 < len(pieces) else []
                groups.update(dict.fromkeys(((pair,) for pair in beside if pair in run), None))
    return Question(tuple(groups), tuple(dict.fromkeys(plain)))


@cache
def job_words() -> tuple[str, ...]:
    """Names and other names of all occupations, and the words of the synonyms, for spelling and type-ahead."""
    named = (word for entry in occupations(4) for word in (entry.name, *entry.aliases))
    return tuple(dict.fromkeys((*_synonyms(), *(word for word in named if len(word) <= 12))))


def is_word(term: str) -> bool:
    """Whether a term is a word rather than two neighbouring characters over a cut; for lists people see."""
    return not _is_chinese(term) or _cutter().has_word(term)


def did_you_mean(word: str, known: Iterable[str], k: int = 3) -> list[str]:
    """Words of `known` somebody may have meant, best first; for repeated use keep a `Speller(known)`."""
    return Speller(known).suggest(word, k)


def _terms(text: str) -> Iterator[str]:
    for run in _runs(text):
        if not _is_chinese(run):
            yield run
            continue
        pieces = _cutter().cut_for_search(run, False)
        yield from (piece for piece in pieces if piece not in FILLERS)
        yield from _job_words_in(run)
        cuts = _cutter().cut(run, False)
        for before, after in pairwise(cuts):
            if before not in FILLERS and after not in FILLERS:
                yield before[-1] + after[0]


def _joined(pieces: list[str], run: str) -> list[str]:
    """The pieces for people to read: a single character goes with what it stood beside (文安|驿 is 文安驿)."""
    joined: list[str] = []
    for piece in pieces:
        beside = bool(joined) and joined[-1] + piece in run
        if beside and (len(piece) == 1 or len(joined[-1]) == 1):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _job_words_in(run: str) -> Iterator[str]:
    """Words of the synonyms that stand in the run, however jieba cut it."""
    known = _synonyms()
    for start in range(len(run) - 1):
        for size in range(2, min(_LONGEST, len(run) - start) + 1):
            if (word := run[start : start + size]) in known:
                yield word


def _runs(text: str) -> list[str]:
    return _RUN.findall(fold_width(text).lower())


def _is_chinese(run: str) -> bool:
    return run[0] > "\u3000"


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Each word with all words of the groups it stands in, the first named first."""
    found: dict[str, dict[str, None]] = {}
    for text, _ in read_rows("work_words.csv"):
        group = text.lower().split()
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(group))
    return {word: tuple(group) for word, group in found.items()}


@cache
def _cutter() -> rjieba.Jieba:
    """jieba with the words of work that its dictionary lacks."""
    cutter = rjieba.Jieba()
    short = (
        word for entry in occupations(4) for word in (entry.name, *entry.aliases) if len(word) <= _LONGEST
    )
    for word in dict.fromkeys((*_synonyms(), *short)):
        if _is_chinese(word) and len(word) > 1 and not cutter.has_word(word):
            cutter.add_word(word, None, None)
    return cutter


__all__ = [
    "FILLERS",
    "Question",
    "Speller",
    "ask",
    "did_you_mean",
    "index_text",
    "is_word",
    "job_words",
    "meanings",
    "terms",
]
