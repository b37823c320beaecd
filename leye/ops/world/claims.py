"""Money decided for hires and trainings, and declarations of households that want no work."""

import datetime as dt

import numpy as np

from leye.ops.world.draw import Ints, Rng, chance, pick
from leye.ops.world.scene import Scene
from leye.ops.world.status import EMPLOYED, FARMING, NOT_LOOKING, ON_POST
from leye.ops.world.tables import NO_DAY

#: Documents under which each province's counties pay, for which subject, and from which fund.
TRAINING, HIRING = ("sn_2020_26", "training_subsidy"), ("yz_2024_15", "expansion_subsidy")
SKILL_FUND, INSURANCE_FUND = "职业技能提升行动专账资金", "失业保险基金"
HIRING_FEN = 150_000
STATES = np.array(["paid", "approved", "refused", "recovered"], dtype=object)
STATE_SHARES = (0.8, 0.14, 0.04, 0.02)
REASONS = ("全家照料长期卧病老人", "已满五十五周岁，在家带孙辈", "种养殖收入稳定，暂不外出")


def decide_claims(scene: Scene) -> None:
    """Training subsidies in Shaanxi, subsidies for hires in Hunan; elsewhere nobody has claimed yet."""
    rng, province = scene.stream("claims"), scene.places.county[:2]
    if province == "61":
        done = scene.trained
        where = np.flatnonzero(chance(rng, 0.6, len(done.ids)))
        _claims(
            rng, scene, TRAINING, "trainee", done.ids[where], done.who[where], done.completed[where] + 40,
            "institution", np.full(len(where), done.school), done.standard[where], SKILL_FUND,
        )  # fmt: skip
    elif province == "43":
        hired = scene.hires
        recent = hired.started > scene.today - 400
        where = np.flatnonzero(recent & chance(rng, 0.25, len(recent)))
        _claims(
            rng, scene, HIRING, "spell", hired.ids[where], hired.who[where], hired.started[where] + 60, "employer",
            hired.employers[where], np.full(len(where), HIRING_FEN), INSURANCE_FUND,
        )  # fmt: skip


def _claims(
    rng: Rng, scene: Scene, rule: tuple[str, str], subject: str, subjects: Ints, who: Ints, decided: Ints,
    payee: str, payees: Ints, amount: Ints, fund: str,
) -> None:  # fmt: skip
    decided = decided + (rng.random(len(who)) * 30).astype(np.int64)
    state = pick(rng, STATE_SHARES, len(who))
    paid_on = decided + 10 + (rng.random(len(who)) * 20).astype(np.int64)
    past = np.flatnonzero(paid_on + 30 < scene.today)
    state, paid_on, decided = state[past], paid_on[past], decided[past]
    scene.rows.add(
        "benefits_claim", len(past), **scene.own(who[past]), pack=rule[0], rule=rule[1], subject_kind=subject,
        subject_id=subjects[past], payee_kind=payee, payee_id=payees[past], amount_fen=amount[past], fund=fund,
        decided_on=decided, paid_on=np.where(np.isin(state, (0, 3)), paid_on, NO_DAY),
        recovered_on=np.where(state == 3, paid_on + 30, NO_DAY), state=STATES[state],
        document_no=[f"演示〔{scene.as_of.year}〕{n}号" for n in range(1, len(past) + 1)],
    )  # fmt: skip


def declare(scene: Scene) -> None:
    """A few households in which nobody works or looks for work have said so in writing; one took it back."""
    rng, doing, home = scene.stream("declarations"), scene.standing.doing, scene.families.household
    works = np.bincount(home[np.isin(doing, (EMPLOYED, FARMING, ON_POST))], minlength=len(scene.houses)) > 0
    heads = scene.families.heads
    fits = np.flatnonzero(
        ~works & (doing[heads] == NOT_LOOKING) & ~scene.standing.zero[heads] & (scene.people.age[heads] >= 18)
    )
    chosen = np.sort(rng.permutation(fits)[: max(2, len(fits) // 4)])
    who = heads[chosen]
    declared = scene.days_ago(rng, 300, len(chosen), 5)
    back = chance(rng, 0.15, len(chosen)) & (declared < scene.today - 60)
    scene.rows.add(
        "casework_declaration", len(chosen), **scene.own(who), household_id=scene.houses[chosen], kind="no_intention",
        declared_on=declared, ended_on=np.where(back, declared + 50, NO_DAY),
        reason=np.array(REASONS, dtype=object)[rng.integers(0, len(REASONS), len(chosen))],
        signed_by=np.array(["self", "family", "remote"], dtype=object)[pick(rng, (0.7, 0.2, 0.1), len(chosen))],
        file_no=[f"{scene.places.county}-{day_year(scene, day)}-{n:03d}" for n, day in enumerate(declared, 1)],
    )  # fmt: skip


def day_year(scene: Scene, day: int) -> int:
    """The year of a day number."""
    return (scene.as_of + dt.timedelta(days=int(day) - scene.today)).year
