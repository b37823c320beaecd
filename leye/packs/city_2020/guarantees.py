"""§四 service and skills, §五 guarantees: one visit, training of the poor, monitoring, staff, statistics."""

import ibis

from leye.facts import area, employer, person, reading, site, trainee
from leye.packs.city_2020.who import COUNTY, ON, of_working_age
from leye.policy import YEAR, Benefit, Duty, Indicator, Limit, param

one_visit_share = Indicator(
    clause="四(一)",
    title="“最多跑一次”事项覆盖率",
    items=(155,),
    subject=reading,
    applies={"1 最多跑一次事项": reading.of_kind("one_visit_items"), "2 最近一期": reading.is_latest},
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    at=reading.period_end,
    target=param("target_one_visit"),
    unit="万分比",
    per=YEAR,
    note="由各级填报实现最多跑一次的事项数和事项总数。",
)

poor_trained_share = Indicator(
    clause="四(二)",
    title="有培训需求的贫困劳动力培训覆盖率",
    items=(159,),
    subject=person,
    applies={
        "1 贫困家庭劳动力": person.in_group("registered_poor"),
        "2 处于劳动年龄、不在校（本地口径）": of_working_age,
        "3 有培训需求": person.has_training_need,
    },
    done_by=person.trainings(),
    at_least=param("trainings_to_be_covered"),
    measure="share",
    target=param("target_poor_trained"),
    unit="万分比",
    per=YEAR,
    note="培训后终止的需求不再计入；“全覆盖”按100%。",
)

trained_poor_at_work = Indicator(
    clause="四(二)",
    title="贫困劳动力培训后就业的比例",
    items=(159,),
    subject=trainee,
    applies={"1 贫困家庭劳动力": trainee.in_group("registered_poor"), "2 已结业": trainee.is_completed},
    counts=trainee.months_to_work.notnull(),
    at=trainee.completed_on,
    measure="share",
    unit="万分比",
    per=YEAR,
)

rural_workers_trained = Indicator(
    clause="四(二)",
    title="农村劳动力技能培训人数",
    items=(157,),
    subject=trainee,
    applies={
        "1 农村劳动力": trainee.in_group("farmer_herder"),
        "2 技能培训": trainee.of_kind("skill", "agri_technician"),
        "3 已结业": trainee.is_completed,
    },
    at=trainee.completed_on,
    per=YEAR,
)

returnees_startup_trained = Indicator(
    clause="四(二)",
    title="返乡农民工创业培训人数",
    items=(149,),
    subject=trainee,
    applies={
        "1 返乡人员": trainee.in_group("returned_worker"),
        "2 创业培训": trainee.of_kind("startup"),
        "3 已结业": trainee.is_completed,
    },
    at=trainee.completed_on,
    per=YEAR,
)

monitored_enterprises = Indicator(
    clause="五(二)",
    title="定点监测企业数",
    items=(162,),
    subject=site,
    applies={"1 监测企业": site.of_kind("monitored_enterprise")},
    counts=site.is_open,
    target=param("target_monitored"),
    unit="家",
    per=YEAR,
)

staff_cut_warning = Limit(
    clause="五(二)",
    title="企业用工减少预警",
    items=(163, 164),
    subject=employer,
    value=employer.headcount_cut,
    at_most=param("staff_cut_limit"),
    unit="万分比",
    note="比较企业最近两次用工人数读数；超过预警线的由县级采取预防调控措施。",
)

grassroots_candidate = Benefit(
    clause="五(三)",
    title="优先招聘到基层平台的困难群体青年",
    items=(166,),
    subject=person,
    applies={
        "1 困难群体": person.is_difficulty,
        "2 未就业": ~person.is_employed,
        "3 在年龄上限以下": person.age
        < param("grassroots_age") + ibis.ifelse(param("age_inclusive") == ON, 1, 0),
        "4 达到劳动年龄、不在校（本地口径）": of_working_age,
    },
    gives="可应聘基层平台岗位",
)

staff_training = Duty(
    clause="五(三)",
    title="各县区基层平台业务培训",
    items=(167,),
    subject=area,
    applies={"1 县（区）": area.is_county},
    done_by=area.activities("staff_training"),
    at_least=param("staff_trainings"),
    per=YEAR,
    owner=COUNTY,
)

staff_trained_share = Indicator(
    clause="五(三)",
    title="基层平台工作人员培训覆盖率",
    items=(167,),
    subject=reading,
    applies={
        "1 基层平台人员受训": reading.of_kind("grassroots_staff_trained"),
        "2 最近一期": reading.is_latest,
    },
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    at=reading.period_end,
    target=param("target_staff_trained"),
    unit="万分比",
    per=YEAR,
)

registered_while_employed = Limit(
    clause="五(五)",
    title="已就业而仍登记失业",
    items=(174,),
    subject=person,
    applies={"1 已就业": person.is_employed},
    value=person.open_registrations,
    at_most=param("registrations_while_employed"),
    unit="条",
    note="就业记录与失业登记相互印证，不一致的须核查。",
)

one_open_registration = Limit(
    clause="五(五)",
    title="同一人只应有一条未终止的失业登记",
    items=(174,),
    subject=person,
    value=person.open_registrations,
    at_most=param("open_registrations"),
    unit="条",
)
