"""A job title as people write it, freed of what is not the work, and cut into the pieces a model counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from leye.standards.text import fold_width

#: What advertisements add to the name of the work: pay, insurance, hours, housing, hurry, ranks of firms, own numbers.
_NOISE = re.compile(
    r"\d+(?:\.\d+)?\s*[-~到至—]\s*\d+(?:\.\d+)?\s*[kw千万元]*|\d+(?:\.\d+)?\s*[kw千万元薪天点]+"
    r"|[一二三四五六七八九十两单双大]+险[一两二]?金?|[一两二]金(?!属)|[单双大小]休|[早朝]\w{1,2}晚\w{1,2}|[上做]\w休\w|月休\w天?"
    r"|包吃包?住?|包[住食]宿?|管[吃住饭]|提供[食住]宿|食宿|有?宿舍|[餐饭房车]补|无责|[高底]薪|薪资?\w{0,2}高|工资高|待遇好?|福利好?"
    r"|急[招聘]|[诚直代]聘|直招|应届(?:毕业)?生?|实习生?可|不加班|加班少|坐班|长?白班|[两三]班倒|轮班|周末"
    r"|年终奖金?|提成|奖金|分红|社保|月[入均薪]\w?过?万?|收入过万|轻松|稳定|晋升\w{0,2}|培训体系|带薪\w{0,2}"
    r"|(?:接受|可)?小白\w?可?|[无有]?经验(?:不限|可|优先)?|可?零基础|生熟手\w{0,2}|大专|本科|学历|不限|五百强|\d*强|上市公司|大厂|国企|央企"
    r"|(?:\d+|[若数多])干?[名人位]"
    r"|\b[a-z]{1,4}\d{3,}\w*"
)
_CALL = re.compile(
    r"招聘(?!专员|师|主管|经理|顾问|助理|实习|顾)|招(?!聘)(?=[\u4e00-\u9fff]{2,}(?:工|员|师|手)\b)"
)
_BRACKETS = re.compile(r"[(\[【<《「].*?[)\]】>》」]")
_RUN = re.compile(r"[a-z][a-z+#.]*|[\u3400-\u9fff]+")


@lru_cache(maxsize=16_384)
def plain_title(title: str) -> str:
    """Lower case, half width, and without what advertisements add; blanks stand where something was left out."""
    return " ".join(_NOISE.sub(" ", fold_width(title).lower()).split())


@lru_cache(maxsize=16_384)
def core(title: str) -> str:
    """The title's own words: what stands after 招聘 and outside brackets, when anything does."""
    text = fold_width(title).lower()
    outside = _BRACKETS.sub(" ", text)
    text = outside if _RUN.search(_NOISE.sub(" ", outside)) else text
    after = _CALL.split(text)[-1]
    return plain_title(after if _RUN.search(_NOISE.sub(" ", after)) else text)


def features(title: str) -> list[str]:
    """The pieces of a title, with repetition: characters by one to three, words, and what its core begins and ends with.

    One letter in front tells the kinds apart; characters have none. ^ and $ are the ends of a run of characters.
    """
    return [*_pieces(plain_title(title)), *_head(core(title))]


def _pieces(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if run[0] <= "z":
            yield f"E{run}"
            continue
        yield from (f"W{word}" for word in rjieba.cut(run, False) if len(word) > 1)
        framed = f"^{run}$"
        for size in (1, 2, 3):
            yield from (run[i : i + size] for i in range(len(run) - size + 1))
            yield framed[-size - 1 :]


def _head(text: str) -> Iterator[str]:
    runs = [run for run in _RUN.findall(text) if run[0] > "z"]
    if not runs:
        return
    yield from (f"H{runs[0][-size:]}" for size in range(1, 5))
    yield from (f"M{word}" for word in rjieba.cut(runs[0], False))
    if len(runs) > 1:
        yield f"H{runs[-1][-2:]}"
