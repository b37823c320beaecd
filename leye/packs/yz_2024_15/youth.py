"""§二(三)7: graduates and young unemployed: follow-up, service, work, and the job-expansion subsidy."""

from leye.facts import all_of, any_of, person, spell
from leye.packs.yz_2024_15.who import EVERY_SERVICE, ON, TARGET_SPAN, VILLAGE, youth_in_care
from leye.policy import Benefit, Duty, Indicator, param, param_date

in_care = {"1 离校2年内未就业毕业生或困难失业青年": youth_in_care}
in_care_without_work = in_care | {"2 未就业": ~person.is_employed}
SERVICES = tuple(kind for kind in EVERY_SERVICE if kind != "follow_up")

youth_follow_up = Duty(
    clause="二(三)7",
    title="跟踪回访未就业毕业生和困难失业青年",
    items=(95, 96),
    subject=person,
    applies=in_care_without_work,
    done_by=person.services("follow_up"),
    at_least=param("follow_ups_min"),
    per=TARGET_SPAN,
    owner=VILLAGE,
)

youth_service = Duty(
    clause="二(三)7",
    title="为未就业毕业生和困难失业青年提供就业服务",
    items=(95, 96),
    subject=person,
    applies=in_care_without_work,
    done_by=person.services(*SERVICES),
    at_least=param("youth_services_min"),
    per=TARGET_SPAN,
    owner=VILLAGE,
)

youth_follow_up_rate = Indicator(
    clause="二(三)7",
    title="未就业毕业生和困难失业青年跟踪回访率",
    items=(96,),
    subject=person,
    applies=in_care,
    done_by=person.services("follow_up"),
    at_least=param("follow_ups_min"),
    measure="share",
    target=param("target_follow_up_rate"),
    unit="万分比",
    per=TARGET_SPAN,
)

youth_service_rate = Indicator(
    clause="二(三)7",
    title="未就业毕业生和困难失业青年就业服务率",
    items=(96,),
    subject=person,
    applies=in_care,
    done_by=person.services(*SERVICES),
    at_least=param("youth_services_min"),
    measure="share",
    target=param("target_service_rate"),
    unit="万分比",
    per=TARGET_SPAN,
)

youth_employment_rate = Indicator(
    clause="二(三)7",
    title="未就业毕业生和困难失业青年就业率",
    items=(96,),
    subject=person,
    applies=in_care,
    counts=person.is_employed,
    measure="share",
    target=param("target_youth_employment"),
    unit="万分比",
    note="分母含曾登记失业、现已就业的人；离校即就业、从未登记失业的不在其中。",
)

in_graduation_year = all_of(spell.in_group("graduate"), spell.graduated_same_year)

left_school_without_work = all_of(
    spell.in_group("graduate"),
    spell.months_since_graduation_at_start < param("graduate_months"),
    ~spell.employed_at_start,
    spell.registered_at_start | (param("graduate_must_be_registered") != ON),
)

registered_youth = all_of(
    spell.registered_at_start,
    spell.age_at_start >= param("youth_age_from"),
    spell.age_at_start <= param("youth_age_to"),
)

hired_in_time = all_of(
    spell.started_on >= param_date("hires_from"), spell.started_on <= param_date("hires_until")
)

still_works = spell.is_open | (param("must_still_work") != ON)

# A public-welfare post is a placement and a business of one's own employs nobody: neither is a hire.
hired_by_a_unit = all_of(
    spell.employer_id.notnull(),
    ~spell.of_kind("public_post", "self_employed").fill_null(False),
    (spell.employer_kind != "public_service").fill_null(True) | (param("public_service_counts") == ON),
)

expansion_subsidy = Benefit(
    clause="二(三)7",
    title="一次性扩岗补助",
    items=(92, 93, 94),
    subject=spell,
    applies={
        "1 毕业年度毕业生、离校2年内未就业毕业生，或16—24岁登记失业青年": any_of(
            in_graduation_year, left_school_without_work, registered_youth
        ),
        "2 由用人单位招用（机关事业单位按本地口径）": hired_by_a_unit,
        "3 在文件施行期内招用": hired_in_time,
        "4 仍在岗（本地口径）": still_works,
    },
    gives="每招用1人1500元一次性扩岗补助",
    amount=param("expansion_amount"),
    payee="employer",
    payee_id=spell.employer_id,
    fund="失业保险基金",
    once=True,
    excludes=("park_help_hire",),
    stacks=param("expansion_stacks"),
    note="安置到公益性岗位、自主创业不是招用。文件没有写劳动合同期限和参保要求，由县市区经办时核对。",
)
