"""Templates that Leye brings along, one for each category that the documents ask a plan for."""

from dataclasses import dataclass

from leye.cases.goals import Goal
from leye.cases.plan_enums import GoalKind


@dataclass(frozen=True)
class Starter:
    """A template before an area takes it over. `group`: a national group's code, or "" for anybody."""

    title: str
    group: str
    goal: str
    standard: str
    months: int
    goals: tuple[Goal, ...]


STARTERS = (
    Starter(
        "离校未就业高校毕业生援助计划", "graduate", "半年内实现就业或参加就业见习、培训",
        "至少一次政策宣介、一次职业指导、三次岗位推荐，就业后跟踪满一个月", 6,
        (
            Goal(GoalKind.POLICY_BRIEFING, 1, days=15),
            Goal(GoalKind.CAREER_GUIDANCE, 1, days=30),
            Goal(GoalKind.JOB_RECOMMENDATION, 3, days=90),
            Goal(GoalKind.EMPLOYED, 1, days=180),
        ),
    ),
    Starter(
        "就业困难人员一对一援助计划", "difficulty", "援助期内实现稳定就业",
        "专人负责，每月至少联系一次，提供三次以上岗位推荐，稳定就业满三个月", 6,
        (
            Goal(GoalKind.HOME_VISIT, 1, days=15),
            Goal(GoalKind.POLICY_HELP, 1, days=30),
            Goal(GoalKind.JOB_RECOMMENDATION, 3, days=60),
            Goal(GoalKind.KEPT, 90, days=180),
        ),
    ),
    Starter(
        "零就业家庭动态清零援助计划", "", "一个月内至少一人就业",
        "发现后一个月内提供三次以上就业服务，至少一名成员就业", 3,
        (
            Goal(GoalKind.HOME_VISIT, 1, days=7),
            Goal(GoalKind.JOB_RECOMMENDATION, 3, days=30),
            Goal(GoalKind.EMPLOYED, 1, days=30),
        ),
    ),
    Starter(
        "脱贫劳动力稳岗就业计划", "formerly_poor", "稳定务工或在家门口就业，防止因失业返贫",
        "就业信息每季度核实一次，有意愿的提供岗位和培训，稳定就业满六个月", 12,
        (
            Goal(GoalKind.FOLLOW_UP, 4, days=360),
            Goal(GoalKind.JOB_RECOMMENDATION, 3, days=90),
            Goal(GoalKind.KEPT, 180, days=360),
        ),
    ),
    Starter(
        "残疾人就业帮扶计划", "disabled", "按劳动能力实现适合的就业",
        "评估劳动能力，提供适合岗位，需要的安排公益性岗位", 12,
        (
            Goal(GoalKind.HOME_VISIT, 1, days=15),
            Goal(GoalKind.CAREER_GUIDANCE, 1, days=30),
            Goal(GoalKind.JOB_RECOMMENDATION, 2, days=90),
            Goal(GoalKind.EMPLOYED, 1, days=300),
        ),
    ),
    Starter(
        "有培训需求人员技能提升计划", "", "掌握一门技能并持证就业",
        "推荐两门以上课程，完成培训并取得证书，结业后三个月内就业", 9,
        (
            Goal(GoalKind.COURSE_RECOMMENDATION, 2, days=30),
            Goal(GoalKind.TRAINED, 1, days=150),
            Goal(GoalKind.CERTIFIED, 1, days=180),
            Goal(GoalKind.EMPLOYED, 1, days=270),
        ),
    ),
)  # fmt: skip
