"""The rules for courses: the same code with other columns, places in the course as seats.

A course is an offer whose `occupation` is the work it leads to, whose `skills` are the certificates and skills it
ends with, and whose `education`, `age_low`, `age_high` and `demands` are who is admitted. What a person still lacks
for most jobs stands in the person's `skills` column (see `leye.matching.reasons`): what a course is for is what
somebody has not got yet.
"""

from __future__ import annotations

from leye.matching.language import AtLeast, AtMost, Has, HasNone, Must, Rules, Term, meets, nearness, where

STEPS = (400, 340, 240, 120, 0)

OCCUPATION = Term(
    "occupation",
    "方向",
    400,
    nearness(STEPS),
    {400: "正对想做的工作：{occupation}", 340: "和想做的工作相近", 120: "属于同一大类的工作"},
)

MUSTS = (
    Must("grown", lambda s, v, r: (s.age >= 16) | (s.age < 0), "未满16周岁"),
    Must("town", lambda s, v, r: (s.radius > 0) | (s.town == v.town), "不在本乡镇（本人只愿意在本乡镇）"),
    Must("education", AtLeast("education", "education", 3), "学历不够（要求{education_wanted}）"),
    Must("age_low", AtLeast("age", "age_low", 8), "年龄不到{age_low}岁"),
    Must("age_high", AtMost("age", "age_high", 8), "年龄超过{age_high}岁"),
    Must("hours", Has("hours", "hours"), "上课时间不合适"),
    Must("body", HasNone("cannot", "demands"), "身体条件不适合（{unsuited}）"),
)

TERMS = (
    Term(
        "distance",
        "距离",
        250,
        lambda s, v, r: r.points,
        {250: "在本县", 150: "离家较近", 1: "在愿意去的范围内"},
        lambda s, r: r.points,
    ),
    Term(
        "town",
        "同镇",
        50,
        lambda s, v, r: where(s.town == v.town, 50, 0),
        {50: "同镇"},
        lambda s, r: where(r.step == 0, 50, 0),
    ),
    Term(
        "skills",
        "所缺技能",
        300,
        lambda s, v, r: where(meets(s.skills, v.skills), 300, 0),
        {300: "学完可以得到所缺的：{skill}"},
        lambda s, r: where(s.skills == 0, 0, 300),
    ),
    Term(
        "groups",
        "重点群体",
        100,
        lambda s, v, r: where(meets(s.groups, v.groups), 100, 0),
        {100: "优先招收{group}"},
        lambda s, r: where(s.groups == 0, 0, 100),
    ),
)

COURSES = Rules("courses", OCCUPATION, STEPS, MUSTS, TERMS, "还有{open}个名额")
