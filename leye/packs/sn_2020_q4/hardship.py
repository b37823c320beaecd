"""§五(五) start-ups and §五(六) hardship: one-to-one help, the long-term unemployed, posts of last resort."""

from leye.facts import days_between, person
from leye.packs.sn_2020_q4.who import (
    ONE_TO_ONE,
    SEASON,
    SEASON_MONTH,
    TOWNSHIP,
    VILLAGE,
    can_work,
    in_target_group,
    of_working_age,
)
from leye.policy import Benefit, Duty, Indicator, param

startup_policy_help = Duty(
    clause="五(五)",
    title="创业扶持政策代办帮办",
    items=(37,),
    subject=person,
    applies={
        "1 高校毕业生、农民工、返乡人员等服务对象": in_target_group | person.in_group("returned_worker"),
        "2 有创业意愿": person.wants_startup,
        "3 处于劳动年龄、不在校（本地口径）": of_working_age,
    },
    done_by=person.services("policy_help"),
    at_least=param("policy_helps"),
    per=SEASON,
    owner=TOWNSHIP,
    note="创业担保贷款、一次性创业补贴的条件由其他文件规定；有创业意愿的都应代办帮办，能否享受由经办机构核定。",
)

startup_trained_share = Indicator(
    clause="五(五)",
    title="有创业意愿的服务对象得到创业培训的比例",
    items=(35,),
    subject=person,
    applies={"1 属于服务对象": in_target_group, "2 有创业意愿": person.wants_startup},
    done_by=person.trainings("startup"),
    at_least=param("startup_trainings"),
    measure="share",
    unit="万分比",
    per=SEASON,
)

one_to_one_help = Duty(
    clause="五(六)",
    title="就业困难人员一对一帮扶",
    items=(41,),
    subject=person,
    applies={
        "1 就业困难人员": person.is_difficulty,
        "2 未就业": ~person.is_employed,
        "3 有劳动能力": can_work,
    },
    done_by=person.services(*ONE_TO_ONE),
    at_least=param("one_to_one_helps"),
    per=SEASON_MONTH,
    owner=VILLAGE,
)

difficulty_employed_share = Indicator(
    clause="五(六)",
    title="就业困难人员就业创业率",
    items=(42,),
    subject=person,
    applies={"1 就业困难人员": person.is_difficulty, "2 有劳动能力": can_work},
    counts=person.is_employed,
    measure="share",
    unit="万分比",
    per=SEASON,
    note="文件只写“提高”，没有目标值。",
)

long_term_counselling = Duty(
    clause="五(六)",
    title="长期失业人员心理疏导",
    items=(43,),
    subject=person,
    applies={
        "1 登记失业": person.is_registered_unemployed,
        "2 长期失业（本地口径）": person.months_registered >= param("long_term_months"),
    },
    done_by=person.services("counselling"),
    at_least=param("counsellings"),
    per=SEASON,
    owner=TOWNSHIP,
)

can_find_no_work = {
    "1 就业困难人员": person.is_difficulty,
    "2 有劳动能力": can_work,
    "3 有就业意愿": person.is_willing,
    "4 未就业": ~person.is_employed,
    "5 登记失业": person.is_registered_unemployed,
    "6 市场渠道确实难以就业（本地口径）": person.months_registered >= param("last_resort_months"),
}

last_resort_post = Benefit(
    clause="五(六)",
    title="公益性岗位托底安置",
    items=(44, 64),
    subject=person,
    applies=can_find_no_work,
    gives="公益性岗位托底安置",
    note="退捕渔民符合就业困难人员条件的同样适用。",
)

claim_whenever = Benefit(
    clause="五(六)",
    title="申领失业保险金不受60日期限限制",
    items=(47,),
    subject=person,
    applies={
        "1 登记失业": person.is_registered_unemployed,
        "2 登记前有过就业": person.last_job_ended_on <= person.registered_on,
        "3 没有超过申领期限，或期限已取消": param("claim_limit_days").isnull()
        | (days_between(person.last_job_ended_on, person.registered_on) <= param("claim_limit_days")),
    },
    gives="申领失业保险金，不因登记晚了而不受理",
    note="只判断期限：是否参保、缴费是否满年限、能领多少，由失业保险经办机构核定。",
)
