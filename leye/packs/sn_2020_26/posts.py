"""二(三) jobs close to home: SOE projects, the income of village solar stations, public-welfare posts."""

import ibis

from leye.facts import any_of, person, placement, reading
from leye.packs.sn_2020_26.who import ON, is_poor, is_supported, supported_labourer
from leye.policy import Benefit, Indicator, Limit, param

soe_poor_labour = Indicator(
    clause="二(三)10",
    title="国企合力团项目贫困劳动力临时用工比例",
    items=(235,),
    subject=reading,
    applies={
        "1 国企项目用工（分母按本地口径）": (
            reading.of_kind("soe_project_labour") & (param("soe_denominator") != ON)
        )
        | (reading.of_kind("soe_project_temporary_labour") & (param("soe_denominator") == ON)),
    },
    at=reading.period_end,
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    target=param("soe_poor_share"),
    unit="万分比",
    note="文件用“力争”：努力目标。",
)

pv_income_to_posts = Indicator(
    clause="二(三)12",
    title="村级光伏扶贫电站收益用于公益性岗位的比例",
    items=(237,),
    subject=reading,
    applies={"1 光伏收益": reading.of_kind("pv_income")},
    at=reading.period_end,
    measure="ratio",
    amount=reading.value,
    out_of=reading.whole,
    target=param("pv_share"),
    unit="万分比",
)

temporary_post = Benefit(
    clause="二(三)12",
    title="临时性公益性岗位优先安置贫困劳动力",
    items=(237, 255),
    subject=person,
    applies=supported_labourer | {"4 有就业意愿": person.is_willing, "5 未就业": ~person.is_employed},
    gives="优先安置到临时性公益性岗位",
    order={"1 贫困劳动力": is_poor(person), "2 边缘户劳动力": person.in_group("marginal_household")},
    note="安置人数以当地开发的岗位为限，按先后次序安置。",
)

longest_stay = ibis.ifelse(
    placement.extension_approved,
    param("temporary_months_extended")
    + ibis.ifelse(param("extension_adds") == ON, param("temporary_months"), 0),
    param("temporary_months"),
)

temporary_post_term = Limit(
    clause="二(三)12",
    title="临时性公益性岗位在岗期限",
    items=(238,),
    subject=placement,
    applies={"1 临时性公益性岗位": placement.is_temporary, "2 在岗": placement.is_open},
    value=placement.month_number,
    at_most=longest_stay,
    unit="个月",
    note="超过6个月须经县（市、区）人力资源社会保障部门同意，并登记批准日期。",
)

one_person_one_post = Limit(
    clause="二(三)12",
    title="一人多岗",
    items=(239,),
    subject=person,
    applies={"1 在公益性岗位": person.open_posts > 0},
    value=person.open_posts,
    at_most=param("posts_at_once"),
    unit="个",
)

village_post = any_of(placement.is_rural, placement.is_temporary)

no_rotation = Limit(
    clause="二(三)12",
    title="同一岗位频繁换人（轮流坐庄）",
    items=(239,),
    subject=placement,
    applies={"1 乡村或临时性公益性岗位": village_post, "2 在岗": placement.is_open},
    value=placement.holders_of_post,
    at_most=param("holders_a_year"),
    unit="人次",
)

kin_on_posts = Indicator(
    clause="二(三)12",
    title="申报了亲属关系的在岗人员，须核对是否优亲厚友",
    items=(239,),
    subject=placement,
    applies={"1 乡村或临时性公益性岗位": village_post, "2 在岗": placement.is_open},
    counts=placement.kin_declared,
    better="less",
    note="申报了亲属关系不等于违规，所以只列名单、不算超限；点开逐人核对。",
)

holder_identity = Limit(
    clause="二(三)12",
    title="上岗人员身份须核实",
    items=(239,),
    subject=placement,
    applies={"1 乡村或临时性公益性岗位": village_post, "2 在岗": placement.is_open},
    value=ibis.ifelse(is_supported(placement) | placement.is_difficulty, 0, 1),
    at_most=param("others_allowed"),
    unit="人",
    note="看上岗当日的身份。",
)
