"""§一: the figures to be reached by the end of 2025, and the help that every one of three groups is due."""

from leye.facts import household, person, reading, spell, trainee
from leye.packs.yz_2024_15.who import (
    EVERY_SERVICE,
    TARGET_SPAN,
    TOWNSHIP,
    VILLAGE,
    in_zero_employment_household,
)
from leye.policy import YEAR, Duty, Indicator, param

new_urban_jobs = Indicator(
    clause="一",
    title="城镇新增就业人数",
    items=(74,),
    subject=reading,
    applies={"1 城镇新增就业统计数": reading.of_kind("new_urban_jobs")},
    at=reading.period_end,
    measure="sum",
    amount=reading.value,
    target=param("target_new_urban_jobs"),
    per=TARGET_SPAN,
    note="台账不分城乡，按县市区逐期录入的统计数相加；市里不要再录合计数，以免重复。",
)

unemployed_reemployed = Indicator(
    clause="一",
    title="失业人员再就业人数",
    items=(75,),
    subject=spell,
    applies={"1 失业登记后就业": spell.follows_registration},
    at=spell.started_on,
    target=param("target_reemployed"),
    per=TARGET_SPAN,
)

difficulty_reemployed = Indicator(
    clause="一",
    title="就业困难人员再就业人数",
    items=(76,),
    subject=spell,
    applies={"1 就业困难人员": spell.is_difficulty},
    at=spell.started_on,
    target=param("target_difficulty"),
    per=TARGET_SPAN,
)

surveyed_unemployment_rate = Indicator(
    clause="一",
    title="城镇调查失业率",
    items=(77,),
    subject=reading,
    applies={"1 城镇调查失业率": reading.of_kind("surveyed_unemployment_rate")},
    at=reading.period_end,
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    rolls_up=False,
    target=param("target_unemployment_rate"),
    better="less",
    unit="万分比",
    per=YEAR,
    note="由统计部门调查得出，只录入、不计算；一年录入多期的取平均。文件写“左右”，略高于目标不等于没有完成。",
)

registered_and_difficulty = {
    "1 登记失业人员或就业困难人员": person.is_registered_unemployed | person.is_difficulty,
    "2 未就业": ~person.is_employed,
}

help_person = Duty(
    clause="一",
    title="帮扶登记失业人员和就业困难人员",
    items=(78,),
    subject=person,
    applies=registered_and_difficulty,
    done_by=person.services(*EVERY_SERVICE),
    at_least=param("helps_min"),
    per=TARGET_SPAN,
    owner=VILLAGE,
)

zero_employment = {"1 有劳动力而无人就业": in_zero_employment_household}

help_household = Duty(
    clause="一",
    title="帮扶零就业家庭",
    items=(78,),
    subject=household,
    applies=zero_employment,
    done_by=household.services(*EVERY_SERVICE),
    at_least=param("helps_min"),
    per=TARGET_SPAN,
    owner=TOWNSHIP,
)

help_rate_households = Indicator(
    clause="一",
    title="零就业家庭帮扶率",
    items=(78,),
    subject=household,
    applies=zero_employment,
    done_by=household.services(*EVERY_SERVICE),
    at_least=param("helps_min"),
    measure="share",
    target=param("target_help_rate"),
    unit="万分比",
    per=TARGET_SPAN,
)

help_rate_registered = Indicator(
    clause="一",
    title="登记失业人员帮扶率",
    items=(78,),
    subject=person,
    applies={"1 登记失业": person.is_registered_unemployed},
    done_by=person.services(*EVERY_SERVICE),
    at_least=param("helps_min"),
    measure="share",
    target=param("target_help_rate"),
    unit="万分比",
    per=TARGET_SPAN,
)

help_rate_difficulty = Indicator(
    clause="一",
    title="就业困难人员帮扶率",
    items=(78,),
    subject=person,
    applies={"1 就业困难人员": person.is_difficulty},
    done_by=person.services(*EVERY_SERVICE),
    at_least=param("helps_min"),
    measure="share",
    target=param("target_help_rate"),
    unit="万分比",
    per=TARGET_SPAN,
)


def _satisfaction(kind: str, title: str) -> Indicator:
    return Indicator(
        clause="一",
        title=title,
        items=(79,),
        subject=reading,
        applies={"1 满意度调查": reading.of_kind(kind)},
        at=reading.period_end,
        measure="ratio",
        amount=reading.value,
        out_of=reading.whole,
        target=param("target_satisfaction"),
        unit="万分比",
        per=TARGET_SPAN,
        note="录入每次调查的满意人数和应答人数；各次相加后求比。",
    )


satisfaction_service = _satisfaction("satisfaction_service", "公共就业服务满意度")
satisfaction_training = _satisfaction("satisfaction_training", "职业技能培训对象满意度")
satisfaction_policy = _satisfaction("satisfaction_policy", "就业扶持政策经办服务满意度")

certificate_share = Indicator(
    clause="一",
    title="接受职业培训后取证人员比例",
    items=(80,),
    subject=trainee,
    applies={"1 已结业": trainee.is_completed},
    counts=trainee.is_certified,
    at=trainee.completed_on,
    measure="share",
    target=param("target_certificates"),
    unit="万分比",
    per=TARGET_SPAN,
    note="分母是已结业的人，每人一次；取得过证书即计入。",
)

skilled_workers = Indicator(
    clause="一",
    title="技能劳动者总量",
    items=(81,),
    subject=reading,
    applies={"1 技能劳动者总量统计数": reading.of_kind("skilled_workers"), "2 最近一期": reading.is_latest},
    measure="sum",
    amount=reading.value,
    target=param("target_skilled_workers"),
    note="存量数，只取各地最近一期；由县市区录入，市里不要再录合计数。",
)
