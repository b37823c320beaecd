"""二(四) work away from home: job information, services to the willing, subsidies to who places and who hires."""

from leye.facts import area, household, person, spell
from leye.packs.sn_2020_26.who import (
    ANY_SERVICE,
    CITY,
    COUNTY,
    ON,
    TOWNSHIP,
    VILLAGE,
    has_labour,
    is_poor,
    is_supported,
    nobody_works,
    service_period,
    supported_labourer,
)
from leye.policy import MONTH, Benefit, Duty, param, param_date

#: Enterprises, with those owned by the state and community factories.
ENTERPRISES = ("enterprise", "soe", "workshop")

job_collection_city = Duty(
    clause="二(四)13",
    title="市每月至少收集1次用工信息",
    items=(240,),
    subject=area,
    applies={"1 市": area.is_city},
    done_by=area.activities("job_collection"),
    at_least=param("job_collections"),
    per=MONTH,
    owner=CITY,
    note="市内各县收集的也计入。",
)

job_collection_county = Duty(
    clause="二(四)13",
    title="县每月至少收集1次用工信息",
    items=(240,),
    subject=area,
    applies={"1 县（市、区）": area.is_county},
    done_by=area.activities("job_collection"),
    at_least=param("job_collections"),
    per=MONTH,
    owner=COUNTY,
)

one_service = Duty(
    clause="二(四)13",
    title="有就业意愿的贫困劳动力至少1次就业服务",
    items=(242, 255),
    subject=person,
    applies=supported_labourer
    | {
        "4 有就业意愿": person.is_willing,
        "5 未就业（本地口径）": ~person.is_employed | (param("serve_employed") == ON),
    },
    done_by=person.services(*ANY_SERVICE),
    at_least=param("services_for_willing"),
    per=service_period,
    owner=VILLAGE,
    note="跟踪调查、摸底调查是了解情况，不算就业服务。",
)

three_services = Duty(
    clause="二(四)13",
    title="有劳动力的零就业贫困户至少3次就业服务",
    items=(243,),
    subject=household,
    applies={
        "1 建档立卡贫困户": is_poor(household),
        "2 有劳动力": has_labour,
        "3 无人就业": nobody_works,
    },
    done_by=household.services(*ANY_SERVICE),
    at_least=param("services_for_household"),
    per=service_period,
    owner=TOWNSHIP,
    note="跟踪调查、摸底调查是了解情况，不算就业服务。",
)

agency_introduction_subsidy = Benefit(
    clause="二(四)14",
    title="人力资源服务机构职业介绍补贴每人500元",
    items=(244, 255),
    subject=spell,
    applies={
        "1 就业时是贫困劳动力或边缘户劳动力": is_supported(spell),
        "2 由人力资源服务机构介绍": spell.introducer_kind == "agency",
        "3 转移就业（本地口径）": spell.works_away | (param("transfer_reach") != ON),
        "4 在补贴起算日以后就业（本地口径）": spell.started_on >= param_date("introduced_from"),
    },
    gives="职业介绍补贴",
    amount=param("introduction_subsidy"),
    payee="agency",
    payee_id=spell.introduced_by_id,
    once=True,
    excludes=("hiring_subsidy", "institution_introduction_subsidy"),
    stacks=param("stack_500"),
)

hiring_subsidy = Benefit(
    clause="二(四)14",
    title="企业一次性吸纳就业补贴每人500元",
    items=(245, 255),
    subject=spell,
    applies={
        "1 就业时是贫困劳动力或边缘户劳动力": is_supported(spell),
        "2 用人单位是企业": spell.employer_kind.isin(ENTERPRISES),
        "3 参加以工代训": spell.is_on_job_training,
        "4 当年新吸纳": (spell.started_on >= param_date("hired_from"))
        & (spell.started_on <= param_date("hired_until")),
    },
    gives="一次性吸纳就业补贴（在以工代训补贴之外）",
    amount=param("hiring_subsidy_amount"),
    payee="employer",
    payee_id=spell.employer_id,
    once=True,
    excludes=("agency_introduction_subsidy", "institution_introduction_subsidy"),
    stacks=param("stack_500"),
    note="文件用“可”字：由市县决定是否给予。",
)
