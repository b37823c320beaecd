"""What people want and can do: intentions (some changed), skills, training needs (some met)."""

from functools import cache

import numpy as np

from leye.ops.world import words
from leye.ops.world.draw import Ints, Rng, chance, pick
from leye.ops.world.scene import Scene
from leye.ops.world.status import EMPLOYED, FARMING, JOBLESS, NONE, NOT_LOOKING, ON_POST
from leye.ops.world.tables import NO_DAY
from leye.standards.occupations import occupations

#: Of working-age people, asked at all; of those asked, by what they do: yes, no, unknown.
ASKED = 0.9
SAID = {
    EMPLOYED: (0.80, 0.15, 0.05), FARMING: (0.52, 0.40, 0.08), JOBLESS: (0.93, 0.02, 0.05), ON_POST: (0.9, 0.06, 0.04),
    NOT_LOOKING: (0.07, 0.86, 0.07),
}  # fmt: skip
WISHES = np.array(["yes", "no", "unknown"], dtype=object)
LEVELS = np.array(["", "五级/初级工", "四级/中级工", "三级/高级工"], dtype=object)


@cache
def common_occupations() -> tuple[str, ...]:
    """Occupations of our list that stand in the 2022 dictionary."""
    known = {entry.name for entry in occupations(4)}
    return tuple(name for name in words.OCCUPATIONS if name in known)


def state_wishes(scene: Scene) -> None:
    """Intentions, skills and needs of a county's working-age people."""
    rng, standing = scene.stream("wishes"), scene.standing
    count = len(scene.people)
    working = (
        (scene.people.age >= 16) & (scene.people.age < 60) & ~standing.student & (standing.capacity != NONE)
    )
    asked = np.flatnonzero(working & (standing.zero | chance(rng, ASKED, count)))
    said = np.full(len(asked), 2)
    for doing, shares in SAID.items():
        rows = np.flatnonzero(standing.doing[asked] == doing)
        said[rows] = pick(rng, shares, len(rows))
    said[standing.zero[asked] & (standing.doing[asked] == JOBLESS)] = 0
    latest = np.maximum(scene.days_ago(rng, 420, len(asked), 2), scene.grown_up()[asked])
    _intentions(rng, scene, asked, said, np.minimum(latest, scene.today))
    before = np.flatnonzero(chance(rng, 0.25, len(asked)))
    earlier = latest[before] - 90 - (rng.random(len(before)) * 500).astype(np.int64)
    known = earlier > scene.grown_up()[asked[before]]
    _intentions(
        rng, scene, asked[before][known], pick(rng, (0.6, 0.3, 0.1), int(known.sum())), earlier[known]
    )
    scene.willing = scene.none()
    scene.willing[asked[said == 0]] = True
    _skills(rng, scene, asked)
    _needs(rng, scene, asked[said == 0])


def _intentions(rng: Rng, scene: Scene, where: Ints, said: Ints, stated: Ints) -> None:
    jobs = np.array(common_occupations(), dtype=object)
    willing = said == 0
    away = words.AWAY[scene.places.county[:2]]
    places = np.array([scene.places.county_name, "不限", *away], dtype=object)
    wage = 2_500 + (rng.gamma(4.0, 500.0, len(where)) // 100 * 100).astype(np.int64)
    scene.rows.add(
        "ledger_intention", len(where), **scene.own(where), wants_work=WISHES[said],
        wants_startup=willing & chance(rng, 0.09, len(where)),
        occupation=np.where(willing, jobs[rng.integers(0, len(jobs), len(where))], ""),
        place=np.where(willing, places[pick(rng, [5, 1] + [1] * len(away), len(where))], ""),
        wage_min_fen=[int(w) * 100 if w_ else None for w, w_ in zip(wage, willing, strict=True)], stated_on=stated,
        source=np.array(["survey", "clerk", "portal"], dtype=object)[pick(rng, (0.7, 0.25, 0.05), len(where))],
    )  # fmt: skip


def _skills(rng: Rng, scene: Scene, asked: Ints) -> None:
    jobs = np.array(common_occupations(), dtype=object)
    having = asked[chance(rng, 0.22, len(asked))]
    level = pick(rng, (0.5, 0.28, 0.16, 0.06), len(having))
    serial = rng.integers(10**7, 10**8, len(having))
    scene.rows.add(
        "ledger_skill", len(having), **scene.own(having), name=jobs[rng.integers(0, len(jobs), len(having))],
        level=LEVELS[level],
        certificate=[f"DEMO{number}" if held else "" for number, held in zip(serial, level > 0, strict=True)],
        stated_on=scene.days_ago(rng, 600, len(having)),
    )  # fmt: skip


def _needs(rng: Rng, scene: Scene, willing: Ints) -> None:
    doing = scene.standing.doing[willing]
    likely = np.select([doing == JOBLESS, doing == FARMING], [0.38, 0.2], 0.15)
    having = willing[rng.random(len(willing)) < likely]
    stated = scene.days_ago(rng, 500, len(having), 5)
    met = chance(rng, 0.18, len(having)) & (stated < scene.today - 60)
    ended = np.where(met, stated + 40, NO_DAY)
    courses = np.array(words.COURSES, dtype=object)
    scene.rows.add(
        "ledger_trainingneed", len(having), **scene.own(having),
        subject=courses[rng.integers(0, len(courses), len(having))], stated_on=stated, ended_on=ended,
    )  # fmt: skip
    scene.in_need = scene.none()
    scene.in_need[having[~met]] = True
