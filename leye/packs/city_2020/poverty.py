"""§二 transfer of labour and employment of the poor: two routes, the ledger, temporary posts."""

from leye.facts import any_of, person, placement, spell
from leye.packs.city_2020.who import can_work, of_working_age
from leye.policy import YEAR, Benefit, Indicator, Limit, param

workers_sent_out = Indicator(
    clause="二(一)",
    title="重点群体劳务输出人数",
    items=(139,),
    subject=spell,
    applies={"1 重点群体": spell.is_key_group, "2 劳务输出转移": spell.channel == "export"},
    at=spell.started_on,
    per=YEAR,
)

workers_placed_nearby = Indicator(
    clause="二(一)",
    title="重点群体就地就近就业人数",
    items=(139,),
    subject=spell,
    applies={"1 重点群体": spell.is_key_group, "2 就地就近安置": spell.channel == "nearby"},
    at=spell.started_on,
    per=YEAR,
)

poor_ledger_precise = Indicator(
    clause="二(二)",
    title="贫困劳动力台账中能力和意愿都已查明的比例",
    items=(140,),
    subject=person,
    applies={
        "1 建档立卡贫困劳动力": person.in_group("registered_poor"),
        "2 处于劳动年龄、不在校（本地口径）": of_working_age,
    },
    counts=person.is_able.notnull() & person.is_willing.notnull(),
    measure="share",
    unit="万分比",
    per=YEAR,
    note="“五精准”中就业状态总是明确的；培训需求、政策扶持、跟踪帮扶没有记录与没有需要分不开，未计入。",
)

temporary_posts = Indicator(
    clause="二(二)",
    title="临时公益性岗位安置人数",
    items=(142,),
    subject=placement,
    applies={"1 临时公益性岗位": placement.is_temporary},
    at=placement.started_on,
    target=param("target_temporary_posts"),
    per=YEAR,
    note="文件的目标是岗位数；台账按上岗的人计，空岗不计。",
)

temporary_post_term = Limit(
    clause="二(二)",
    title="临时公益性岗位期限",
    items=(142,),
    subject=placement,
    applies={"1 临时公益性岗位": placement.is_temporary, "2 在岗": placement.is_open},
    value=placement.month_number,
    at_most=param("temporary_post_months"),
    unit="个月",
)

poor_at_risk = person.in_group("registered_poor") & person.in_group("relapse_monitored")
willing_poor = person.in_group("registered_poor")
migrant_in_hardship = person.in_group("farmer_herder") & person.is_difficulty

temporary_post = Benefit(
    clause="二(二)",
    title="优先安置临时公益性岗位",
    items=(143,),
    subject=person,
    applies={
        "1 建档立卡贫困劳动力或确有困难农民工": any_of(willing_poor, migrant_in_hardship),
        "2 有劳动能力": can_work,
        "3 有就业意愿": person.is_willing,
        "4 未就业": ~person.is_employed,
    },
    gives="安置临时公益性岗位",
    order={
        "1 面临返贫风险的建档立卡贫困劳动力": poor_at_risk,
        "2 暂时无法外出务工的建档立卡贫困劳动力": willing_poor,
        "3 确有困难农民工": migrant_in_hardship,
    },
    note="是否受疫情影响、能否外出由经办人核实；未就业而有意愿的视为暂时无法外出。",
)
