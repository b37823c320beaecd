"""二(五) training with work at its end: the demand list, the 50 % rule, who pays, and what institutions get."""

import ibis

from leye.facts import area, trainee, training
from leye.packs.sn_2020_26.who import COUNTY, ON, is_supported
from leye.policy import MONTH, Benefit, Duty, param

training_demand_published = Duty(
    clause="二(五)15",
    title="培训需求清单每月至少发布1次",
    items=(236, 247),
    subject=area,
    applies={"1 县（市、区）": area.is_county},
    done_by=area.activities("training_demand_publication"),
    at_least=param("demand_publications"),
    per=MONTH,
    owner=COUNTY,
    note="在本级或上级网站发布都算。",
)

#: Shares are per ten thousand.
WHOLE = 10000

OF_THE_ENROLLED, OF_WHO_COMPLETED = 0, 1

#: Whom the employment rate of a class is counted over: the enrolled, who completed it, or who got a certificate.
in_the_rate = is_supported(trainee) & ibis.ifelse(
    param("rate_base") == OF_THE_ENROLLED,
    True,
    ibis.ifelse(param("rate_base") == OF_WHO_COMPLETED, trainee.is_completed, trainee.is_certified),
)

in_rate = training.count("in_rate", "计算就业率的贫困劳动力和边缘户劳动力人数", in_the_rate, of=trainee)
at_work_in_time = training.count(
    "at_work_in_time",
    "其中培训后规定期限内就业的人数",
    in_the_rate & (trainee.months_to_work < param("training_window")),
    of=trainee,
)

half_at_work = (in_rate.column >= param("graduates_needed")) & (
    at_work_in_time.column * WHOLE >= in_rate.column * param("training_rate")
)
rate_not_asked = (trainee.mode == "online") & (param("rate_for_online") != ON)

trained_with_result = {
    "1 贫困劳动力或边缘户劳动力": is_supported(trainee),
    "2 完成培训": trainee.is_completed,
    "3 培训后1个月内就业率达到50%（纯线上培训按本地口径）": half_at_work | rate_not_asked,
}

training_subsidy = Benefit(
    clause="二(五)16",
    title="职业培训补贴",
    items=(248, 249, 255),
    subject=trainee,
    applies=trained_with_result | {"4 培训班有补贴标准": trainee.standard_fen.notnull()},
    gives="职业培训补贴（按该班的标准）",
    amount=trainee.standard_fen,
    payee="institution",
    payee_id=trainee.institution_id,
    once=True,
    once_per="subject",
    fund="职业技能提升行动专账资金",
    fund_place=trainee.hukou_county,
    note="不受培训机构目录清单的限制；由参训人员户籍地县（市、区）专账资金列支。",
)

outside_school_uplift = Benefit(
    clause="二(五)16",
    title="结对县以外技工院校培训补贴标准提高30%",
    items=(251, 255),
    subject=trainee,
    applies=trained_with_result
    | {
        "4 培训班有补贴标准": trainee.standard_fen.notnull(),
        "5 技工院校": trainee.institution_kind == "technical_school",
        "6 驻地在结对县以外、在结对县设立培训点": trainee.from_outside,
        "7 完成协议规定的培训任务": trainee.task_done,
    },
    gives="培训补贴标准提高的部分",
    amount=(trainee.standard_fen * param("school_uplift")) // WHOLE,
    payee="institution",
    payee_id=trainee.institution_id,
    once=True,
    once_per="subject",
    fund="职业技能提升行动专账资金",
    fund_place=trainee.hukou_county,
    note="与职业培训补贴合计为标准的130%；提高的部分向下舍到分。",
)

institution_introduction_subsidy = Benefit(
    clause="二(五)16",
    title="培训机构职业介绍补贴每人500元",
    items=(250, 255),
    subject=trainee,
    applies=trained_with_result | {"4 由培训机构介绍就业": trainee.placed_by_institution},
    gives="职业介绍补贴",
    amount=param("institution_subsidy"),
    payee="institution",
    payee_id=trainee.institution_id,
    once=True,
    excludes=("agency_introduction_subsidy", "hiring_subsidy"),
    stacks=param("stack_500"),
)
