"""§一 goals, and the five things a township or village head must be able to say at once (三19)."""

from leye.facts import household, person, reading, spell
from leye.packs.sn_2020_26.who import (
    CITY,
    COUNTY,
    PROVINCE,
    TOWNSHIP,
    has_labour,
    has_willing_labour,
    is_poor,
    members_in_stable_work,
    no_intention_confirmed,
    nobody_works,
    poor_labourer,
)
from leye.policy import YEAR, Duty, Indicator, Reached, param

poor_household_with_labour = {
    "1 建档立卡贫困户": is_poor(household),
    "2 有劳动力": has_labour,
}

stable_employment = Duty(
    clause="一2",
    title="有劳动力贫困户至少1人稳定就业",
    items=(208,),
    subject=household,
    applies=poor_household_with_labour | {"3 没有确认暂时无就业意愿（附件一）": ~no_intention_confirmed},
    done_by=Reached(members_in_stable_work.column),
    at_least=param("employed_members"),
    per=YEAR,
    owner=TOWNSHIP,
)

households_in_stable_work = Indicator(
    clause="一2",
    title="有劳动力贫困户中至少1人稳定就业的比例",
    items=(208,),
    subject=household,
    applies=poor_household_with_labour,
    counts=members_in_stable_work.column >= param("employed_members"),
    measure="share",
    target=param("households_in_work_share"),
    unit="万分比",
)

work_away = {
    "1 贫困劳动力": is_poor(spell),
    "2 到县外就业": spell.works_away,
}

working_away_in_province = Indicator(
    clause="一2",
    title="全省外出务工贫困劳动力人数超过去年",
    items=(60, 209),
    subject=spell,
    applies=work_away,
    at=spell.started_on,
    ends=spell.ended_on,
    versus="last_year",
    strictly=True,
    levels=(PROVINCE,),
    per=YEAR,
    note="当年内在县外就业过的人，每人一次，与去年同日比较；须超过去年。",
)

working_away_in_area = Indicator(
    clause="一2",
    title="各市、县外出务工贫困劳动力人数不少于去年",
    items=(60, 209, 257),
    subject=spell,
    applies=work_away,
    at=spell.started_on,
    ends=spell.ended_on,
    versus="last_year",
    levels=(CITY, COUNTY),
    per=YEAR,
    note="当年内在县外就业过的人，每人一次，与去年同日比较；不少于去年即可。",
)

jiangsu_cooperation = Indicator(
    clause="一2",
    title="苏陕劳务协作扶持贫困劳动力就业人数不少于去年",
    items=(60, 209, 257),
    subject=reading,
    applies={"1 苏陕劳务协作扶持就业人数": reading.of_kind("jiangsu_cooperation_placed")},
    at=reading.period_end,
    measure="sum",
    amount=reading.value,
    versus="last_year",
    per=YEAR,
    note="按登记的数字合计：由经办机构按期登记本期新扶持就业的人数和来源。",
)

zero_employment_poor_households = Indicator(
    clause="一2",
    title="零就业贫困户户数（动态清零）",
    items=(210, 257),
    subject=household,
    applies={
        "1 建档立卡贫困户": is_poor(household),
        "2 有劳动力、有就业意愿": has_willing_labour,
        "3 没有确认暂时无就业意愿（附件一）": ~no_intention_confirmed,
    },
    counts=nobody_works,
    target=param("zero_employment_allowed"),
    better="less",
    unit="户",
)

poor_labourers = Indicator(
    clause="三19",
    title="贫困劳动力人数",
    items=(254,),
    subject=person,
    applies=poor_labourer,
)

poor_labourers_employed = Indicator(
    clause="三19",
    title="已就业贫困劳动力人数",
    items=(254, 257),
    subject=person,
    applies=poor_labourer,
    counts=person.is_employed,
)

poor_labourers_unemployed = Indicator(
    clause="三19",
    title="未就业贫困劳动力人数",
    items=(254,),
    subject=person,
    applies=poor_labourer,
    counts=~person.is_employed,
    better="less",
)

poor_labourers_away = Indicator(
    clause="三19",
    title="在县外就业的贫困劳动力人数",
    items=(254,),
    subject=person,
    applies=poor_labourer,
    counts=person.works_away,
)

poor_labourers_wages = Indicator(
    clause="三19",
    title="在职贫困劳动力月工资合计",
    items=(254,),
    subject=spell,
    applies={
        "1 贫困劳动力": is_poor(spell),
        "2 在职": spell.is_open,
        "3 有工资记录": spell.wage_fen.notnull(),
    },
    measure="sum",
    amount=spell.wage_fen,
    unit="分",
    note="除以点开后列出的人数，即为平均月工资。",
)
