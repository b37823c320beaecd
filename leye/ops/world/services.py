"""What has been done for people so far: this year's work half done, some townships ahead, some stuck."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from leye.ops.world import words
from leye.ops.world.draw import Bools, Floats, Ints, Rng, chance, day_number, pick
from leye.ops.world.naming import Texts
from leye.ops.world.scene import Scene
from leye.ops.world.status import ABLE, JOBLESS
from leye.ops.world.tables import NO_DAY
from leye.ops.world.wishes import common_occupations
from leye.ops.world.working import Employers
from leye.standards.calendar import add_months, month_end

#: Townships by how they work: share of townships, and the least and most of the due work that they get done.
PACES = ((0.35, 0.82, 0.97), (0.40, 0.40, 0.72), (0.25, 0.04, 0.16))
CHANNELS = np.array(["phone", "visit", "wechat", "counter", "group", "sms"], dtype=object)
FAILURES = np.array(["no_answer", "away", "refuses", "working"], dtype=object)
EXTRA_KINDS = np.array(
    [
        "home_visit",
        "policy_briefing",
        "job_recommendation",
        "counselling",
        "policy_help",
        "follow_up",
        "other",
    ],
    dtype=object,
)


@dataclass
class _Batch:
    who: Ints
    day: Ints
    kind: str | Texts
    item: str | Texts = ""
    outcome: str | Texts = "done"


def give_services(scene: Scene, employers: Employers, mean: float | None) -> None:
    """Service records of a county; `mean` tops them up to so many a person."""
    rng = scene.stream("services")
    pace = _paces(rng, scene)[scene.places.town_index[scene.village]]
    due = (
        scene.willing & (scene.standing.capacity == ABLE) & scene.groups.any_key() & (scene.people.age >= 16)
    )
    batches = [*_yearly(rng, scene, employers, due, pace), *_monthly(rng, scene, pace), *_surveys(rng, scene)]
    if mean is not None:
        batches += _extras(rng, scene, employers, mean, sum(len(batch.who) for batch in batches))
    _write(rng, scene, batches)


def _paces(rng: Rng, scene: Scene) -> Floats:
    """How much of its work each township gets done; the assistants' own township is a middling one."""
    count = len(scene.places.town_names)
    rank = pick(rng, [share for share, _, _ in PACES], count)
    # Whatever the draw, a county shows all three kinds where it has the townships for it.
    rank[np.argsort(rng.random(count))[: min(3, count)]] = np.arange(min(3, count))
    rank[scene.places.town_index[scene.places.assisted]] = 1
    low, high = (np.array([pace[column] for pace in PACES])[rank] for column in (1, 2))
    return np.asarray(low + (high - low) * rng.random(count))


def _yearly(rng: Rng, scene: Scene, employers: Employers, due: Bools, pace: Floats) -> list[_Batch]:
    """The year's 1 + 1 + 3 + 3, as far as the year has come, and most of last year's."""
    first = dt.date(scene.as_of.year, 1, 1)
    batches = []
    for start, end, share in (
        (day_number(first), scene.today, float(np.clip(1.15 * (scene.as_of - first).days / 365, 0.03, 0.97))),
        (day_number(first.replace(year=first.year - 1)), day_number(first) - 1, 0.9),
    ):
        likely = pace * share
        # Work comes person by person: some are wholly looked after, others hardly.
        likely = np.clip(likely * np.where(chance(rng, 0.5, len(likely)), 1.45, 0.5), 0, 0.98)
        who = np.flatnonzero(due & (scene.grown_up() < end))
        base = rng.integers(0, 10**6, len(scene.people))
        for kind, factor, times in (
            ("policy_briefing", 1.0, 1), ("career_guidance", 0.85, 1), ("job_recommendation", 0.9, 3),
            ("course_recommendation", 0.8, 3),
        ):  # fmt: skip
            for turn in range(times):
                able = who if kind != "course_recommendation" else who[scene.in_need[who]]
                done = able[rng.random(len(able)) < likely[able] * factor]
                item = _items(employers, base[done], turn, kind)
                day = start + np.floor(rng.random(len(done)) * (end - start + 1)).astype(np.int64)
                batches.append(_Batch(done, day, kind, item))
                failed = done[chance(rng, 0.05, len(done))]
                batches.append(_Batch(failed, np.maximum(start, scene.days_ago(rng, 60, len(failed))), kind, "",
                                      FAILURES[pick(rng, (5, 3, 1, 1), len(failed))]))  # fmt: skip
    return batches


