"""The rules for jobs: what must hold between a person and a vacancy, and what speaks for it.

A vacancy's requirement and the law are never softened. What a person only wishes (how far, how much) may be, by
`leye.matching.short`, and is said then. Money is in steps of 50 yuan a month, education in ranks from 0 to 6.
"""

from __future__ import annotations

from leye.matching.language import (
    AtLeast,
    AtMost,
    Has,
    HasNone,
    Must,
    Rules,
    Term,
    between,
    covers,
    meets,
    nearness,
    where,
)

STEPS = (400, 340, 240, 120, 0)

OCCUPATION = Term(
    "occupation",
    "工种",
    400,
    nearness(STEPS),
    {400: "工种一致：{occupation}", 340: "工种相近", 240: "同一中类的工作", 120: "同一大类的工作"},
)

MUSTS = (
    # Labour Law, article 15: nobody under 16 is employed. An unknown birth date (-1) is left to the officer.
    Must("grown", lambda s, v, r: (s.age >= 16) | (s.age < 0), "未满16周岁"),
    Must("town", lambda s, v, r: (s.radius > 0) | (s.town == v.town), "不在本乡镇（本人只愿意在本乡镇）"),
    Must(
        "education",
        AtLeast("education", "education", 3),
        "学历不够（要求{education_wanted}）",
        could_gain=True,
    ),
    Must("experience", AtLeast("experience", "experience", 6), "工作经验不够（要求{experience}年）"),
    Must("certificates", Has("certificates", "certificates"), "缺{lacking}", could_gain=True),
    # Only where the vacancy states a lawful reason; without one the bounds are open.
    Must("age_low", AtLeast("age", "age_low", 8), "年龄不到{age_low}岁"),
    Must("age_high", AtMost("age", "age_high", 8), "年龄超过{age_high}岁"),
    Must("hours", Has("hours", "hours"), "工作时间不合适"),
    Must("contract", Has("contract", "contract"), "用工形式不合适"),
    Must("body", HasNone("cannot", "demands"), "身体条件不适合（{unsuited}）"),
    # Without a floor the number is 0; pay that is to be negotiated is 0 too, and meets no floor.
    Must("floor", AtMost("floor", "pay", 16), "月薪低于本人要求"),
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
    # 75 points for what was hoped for, one more or less for each 50 yuan; unknown pay is a little less than hoped.
    Term(
        "wage",
        "工资",
        150,
        lambda s, v, r: where(v.pay == 0, 40, between(0, v.pay - s.wage + 75, 150)),
        {76: "月薪高于期望", 70: "月薪合乎期望"},
        about=lambda s, v, r: s.hopes > 0,
    ),
    Term(
        "education",
        "学历",
        100,
        lambda s, v, r: between(0, (v.education - s.education) * 25 + 100, 100),
        {100: "学历正好"},
    ),
    Term(
        "groups",
        "重点群体",
        100,
        lambda s, v, r: where(meets(s.groups, v.groups), 100, 0),
        {100: "优先招用{group}"},
        lambda s, r: where(s.groups == 0, 0, 100),
    ),
    Term(
        "kind",
        "岗位类型",
        60,
        lambda s, v, r: where(meets(s.groups, v.first_for), 60, 0),
        {60: "适合{kind_group}的岗位"},
        lambda s, r: where(s.groups == 0, 0, 60),
    ),
    Term(
        "skills",
        "技能",
        80,
        lambda s, v, r: where(meets(s.skills, v.skills), where(covers(s.skills, v.skills), 80, 50), 0),
        {50: "会{skill}"},
        lambda s, r: where(s.skills == 0, 0, 80),
    ),
    Term(
        "housing",
        "食宿",
        30,
        lambda s, v, r: where((v.housing == 1) & (r.step > 0), 30, 0),
        {30: "离家远，但提供住宿"},
        lambda s, r: where(r.step > 0, 30, 0),
    ),
)

JOBS = Rules("jobs", OCCUPATION, STEPS, MUSTS, TERMS, "还有{open}个名额")
