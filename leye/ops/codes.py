"""National codes that the ledger needs in the database: groups (#2, #180; 32 in section H)."""

import datetime as dt

from leye.ledger.models import GroupCode

ALWAYS = dt.date(2000, 1, 1)
#: Groups whose name says nothing about poverty, health or hardship; every other name stays inside the office.
OPEN_NAMES = {"graduate", "veteran", "farmer_herder", "returned_worker", "fishing_ban"}
#: code, name, difficulty, key group, counts as, from, to, successor
NATIONAL_GROUPS = [
    ("graduate", "高校毕业生", False, True, None, ALWAYS, None, None),
    ("formerly_poor", "脱贫人口", False, True, None, dt.date(2021, 1, 1), None, None),
    ("relapse_monitored", "防止返贫监测对象", False, True, "formerly_poor", dt.date(2020, 3, 1), None, None),
    (
        "registered_poor",
        "建档立卡贫困劳动力",
        False,
        True,
        None,
        dt.date(2014, 1, 1),
        dt.date(2020, 12, 31),
        "formerly_poor",
    ),
    (
        "unlifted_poor",
        "2019年底未脱贫人口",
        False,
        True,
        "registered_poor",
        dt.date(2020, 1, 1),
        dt.date(2020, 12, 31),
        "formerly_poor",
    ),
    ("farmer_herder", "农牧民工", False, True, None, ALWAYS, None, None),
    ("veteran", "退役军人", False, True, None, ALWAYS, None, None),
    ("disabled", "残疾人", False, True, None, ALWAYS, None, None),
    ("severe_disabled", "重度残疾人", True, True, "disabled", ALWAYS, None, None),
    ("difficulty", "就业困难人员", True, True, None, ALWAYS, None, None),
    ("older_difficulty", "大龄就业困难人员", True, True, "difficulty", ALWAYS, None, None),
    ("marginal_household", "边缘易致贫户", False, True, None, ALWAYS, None, None),
    ("returned_worker", "返乡回流人员", False, True, None, ALWAYS, None, None),
    ("relocated", "易地搬迁群众", False, True, None, ALWAYS, None, None),
    ("fishing_ban", "退捕渔民", False, True, None, dt.date(2019, 1, 1), None, None),
    ("low_income", "低保对象", False, False, None, ALWAYS, None, None),
]


def load_codes(using: str = "owner") -> None:
    """Write the national groups; local ones stay untouched."""
    for code, name, difficulty, key, _parent, start, end, _successor in NATIONAL_GROUPS:
        GroupCode.objects.using(using).update_or_create(
            code=code,
            defaults={
                "name": name,
                "is_difficulty": difficulty,
                "is_key_group": key,
                "is_sensitive": code not in OPEN_NAMES,
                "valid_from": start,
                "valid_to": end,
            },
        )
    for code, _name, _difficulty, _key, parent, _start, _end, successor in NATIONAL_GROUPS:
        GroupCode.objects.using(using).filter(code=code).update(parent_id=parent, successor_id=successor)
