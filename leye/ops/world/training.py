"""Training classes, and who attended: people in need of skills, and people who found work soon after a class."""

import numpy as np

from leye.ops.world import words
from leye.ops.world.draw import Bools, Ints, Rng, chance, pick
from leye.ops.world.scene import Scene, Trained
from leye.ops.world.status import JOBLESS
from leye.ops.world.tables import NO_DAY
from leye.ops.world.working import Employers

#: One class for so many people, seats in a class, and how far back classes go.
PEOPLE_A_CLASS, LEAST, MOST, SEATS, DAYS_BACK = 500, 4, 120, 20, 500
KINDS = np.array(["skill", "startup", "on_job", "new_occupation", "adaptation", "staff"], dtype=object)
KIND_SHARES = (0.62, 0.14, 0.1, 0.06, 0.05, 0.03)
MODES = np.array(["offline", "online", "blended"], dtype=object)
#: Somebody counts as placed by a class when work began within so many days of its end.
SOON = 45
COMPLETED, CERTIFIED = 0.88, 0.6


def train_people(scene: Scene, employers: Employers) -> None:
    """A county's classes in the order of their ends, and their trainees."""
    rng = scene.stream("training")
    ended = np.sort(scene.days_ago(rng, DAYS_BACK, _class_count(scene), -20))
    started = ended - 8 - (rng.random(len(ended)) * 30).astype(np.int64)
    ids, standard = _classes(rng, scene, employers, started, ended)
    who, which = _trainees(rng, scene, ended)
    over = ended[which] < scene.today
    done = over & chance(rng, COMPLETED, len(who))
    certified = done & chance(rng, CERTIFIED, len(who))
    certificate_day = ended[which] + 5 + (rng.random(len(who)) * 25).astype(np.int64)
    certified &= certificate_day <= scene.today
    trainees = scene.rows.add(
        "training_trainee", len(who), **scene.own(who), class_id=ids[which],
        enrolled_on=started[which] - (rng.random(len(who)) * 10).astype(np.int64),
        completed_on=np.where(done, ended[which], NO_DAY), certified_on=np.where(certified, certificate_day, NO_DAY),
    )  # fmt: skip
    where = np.flatnonzero(done)
    scene.trained = Trained(
        trainees[where], who[where], ended[which[where]], standard[which[where]], employers.school
    )


def _class_count(scene: Scene) -> int:
    return int(np.clip(len(scene.people) // PEOPLE_A_CLASS, LEAST, MOST))


def _classes(rng: Rng, scene: Scene, employers: Employers, started: Ints, ended: Ints) -> tuple[Ints, Ints]:
    count, places = len(started), scene.places
    courses = [words.COURSES[int(i)] for i in rng.integers(0, len(words.COURSES), count)]
    standard = rng.integers(6, 19, count) * 10_000
    town = rng.integers(0, len(places.town_numbers), count)
    at_town = chance(rng, 0.4, count)
    ids = scene.rows.add(
        "training_class", count,
        area_id=np.where(at_town, np.array(places.town_numbers)[town], places.county_no),
        institution_id=np.full(count, employers.school),
        title=[f"{places.short_name}{course}培训第{n}期" for n, course in enumerate(courses, 1)],
        kind=KINDS[pick(rng, KIND_SHARES, count)], mode=MODES[pick(rng, (0.8, 0.12, 0.08), count)], started_on=started,
        ended_on=ended, standard_fen=standard, from_outside=chance(rng, 0.1, count), task_done=chance(rng, 0.5, count),
    )  # fmt: skip
    return ids, standard


def _trainees(rng: Rng, scene: Scene, ended: Ints) -> tuple[Ints, Ints]:
    """Positions of people and of their classes, nobody twice in one class."""
    seats = len(ended) * SEATS
    # Who is at work now and began soon after a class ended, attended that class.
    started = scene.started
    before = np.searchsorted(ended, started) - 1
    close = (started != NO_DAY) & (before >= 0)
    close &= started - ended[np.maximum(before, 0)] <= SOON
    placed = _some(rng, close, seats * 2 // 5)
    open_to: Bools = scene.in_need | (scene.willing & (scene.standing.doing == JOBLESS))
    waiting = np.flatnonzero(open_to)
    drawn = rng.integers(0, max(len(waiting), 1), seats - len(placed) if len(waiting) else 0)
    who = np.concatenate([placed, waiting[drawn]])
    which = np.concatenate([before[placed], rng.integers(0, len(ended), len(drawn))])
    _pair, first = np.unique(which * len(scene.people) + who, return_index=True)
    grown = scene.grown_up()[who[first]] < ended[which[first]] - SOON
    return who[first][grown], which[first][grown]


def _some(rng: Rng, mask: Bools, most: int) -> Ints:
    return np.sort(rng.permutation(np.flatnonzero(mask))[:most])
