"""§三(一) graduates: subsidies, loans and training; §三(三) people in difficulty."""

from leye.facts import claim, household, person, spell
from leye.packs.city_2020.who import ONE_TO_ONE, VILLAGE, can_work, in_zero_employment_household
from leye.policy import ONCE, YEAR, Benefit, Duty, Indicator, Limit, param

graduate_insurance_subsidy = Benefit(
    clause="三(一)",
    title="自主创业高校毕业生社会保险补贴",
    items=(144,),
    subject=person,
    applies={
        "1 高校毕业生": person.in_group("graduate"),
        "2 自谋职业或自主创业": person.is_self_employed,
        "3 没有超过享受年限": person.months_self_employed < param("graduate_subsidy_months"),
    },
    gives="社会保险补贴（比照灵活就业困难人员）",
    note="补贴标准由灵活就业社会保险补贴的规定确定，本文件没有写。",
)

graduate_loan = Benefit(
    clause="三(一)",
    title="高校毕业生创业担保贷款及财政贴息",
    items=(145,),
    subject=person,
    applies={
        "1 高校毕业生": person.in_group("graduate"),
        "2 在规定的毕业年限以内": person.months_since_graduation < param("graduate_loan_months"),
        "3 自主创业": person.is_self_employed,
    },
    gives="申请创业担保贷款，享受财政贴息",
    note="贷款是借款，不计入补贴金额；最高额度见参数，超过额度的由系统指出。",
)

graduate_loan_ceiling = Limit(
    clause="三(一)",
    title="高校毕业生创业担保贷款最高额度",
    items=(145,),
    subject=claim,
    applies={
        "1 高校毕业生创业担保贷款": (claim.pack == "city_2020") & (claim.rule == "graduate_loan"),
        "2 已批准或已发放": claim.is_standing,
    },
    value=claim.amount_fen,
    at_most=param("graduate_loan_max"),
    unit="分",
)

graduate_startup_training = Indicator(
    clause="三(一)",
    title="毕业学年有创业意愿的毕业生得到创业培训的比例",
    items=(146,),
    subject=person,
    applies={
        "1 高校毕业生": person.in_group("graduate"),
        "2 毕业学年（当年毕业）": person.graduated_this_year,
        "3 有创业意愿": person.wants_startup,
    },
    done_by=person.trainings("startup"),
    at_least=param("startup_trainings"),
    measure="share",
    unit="万分比",
    per=YEAR,
    note="毕业学年按毕业日期所在的自然年判断；文件写“普遍”，没有目标值。",
)

hiring_insurance_subsidy = Benefit(
    clause="三(一)",
    title="小微企业招用毕业年度毕业生社会保险补贴",
    items=(147,),
    subject=spell,
    applies={
        "1 小微企业": (spell.employer_size == "micro") | (spell.employer_size == "small"),
        "2 毕业年度高校毕业生": spell.in_group("graduate") & spell.graduated_same_year,
        "3 劳动合同达到规定年限": spell.contract_months >= param("hiring_contract_months"),
        "4 已缴纳社会保险费": spell.is_insured,
        "5 在职": spell.is_open,
        "6 没有超过补贴年限": spell.months_held < param("hiring_subsidy_months"),
    },
    gives="社会保险补贴",
    payee="employer",
    payee_id=spell.employer_id,
    note="补贴标准本文件没有写；“新招用”没有写从哪一天起，补贴年限以内的都算；"
    "是否按时足额缴费由社会保险经办机构核定，系统只看是否参保。",
)

zero_employment_households = Indicator(
    clause="三(三)",
    title="零就业家庭户数（动态清零）",
    items=(152,),
    subject=household,
    counts=in_zero_employment_household,
    target=param("target_zero_employment"),
    better="less",
    unit="户",
    per=YEAR,
)

immediate_help = Duty(
    clause="三(三)",
    title="就业困难人员一对一即时援助",
    items=(153,),
    subject=person,
    applies={
        "1 就业困难人员": person.is_difficulty,
        "2 登记失业": person.is_registered_unemployed,
        "3 未就业": ~person.is_employed,
        "4 有劳动能力": can_work,
    },
    done_by=person.services(*ONE_TO_ONE),
    at_least=param("immediate_helps"),
    per=ONCE,
    owner=VILLAGE,
    clock_from=person.registered_on,
    due_after=param("immediate_help_days"),
)
