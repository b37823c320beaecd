"""Funds: pools that must not be exceeded, named sources, yearly checks, and help for hires in parks."""

from leye.facts import all_of, area, claim, spell
from leye.packs.yz_2024_15.who import COUNTY
from leye.packs.yz_2024_15.youth import hired_in_time, still_works
from leye.policy import YEAR, Benefit, Duty, Limit, param

STABILISE, PARK_HELP, COLLECTION = "稳岗扩岗奖补资金", "服务园区帮工资金", "信息采集支持资金"


def _paid_from(fund: str) -> object:
    return all_of(claim.is_standing, claim.fund == fund)


stabilise_paid = area.count(
    "stabilise_paid", "已核定的稳岗扩岗奖补", _paid_from(STABILISE), of=claim, total=claim.amount_fen
)
park_help_paid = area.count(
    "park_help_paid", "已核定的帮工补贴（市级资金）", _paid_from(PARK_HELP), of=claim, total=claim.amount_fen
)
collection_paid = area.count(
    "collection_paid", "已核定的信息采集支持资金", _paid_from(COLLECTION), of=claim, total=claim.amount_fen
)

stabilise_pool = Limit(
    clause="二(一)1",
    title="稳岗扩岗奖补不超过市级安排数",
    items=(82, 131),
    subject=area,
    applies={"1 市": area.is_city},
    value=stabilise_paid.column,
    at_most=param("stabilise_pool_amount"),
    unit="分",
)

park_help_pool = Limit(
    clause="二(一)2",
    title="帮工补贴不超过市级安排数",
    items=(83, 131),
    subject=area,
    applies={"1 市": area.is_city},
    value=park_help_paid.column,
    at_most=param("park_help_pool_amount"),
    unit="分",
)

collection_pool = Limit(
    clause="二(五)13",
    title="信息采集支持资金不超过市级安排数",
    items=(111, 131),
    subject=area,
    applies={"1 市": area.is_city},
    value=collection_paid.column,
    at_most=param("collection_pool_amount"),
    unit="分",
)

fund_named = Limit(
    clause="二(一)3",
    title="每笔补贴写明资金来源",
    items=(85, 131),
    subject=claim,
    applies={"1 已核定或已支付": claim.is_standing},
    value=(claim.fund.fill_null("") == "").ifelse(1, 0),
    at_most=param("unnamed_funds_allowed"),
    unit="笔",
)

fund_checks = Duty(
    clause="三(三)",
    title="每年检查项目资金",
    items=(133,),
    subject=area,
    applies={"1 县市区": area.is_county},
    done_by=area.activities("fund_check"),
    at_least=param("fund_checks_min"),
    per=YEAR,
    owner=COUNTY,
)

hired_in_park = {
    "1 在文件施行期内招用": hired_in_time,
    "2 用人单位在园区": spell.employer_in_park,
    "3 仍在岗（本地口径）": still_works,
}
PRICE_UNKNOWN = "单价在文件附件中，附件未公开，系统不给金额；实施办法由市人社局、市财政局制定。"

park_help_introduction = Benefit(
    clause="二(一)2",
    title="帮助园区企业招工的帮工补贴",
    items=(83,),
    subject=spell,
    applies=hired_in_park | {"4 有介绍单位": spell.introduced_by_id.notnull()},
    gives="帮工补贴（介绍单位）",
    payee="agency",
    payee_id=spell.introduced_by_id,
    fund=PARK_HELP,
    once=True,
    note=PRICE_UNKNOWN,
)

park_help_hire = Benefit(
    clause="二(一)2",
    title="园区企业吸纳重点群体就业的帮工补贴",
    items=(83,),
    subject=spell,
    applies=hired_in_park | {"4 招用的是重点群体": spell.is_key_group | spell.is_difficulty},
    gives="帮工补贴（用人单位）",
    payee="employer",
    payee_id=spell.employer_id,
    fund=PARK_HELP,
    once=True,
    note=PRICE_UNKNOWN,
)

park_help_worker = Benefit(
    clause="二(一)2",
    title="劳动者入园就业的帮工补贴",
    items=(83,),
    subject=spell,
    applies=hired_in_park,
    gives="帮工补贴（劳动者）",
    fund=PARK_HELP,
    once=True,
    note=PRICE_UNKNOWN,
)