def _items(employers: Employers, base: Ints, turn: int, kind: str) -> str | Texts:
    """What was recommended: another job or course at each turn, so that they count as different."""
    if kind == "job_recommendation":
        jobs = np.array(common_occupations(), dtype=object)
        firm = employers.names[(base + turn) % len(employers.names)]
        return np.asarray(firm + "·" + jobs[(base // 7 + turn * 5) % len(jobs)])
    if kind == "course_recommendation":
        courses = np.array(words.COURSES, dtype=object)
        return np.asarray(courses[(base + turn * 3) % len(courses)] + "培训班")
    return ""


def _monthly(rng: Rng, scene: Scene, pace: Floats) -> list[_Batch]:
    """Follow-ups of the registered, month by month; the running month as far as it has come."""
    open_now = np.flatnonzero(scene.registered != NO_DAY)
    since = scene.registered[open_now]
    told = chance(rng, 0.75, len(open_now))
    batches = [_Batch(open_now[told], np.minimum(since[told] + 5, scene.today), "service_list")]
    month = scene.as_of.replace(day=1)
    for back in range(12):
        start = add_months(month, -back)
        first, last = day_number(start), min(scene.today, day_number(month_end(start)))
        share = (last - first + 1) / (day_number(month_end(start)) - first + 1)
        begin = np.maximum(first, since)
        done = (begin <= last) & (rng.random(len(open_now)) < pace[open_now] * share)
        day = begin + np.floor(rng.random(len(open_now)) * (last - begin + 1)).astype(np.int64)
        missed = ~done & (begin <= last) & chance(rng, 0.12, len(open_now))
        batches.append(_Batch(open_now[done], day[done], "follow_up"))
        why = FAILURES[pick(rng, (6, 3, 1, 1), int(missed.sum()))]
        batches.append(_Batch(open_now[missed], day[missed], "follow_up", "", why))
    return batches


def _surveys(rng: Rng, scene: Scene) -> list[_Batch]:
    """The survey of last and this year, visits at home, help with applications, a few talks."""
    labour, hard = scene.standing.labour, scene.standing.doing == JOBLESS
    helped = scene.groups.of("difficulty") | scene.groups.of("severe_disabled")
    batches = []
    for kind, mask, share, within in (
        ("survey", labour, 0.7, 480), ("home_visit", helped | scene.standing.zero & hard, 0.6, 300),
        ("policy_help", scene.groups.of("difficulty"), 0.3, 250), ("counselling", hard, 0.03, 200), ("other", hard, 0.04, 200),
    ):  # fmt: skip
        who = np.flatnonzero(mask & chance(rng, share, len(mask)))
        day = np.maximum(scene.days_ago(rng, within, len(who)), scene.grown_up()[who])
        batches.append(_Batch(who, np.minimum(day, scene.today), kind))
    return batches


def _extras(rng: Rng, scene: Scene, employers: Employers, mean: float, have: int) -> list[_Batch]:
    count = max(0, round(mean * len(scene.people)) - have)
    grown = np.flatnonzero(scene.people.age >= 18)
    who = np.sort(grown[rng.integers(0, len(grown), count)])
    kind = EXTRA_KINDS[rng.integers(0, len(EXTRA_KINDS), count)]
    jobs = _items(employers, rng.integers(0, 10**6, count), 0, "job_recommendation")
    outcome = np.where(chance(rng, 0.9, count), "done", "no_answer").astype(object)
    item = np.where(kind == "job_recommendation", jobs, "")
    return [_Batch(who, scene.days_ago(rng, 720, count), kind, item, outcome)]


def _write(rng: Rng, scene: Scene, batches: list[_Batch]) -> None:
    def joined(values: list[str | Texts]) -> Texts:
        return np.concatenate([np.full(len(batch.who), value, dtype=object) if isinstance(value, str) else value
                               for batch, value in zip(batches, values, strict=True)])  # fmt: skip

    who = np.concatenate([batch.who for batch in batches])
    day = np.concatenate([batch.day for batch in batches])
    order = np.lexsort((who, day))
    kind, item = (
        joined([batch.kind for batch in batches])[order],
        joined([batch.item for batch in batches])[order],
    )
    outcome = joined([batch.outcome for batch in batches])[order]
    who, day = who[order], day[order]
    minutes = rng.integers(0, 8 * 60, len(who))
    hours = np.char.add(np.char.add(day.astype("datetime64[D]").astype(str), "T"), _CLOCK[minutes])
    ids, names = _providers(scene, who)
    scene.rows.add(
        "casework_servicerecord", len(who), **scene.own(who), kind=kind, served_on=day,
        channel=CHANNELS[pick(rng, (5, 3, 3, 2, 1, 1), len(who))], outcome=outcome, item=item, item_key=item,
        provider_id=ids, provider_name=names, recorded_at=hours.astype(object),
    )  # fmt: skip


_CLOCK = np.array([f"{9 + m // 60:02d}:{m % 60:02d}:00+08:00" for m in range(8 * 60)])


def _providers(scene: Scene, who: Ints) -> tuple[list[int | None], Texts]:
    """The assistant with an account where there is one, else a name of the township's staff."""
    staff = scene.names[scene.stream("accounts").integers(0, len(scene.names), len(scene.places.town_names))]
    town_seats = [scene.seats.towns.get(no) for no in scene.places.town_numbers]
    seats = [scene.seats.villages.get(int(no), town_seats[town])
             for no, town in zip(scene.places.numbers, scene.places.town_index, strict=True)]  # fmt: skip
    towns = scene.places.town_index
    names = np.array(
        [seat[1] if seat else staff[town] for seat, town in zip(seats, towns, strict=True)], dtype=object
    )
    ids = np.array([seat[0] if seat else None for seat in seats], dtype=object)
    return list(ids[scene.village[who]]), names[scene.village[who]]
