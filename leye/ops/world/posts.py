"""Public-welfare posts and who holds them: in term, about to end, over term, for the second time."""

import datetime as dt

import numpy as np

from leye.ops.world import words
from leye.ops.world.draw import Ints, Rng, chance, day_number, pick
from leye.ops.world.naming import Texts
from leye.ops.world.scene import Scene
from leye.ops.world.status import JOBLESS, NONE, ON_POST
from leye.ops.world.tables import NO_DAY
from leye.standards.calendar import add_months

KINDS = np.array(["urban", "rural", "temporary"], dtype=object)
#: Months of a term. The usual term is three years; temporary posts half a year.
TERM_MONTHS = {"urban": 36, "rural": 36, "temporary": 6}
#: Share of the county's people who are on a post.
ON_POSTS = 0.012
#: How far a running placement stands: mid-term, ending within two months, over term.
RUNNING = (0.62, 0.23, 0.15)


def place_people(scene: Scene) -> None:
    """Posts, placements and the spells that go with them; who is on a post now is no longer out of work."""
    rng, rows, standing = scene.stream("posts"), scene.rows, scene.standing
    holders = _holders(rng, scene)
    kinds = np.where(standing.town[holders], 0, 1)
    kinds[chance(rng, 0.06, len(holders))] = 2
    posts = _posts(rng, scene, holders, kinds)
    rank, due = _due_ends(rng, scene, kinds)
    started = np.array(
        [_back(day, TERM_MONTHS[KINDS[kind]]) for day, kind in zip(due, kinds, strict=True)], dtype=np.int64
    )
    started = np.maximum(started, scene.grown_up(18)[holders])
    again = (rank == 0) & (kinds < 2) & chance(rng, 0.18, len(holders)) & (scene.people.age[holders] > 28)
    own = scene.own(holders)
    approved, kin = _approvals(scene, kinds, rank, due)
    for mask, ordinal in ((again, 1), (~again, 1), (again, 2)):
        which = np.flatnonzero(mask)
        first = ordinal == 1 and mask is again
        begin = started[which] - 1150 if first else started[which]
        end = started[which] - 55 if first else np.full(len(which), NO_DAY)
        rows.add(
            "casework_placement", len(which), **{name: column[which] for name, column in own.items()},
            post_id=posts[which], post_kind=KINDS[kinds[which]], ordinal=np.full(len(which), ordinal),
            started_on=begin, due_end_on=end if first else due[which], ended_on=end,
            end_reason="expired" if first else "", extension_approved_on=approved[which], kin_relation=kin[which],
        )  # fmt: skip
        rows.add(
            "ledger_employmentspell", len(which), **{name: column[which] for name, column in own.items()},
            kind="public_post", channel="nearby", reach="county", work_place=scene.places.county_name, started_on=begin,
            ended_on=end, end_reason="expired" if first else "", wage_fen=np.full(len(which), 185_000), source="counter",
            employer_name=np.array([scene.places.names[v] for v in scene.village[holders[which]]], dtype=object),
        )  # fmt: skip
    standing.doing[holders] = ON_POST


def _holders(rng: Rng, scene: Scene) -> Ints:
    """People who may be placed: hard to place, poor or disabled, able to do something, out of work."""
    groups, standing, age = scene.groups, scene.standing, scene.people.age
    fits = (
        groups.of("difficulty")
        | groups.of("older_difficulty")
        | groups.of("severe_disabled")
        | groups.of("formerly_poor")
    )
    fits &= (
        (standing.doing == JOBLESS) & (standing.capacity != NONE) & ~standing.zero & (age >= 24) & (age < 59)
    )
    wanted = max(2, round(ON_POSTS * len(scene.people)))
    return np.sort(rng.permutation(np.flatnonzero(fits))[:wanted])


def _posts(rng: Rng, scene: Scene, holders: Ints, kinds: Ints) -> Ints:
    """A post for each holder: one row for each village and kind, with a place or two to spare."""
    key = scene.village[holders] * 3 + kinds
    wanted, which, taken = np.unique(key, return_inverse=True, return_counts=True)
    titles = []
    for kind in wanted % 3:
        choice = words.PUBLIC_POSTS[KINDS[kind]]
        titles.append(choice[int(rng.integers(len(choice)))])
    names = [scene.places.names[village] for village in wanted // 3]
    ids = scene.rows.add(
        "casework_publicpost", len(wanted), area_id=scene.places.numbers[wanted // 3], title=titles,
        kind=KINDS[wanted % 3], employer_name=[f"{name}委员会" for name in names],
        places=taken + pick(rng, (0.5, 0.3, 0.2), len(wanted)), wage_fen=np.full(len(wanted), 185_000),
        valid_from=np.full(len(wanted), day_number(dt.date(scene.as_of.year - 9, 1, 1))),
    )  # fmt: skip
    return np.asarray(ids[which])


def _due_ends(rng: Rng, scene: Scene, kinds: Ints) -> tuple[Ints, Ints]:
    rank = pick(rng, RUNNING, len(kinds))
    term = np.array([TERM_MONTHS[KINDS[kind]] * 30 for kind in kinds], dtype=np.int64)
    ahead = (61 + rng.random(len(kinds)) * np.maximum(20, term - 90)).astype(np.int64)
    near = (rng.random(len(kinds)) * 60).astype(np.int64)
    over = -(5 + rng.random(len(kinds)) * 150).astype(np.int64)
    return rank, scene.today + np.select([rank == 0, rank == 1], [ahead, near], over)


def _approvals(scene: Scene, kinds: Ints, rank: Ints, due: Ints) -> tuple[Ints, Texts]:
    """Days on which a longer stay on a temporary post was approved, for half of those over term; a few declared kin."""
    rng = scene.stream("approvals")
    approved = (kinds == 2) & (rank == 2) & chance(rng, 0.5, len(kinds))
    kin = np.where(chance(rng, 0.02, len(kinds)), "村民小组长的亲属", "").astype(object)
    return np.where(approved, due - 10, NO_DAY), kin


def _back(day: int, months: int) -> int:
    return day_number(add_months(dt.date(1970, 1, 1) + dt.timedelta(days=int(day)), -months))
