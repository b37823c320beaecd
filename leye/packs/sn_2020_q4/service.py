"""§四 goals, §五(一) survey and §五(三) services: registered, contacted and helped within the season."""

from leye.facts import person
from leye.packs.sn_2020_q4.hardship import can_find_no_work
from leye.packs.sn_2020_q4.who import (
    ANY_SERVICE,
    COUNTY,
    SEASON,
    TOWNSHIP,
    VILLAGE,
    able_and_willing,
    not_employed,
    service_clock,
)
from leye.policy import By, Duty, Indicator, param

registered_share = Indicator(
    clause="四",
    title="登记到位：有意愿而未就业的服务对象已失业登记的比例",
    items=(3,),
    subject=person,
    applies=not_employed | {"4 有就业意愿": person.is_willing},
    counts=person.is_registered_unemployed,
    measure="share",
    unit="万分比",
    per=SEASON,
    note="文件没有写“登记到位”的算法；以未就业、有意愿的服务对象中登记失业的人计。",
)

contacted_share = Indicator(
    clause="四",
    title="联系到位：未就业的服务对象已联系摸排的比例",
    items=(3,),
    subject=person,
    applies=not_employed,
    done_by=person.statements(),
    at_least=param("statements_to_be_contacted"),
    measure="share",
    unit="万分比",
    per=SEASON,
)

helped_share = Indicator(
    clause="四",
    title="帮扶到位：有能力有意愿的服务对象已得到服务的比例",
    items=(3,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services(*ANY_SERVICE),
    at_least=param("services_to_be_helped"),
    measure="share",
    unit="万分比",
    per=SEASON,
)

survey = Duty(
    clause="五(一)",
    title="11月10日前摸底排查重点群体未就业人员",
    items=(4, 7),
    subject=person,
    applies=not_employed,
    done_by=person.statements(),
    at_least=param("surveys"),
    per=By("by_survey_due", "摸底排查期限前", day="survey_due", inclusive="deadline_inclusive"),
    owner=VILLAGE,
    note="以记录就业意愿为完成依据：短信、电话、上门均可。",
)

survey_clear = Indicator(
    clause="五(一)",
    title="状态清、需求准：劳动能力和就业意愿都已查明的比例",
    items=(8,),
    subject=person,
    applies=not_employed,
    counts=person.is_able.notnull() & person.is_willing.notnull(),
    measure="share",
    unit="万分比",
    per=SEASON,
    note="就业状态由就业记录得出，总是明确的；技能和培训需求没有填写与没有需求分不开，未计入。",
)

policy_briefing = Duty(
    clause="五(三)",
    title="1次就业创业政策宣介",
    items=(22, 23),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("policy_briefing"),
    at_least=param("policy_briefings"),
    per=SEASON,
    owner=VILLAGE,
    counts_from=service_clock,
)

career_guidance = Duty(
    clause="五(三)",
    title="1次职业指导",
    items=(22, 24),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("career_guidance"),
    at_least=param("career_guidances"),
    per=SEASON,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

recommended_jobs = Duty(
    clause="五(三)",
    title="推荐至少3个针对性就业岗位",
    items=(22, 25),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("job_recommendation", distinct=param("distinct_items")),
    at_least=param("job_recommendations"),
    per=SEASON,
    owner=VILLAGE,
    counts_from=service_clock,
)

recommended_courses = Duty(
    clause="五(三)",
    title="推介至少3个培训课程或项目",
    items=(22, 26),
    subject=person,
    applies=able_and_willing | {"6 有技能提升需求": person.has_training_need},
    done_by=person.services("course_recommendation", distinct=param("distinct_items")),
    at_least=param("course_recommendations"),
    per=SEASON,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

policy_help = Duty(
    clause="五(三)",
    title="协助符合条件的人员申请政策",
    items=(27,),
    subject=person,
    applies=can_find_no_work,
    done_by=person.services("policy_help"),
    at_least=param("policy_helps"),
    per=SEASON,
    owner=COUNTY,
    note="目前只对本文件自身规定、可由数据判断的待遇（公益性岗位托底安置）产生任务。",
)
