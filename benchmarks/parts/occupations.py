"""Occupations of real job titles: how often ours is right, beside cscoder, on the same titles in the same run.

The titles are the 2,907 of job_titles.csv.gz, each with the code one person gave it (silver labels: some are wrong).
Ours learns from such titles, so each is judged by a model that has not seen it: five parts, each scored by a model
made from the other four. Nothing was learnt from a title it is scored on. cscoder learns from no titles; so that the
comparison is fair both ways, ours is also shown with the dictionary's names alone (`names_only`), and cscoder's
encoder with the other four parts' titles laid beside its aliases (`cscoder_taught`).
"""

import time
from collections.abc import Sequence

import numpy as np

from benchmarks.harness.context import Context, Figures
from benchmarks.parts import occupations_beside as beside
from benchmarks.parts.occupations_training import train
from leye.standards.occupations import job_titles
from leye.standards.titles import suggest_by

PARTS = 5
LEVELS = ("major", "middle", "small", "occupation")
Answers = list[list[str]]


def run(context: Context) -> Figures:
    """Accuracy of the first suggestion at four levels, of the first three at the lowest, and titles a second."""
    known = job_titles()
    titles, codes = [each.title for each in known], [each.occupation for each in known]
    parts = np.array_split(np.random.default_rng(20221).permutation(len(titles)), PARTS)
    ours: Answers = [[] for _ in titles]
    seconds = 0.0
    with context.step("train and score five parts"):
        for part in parts:
            others = np.setdiff1d(np.arange(len(titles)), part)
            model = train([titles[i] for i in others], [codes[i] for i in others])
            suggest_by(model, "焊工")
            began = time.process_time()
            for i in part:
                ours[i] = [each.code for each in suggest_by(model, titles[i])]
            seconds += time.process_time() - began
    with context.step("names only"):
        untaught = train([], [])
        named = [[each.code for each in suggest_by(untaught, title)] for title in titles]
    with context.step("cscoder"):
        theirs, their_seconds = beside.answers(titles)
    with context.step("cscoder with titles"):
        taught: Answers = [[] for _ in titles]
        for part in parts:
            others = np.setdiff1d(np.arange(len(titles)), part)
            for i, answer in zip(part, beside.answers_taught(titles, codes, others, part), strict=True):
                taught[i] = answer
    figures: Figures = {
        "occupation.titles": len(titles),
        "occupation.unanswered": sum(not answer for answer in ours),
        "occupation.titles_a_second": round(len(titles) / seconds),
        "occupation.cscoder_titles_a_second": round(len(titles) / their_seconds),
        "occupation.cscoder_encoder": beside.ENCODER,
    }
    for name, answers in (
        ("", ours),
        ("names_only_", named),
        ("cscoder_", theirs),
        ("cscoder_taught_", taught),
    ):
        figures.update({f"occupation.{name}{what}": value for what, value in scores(answers, codes).items()})
    figures["occupation.times_cscoder"] = round(
        scores(ours, codes)["accuracy"] / scores(theirs, codes)["accuracy"], 3
    )
    return figures


def scores(answers: Answers, truth: Sequence[str]) -> dict[str, float]:
    """The share of titles whose first answer is right at each level, and with the right code among three."""
    pairs = list(zip(answers, truth, strict=True))
    found = {
        f"accuracy_{level}": _share(
            [_upto(answer[:1], depth) == _upto([code], depth) for answer, code in pairs]
        )
        for depth, level in enumerate(LEVELS[:3], 1)
    }
    found["accuracy"] = _share([answer[:1] == [code] for answer, code in pairs])
    found["accuracy_of_three"] = _share([code in answer[:3] for answer, code in pairs])
    return found


def _upto(codes: Sequence[str], depth: int) -> list[str]:
    return ["-".join(code.split("-")[:depth]) for code in codes]


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 4)
