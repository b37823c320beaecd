"""When nothing is found: why, and which condition to drop to find how many."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.standards import words
from leye.vacancies.asking import Ask, conditions_of, words_of
from leye.vacancies.models import Word
from leye.vacancies.search import count

#: A word that stands in fewer postings is offered to nobody: it may be somebody's slip.
LEAST_POSTINGS = 2
MOST_WORDS = 40_000


@dataclass(frozen=True)
class Wider:
    """The search without one condition: its name, the condition in words, and how many that finds."""

    name: str
    words: str
    total: int
    exact: bool


@dataclass(frozen=True)
class Why:
    """What stands in the way. `instead`: (a word nobody uses, words that may have been meant)."""

    sentence: str
    wider: list[Wider]
    instead: list[tuple[str, list[str]]]


def why_empty(ask: Ask) -> Why:
    """Why a search finds nothing, with the conditions whose absence finds something, the most first."""
    conditions = conditions_of(ask)
    unknown = _unknown(conditions.words)
    wider = []
    if len(ask.asked) > 1:
        for name, said in words_of(ask):
            total, exact = count(ask.without(name))
            if total:
                wider.append(Wider(name, said, total, exact))
    if ask.km:
        total, exact = count(ask.without("km"))
        if total:
            wider.append(Wider("km", _("只限本县"), total, exact))
    wider.sort(key=lambda one: -one.total)
    return Why(_sentence(ask, [word for word, _all in unknown], wider), wider, unknown)


def _unknown(groups: tuple[tuple[str, ...], ...]) -> list[tuple[str, list[str]]]:
    """The asked words that stand in no posting with any of their synonyms, with words that are like them."""
    asked = {word for group in groups for word in group}
    known = set(Word.objects.filter(term__in=asked).values_list("term", flat=True))
    found = []
    for group in groups:
        # Words are counted at night; one that came in since then stands in a posting all the same.
        if not known & set(group) and not count(Ask(text=group[0]))[0]:
            found.append((group[0], speller().suggest(group[0], 3)))
    return found


def _sentence(ask: Ask, unknown: list[str], wider: list[Wider]) -> str:
    if unknown:
        return _("现有岗位里没有“%(words)s”这样的词，请核对有没有写错。") % {"words": "、".join(unknown)}
    if not wider and len(ask.asked) > 1:
        return _("这些条件里，去掉任何一个也没有岗位，请多去掉几个再试。")
    if len(ask.asked) > 1:
        return _("没有岗位同时符合所有条件。去掉一个条件可以找到：")
    return _("现在没有这样的岗位。可以换个说法，或保存这次查找，有新岗位时再看。")


class _Spelling:
    """The speller of this process over the words that postings use; made anew when their number has changed."""

    counted = -1
    speller: words.Speller | None = None


def speller() -> words.Speller:
    """Finds words like a misspelt one among the words in use, or the names of occupations where there are none."""
    number = Word.objects.count()
    if _Spelling.speller is None or _Spelling.counted != number:
        used = Word.objects.filter(postings__gte=LEAST_POSTINGS).exclude(term__startswith="=")
        common = used.order_by("-postings").values_list("term", flat=True)[:MOST_WORDS]
        known = [term for term in common if words.is_word(term)]
        _Spelling.speller, _Spelling.counted = words.Speller(known or words.job_words()), number
    return _Spelling.speller
