"""§一 goals: the figures of the four years."""

from leye.facts import fair, household, person, spell
from leye.packs.nm_2022_28.who import ON, can_work, in_key_group, in_zero_employment_household
from leye.policy import YEAR, Indicator, param

graduates_employed = Indicator(
    clause="一",
    title="高校毕业生实现就业人数",
    items=(176,),
    subject=spell,
    applies={"1 高校毕业生": spell.in_group("graduate")},
    at=spell.started_on,
    target=param("target_graduates"),
    note="“落实就业去向”中升学等去向没有数据来源，未计入。",
)

labour_transferred = Indicator(
    clause="一",
    title="农村牧区劳动力转移就业人次",
    items=(177, 189),
    subject=spell,
    applies={
        "1 农牧民工": spell.in_group("farmer_herder"),
        "2 不是务农务牧": ~spell.of_kind("farming").fill_null(False),
    },
    at=spell.started_on,
    distinct=False,
    target=param("target_transfers"),
    unit="人次",
    note="转移就业指转到非农牧就业；就业形式没有填写的也计入。",
)

unemployed_reemployed = Indicator(
    clause="一",
    title="失业人员再就业人数",
    items=(178,),
    subject=spell,
    applies={"1 失业登记后就业": spell.follows_registration},
    at=spell.started_on,
    target=param("target_reemployed"),
    note="文件为“城镇失业人员”；台账不分城乡，按登记失业人员计。",
)

difficulty_employed = Indicator(
    clause="一",
    title="就业困难人员就业人数",
    items=(178,),
    subject=spell,
    applies={"1 就业困难人员": spell.is_difficulty},
    at=spell.started_on,
    target=param("target_difficulty"),
)

zero_employment_households = Indicator(
    clause="一",
    title="零就业家庭户数（动态清零）",
    items=(179, 193),
    subject=household,
    counts=in_zero_employment_household,
    target=param("target_zero_employment"),
    better="less",
    unit="户",
)

special_fairs = Indicator(
    clause="一",
    title="重点群体专场招聘服务活动场次",
    items=(179,),
    subject=fair,
    applies={"1 已举办": fair.is_held, "2 重点群体专场": fair.is_special},
    counts=~fair.is_online | (param("online_fairs_count") == ON),
    at=fair.held_on,
    distinct=False,
    target=param("target_special_fairs"),
    unit="场",
)

served_share = Indicator(
    clause="一",
    title="有劳动能力和就业创业意愿的重点群体享受服务比例",
    items=(179,),
    subject=person,
    applies={
        "1 属于重点服务对象群体": in_key_group,
        "2 有劳动能力": can_work,
        "3 有就业或创业意愿": person.is_willing | person.wants_startup,
        "4 达到劳动年龄（本地口径）": person.age >= param("working_age_from"),
    },
    done_by=person.services(
        "policy_briefing",
        "career_guidance",
        "job_recommendation",
        "course_recommendation",
        "follow_up",
        "policy_help",
        "counselling",
        "home_visit",
        "service_list",
        "other",
    ),
    at_least=param("services_to_be_served"),
    measure="share",
    target=param("target_served_share"),
    unit="万分比",
    per=YEAR,
    note="文件用“力争”：努力目标。",
)
