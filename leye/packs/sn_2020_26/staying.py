"""二(二) keeping people in work, and helping those who lost it."""

from leye.facts import employer, person, spell
from leye.packs.sn_2020_26.ledger import poor_workers
from leye.packs.sn_2020_26.who import HELP_TO_WORK, TOWNSHIP, is_supported, supported_labourer
from leye.policy import ONCE, Benefit, Duty, param, param_date

poor_dismissed = employer.count(
    "poor_dismissed",
    "被裁减的贫困劳动力和边缘户劳动力人数",
    is_supported(spell) & spell.is_dismissed & (spell.ended_on >= param_date("dismissed_from")),
    of=spell,
)

keeps_poor_workers = Benefit(
    clause="二(二)7",
    title="不裁减贫困劳动力的企业优先落实稳岗返还、困难企业培训补贴",
    items=(229,),
    subject=employer,
    applies={
        "1 企业": employer.of_kind("enterprise", "soe", "workshop"),
        "2 有贫困劳动力或边缘户劳动力在岗": poor_workers.column >= param("poor_workers_needed"),
        "3 没有裁减贫困劳动力": poor_dismissed.column <= param("poor_dismissals_allowed"),
    },
    gives="优先落实失业保险稳岗返还、困难企业培训补贴（金额按各自文件）",
    payee="employer",
)

becomes_difficulty = Benefit(
    clause="二(二)8",
    title="就业转失业的贫困劳动力纳入就业困难人员",
    items=(233, 255),
    subject=person,
    applies=supported_labourer
    | {
        "4 曾经就业、现在没有工作": ~person.is_employed & person.last_job_ended_on.notnull(),
        "5 还没有认定为就业困难人员": ~person.is_difficulty,
    },
    gives="认定为就业困难人员，享受相应扶持政策",
)

lost_job_helped = Duty(
    clause="二(二)8",
    title="失去工作的贫困劳动力及时得到职业介绍、岗位推荐",
    items=(233, 262),
    subject=person,
    applies=supported_labourer
    | {
        "4 曾经就业、现在没有工作": ~person.is_employed & person.last_job_ended_on.notnull(),
        "5 有就业意愿": person.is_willing,
    },
    done_by=person.services(*HELP_TO_WORK),
    at_least=param("lost_job_services"),
    per=ONCE,
    owner=TOWNSHIP,
    clock_from=person.last_job_ended_on,
    due_after=param("lost_job_days"),
)
