"""§二(二)4: start-up training, counted in person-times a year."""

from leye.facts import trainee
from leye.policy import YEAR, Indicator, param

startup_training = Indicator(
    clause="二(二)4",
    title="创业培训人次",
    items=(87,),
    subject=trainee,
    applies={"1 创业培训班": trainee.of_kind("startup"), "2 已结业": trainee.is_completed},
    at=trainee.completed_on,
    distinct=False,
    target=param("target_startup_training"),
    unit="人次",
    per=YEAR,
)
