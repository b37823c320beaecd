"""§一 the twelve annual indicators; their targets are filled in by the area."""

from leye.facts import activity, household, reading, site, spell, trainee
from leye.packs.city_2020.who import ANY_SERVICE, has_labour, no_member_works
from leye.policy import YEAR, Indicator, param

new_urban_jobs = Indicator(
    clause="一",
    title="城镇新增就业人数",
    items=(137,),
    subject=reading,
    applies={"1 城镇新增就业": reading.of_kind("new_urban_jobs")},
    measure="sum",
    amount=reading.value,
    at=reading.period_end,
    target=param("target_new_urban_jobs"),
    per=YEAR,
    note="台账不分城乡，由县填报各期新增数，逐级相加。",
)

unemployed_reemployed = Indicator(
    clause="一",
    title="城镇失业人员再就业人数",
    items=(137,),
    subject=spell,
    applies={"1 失业登记后就业": spell.follows_registration},
    at=spell.started_on,
    target=param("target_reemployed"),
    per=YEAR,
    note="台账不分城乡，按登记失业人员计。",
)

difficulty_employed = Indicator(
    clause="一",
    title="就业困难人员实现就业人数",
    items=(137,),
    subject=spell,
    applies={"1 就业困难人员": spell.is_difficulty},
    at=spell.started_on,
    target=param("target_difficulty"),
    per=YEAR,
)

zero_households_aided = Indicator(
    clause="一",
    title="零就业家庭援助率",
    items=(137,),
    subject=household,
    applies={"1 有劳动力": has_labour, "2 当前无人就业": no_member_works},
    done_by=household.services(*ANY_SERVICE),
    at_least=param("services_to_be_aided"),
    measure="share",
    target=param("target_zero_households_aided"),
    unit="万分比",
    per=YEAR,
)

registered_unemployment_rate = Indicator(
    clause="一",
    title="城镇登记失业率",
    items=(137,),
    subject=reading,
    applies={
        "1 城镇登记失业率": reading.of_kind("registered_unemployment_rate"),
        "2 最近一期": reading.is_latest,
    },
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    at=reading.period_end,
    rolls_up=False,
    target=param("target_registered_unemployment_rate"),
    better="less",
    unit="万分比",
    per=YEAR,
    note="由统计部门提供，录入读数，不由台账推算；各级各用自己的读数。",
)

labour_transferred = Indicator(
    clause="一",
    title="农村劳动力转移就业人数",
    items=(137,),
    subject=spell,
    applies={
        "1 农村劳动力": spell.in_group("farmer_herder"),
        "2 不是务农务牧": ~spell.of_kind("farming").fill_null(False),
    },
    at=spell.started_on,
    target=param("target_transferred"),
    per=YEAR,
    note="转移就业指转到非农就业；就业形式没有填写的也计入。",
)

returnee_startups = Indicator(
    clause="一",
    title="农民工等人员返乡创业人数",
    items=(137,),
    subject=spell,
    applies={
        "1 返乡人员": spell.in_group("returned_worker"),
        "2 自主创业": spell.of_kind("self_employed"),
    },
    at=spell.started_on,
    target=param("target_returnee_startups"),
    per=YEAR,
)

provincial_startup_bases = Indicator(
    clause="一",
    title="创建省级返乡创业基地数",
    items=(137,),
    subject=site,
    applies={"1 返乡创业基地": site.of_kind("startup_base"), "2 省级": site.is_province_level},
    at=site.opened_on,
    target=param("target_startup_bases"),
    unit="个",
    per=YEAR,
)

brokers_trained = Indicator(
    clause="一",
    title="农村劳务经纪人培育人数",
    items=(137,),
    subject=activity,
    applies={"1 劳务经纪人培育": activity.of_kind("broker_trained")},
    measure="sum",
    amount=activity.quantity,
    at=activity.happened_on,
    target=param("target_brokers"),
    per=YEAR,
    note="没有填写人数的一条记录按1人计。",
)

training_bases = Indicator(
    clause="一",
    title="创建农技工品牌培训基地数",
    items=(137,),
    subject=site,
    applies={"1 农技工品牌培训基地": site.of_kind("training_base")},
    at=site.opened_on,
    target=param("target_training_bases"),
    unit="个",
    per=YEAR,
)

agri_technicians_trained = Indicator(
    clause="一",
    title="农民工向农技工转型培训人数",
    items=(137,),
    subject=trainee,
    applies={
        "1 农民工": trainee.in_group("farmer_herder"),
        "2 农技工培训": trainee.of_kind("agri_technician"),
        "3 已结业": trainee.is_completed,
    },
    at=trainee.completed_on,
    target=param("target_agri_technicians"),
    per=YEAR,
)

loans_issued = Indicator(
    clause="一",
    title="发放创业担保贷款",
    items=(137,),
    subject=reading,
    applies={"1 发放创业担保贷款": reading.of_kind("loans_issued_fen")},
    measure="sum",
    amount=reading.value,
    at=reading.period_end,
    target=param("target_loans"),
    unit="分",
    per=YEAR,
)
