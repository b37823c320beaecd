"""Rules of 内人社发〔2022〕28号 about people, written by hand for openfisca-core in its own way.

Formulas over whole arrays, parameters dated, household counts by `household.sum`. What openfisca has no word for
(what was recorded on which day) comes in as inputs: facts as they stand on the day, services counted in their windows.
Unknown is False, or -1: openfisca has no null, and a rule does not apply to what is unknown either way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH, YEAR
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from leye.policy import Pack

Formula = Callable[..., Any]

Person = build_entity(key="person", plural="persons", label="A person in the ledger", is_person=True)
Household = build_entity(
    key="household", plural="households", label="A household", roles=[{"key": "member", "plural": "members", "label": "Members"}]
)  # fmt: skip

FACTS = (
    "is_key_group", "is_difficulty", "is_registered_unemployed", "is_employed", "is_able", "is_partly_able", "is_willing",
    "wants_startup", "is_student", "is_female", "was_employed_at_new_year", "has_training_need",
    "in_group_older_difficulty", "in_group_severe_disabled",
)  # fmt: skip
NUMBERS = ("age", "welfare_post_months", "welfare_placements")
#: Duty -> the parameter that says how often; what was done comes in as `done_<duty>`.
DUTIES = {
    "survey": "surveys", "policy_briefing": "policy_briefings", "career_guidance": "career_guidances",
    "recommended_jobs": "job_recommendations", "recommended_courses": "course_recommendations", "policy_help": "policy_helps",
    "service_list": "service_lists", "monthly_follow_up": "follow_ups", "served_share": "services_to_be_served",
}  # fmt: skip
MONTHLY = ("service_list", "monthly_follow_up")


def _input(name: str, kind: type, default: Any, period: Any = MONTH, entity: Any = Person) -> type[Variable]:
    return type(
        name,
        (Variable,),
        {"value_type": kind, "entity": entity, "definition_period": period, "default_value": default},
    )


INPUTS = [
    *(_input(name, bool, False) for name in FACTS),
    *(_input(name, int, -1) for name in NUMBERS),
    *(_input(f"done_{name}", int, 0, MONTH if name in MONTHLY else YEAR) for name in DUTIES),
    _input("is_in_ledger", bool, True, MONTH, Household),
]


def variable(formula: Formula, kind: type = bool, entity: Any = Person) -> type[Variable]:
    """A variable of a month, named as its formula."""
    attributes = {"value_type": kind, "entity": entity, "definition_period": MONTH, "formula": formula}
    return type(formula.__name__, (Variable,), attributes)


def can_work(person: Any, period: Any, parameters: Any) -> Any:
    partial_counts = parameters(period).partial_capacity_counts == 1
    return person("is_able", period) + person("is_partly_able", period) * partial_counts


def is_of_working_age(person: Any, period: Any, parameters: Any) -> Any:
    p, age = parameters(period), person("age", period)
    retires = np.where(person("is_female", period), p.retirement_age_female, p.retirement_age_male)
    return (age >= p.working_age_from) * (age < retires) * np.logical_not(person("is_student", period))


def counts_as_able_and_willing(person: Any, period: Any) -> Any:
    looks = (
        person("is_willing", period)
        + person("is_registered_unemployed", period)
        + person("is_employed", period)
    )
    return person("can_work", period) * person("is_of_working_age", period) * looks


def members_employed(household: Any, period: Any) -> Any:
    return household.sum(household.members("is_employed", period))


def members_who_can(household: Any, period: Any) -> Any:
    return household.sum(household.members("counts_as_able_and_willing", period))


def is_zero_employment(household: Any, period: Any, parameters: Any) -> Any:
    p = parameters(period)
    has_labour = household("members_who_can", period) >= p.members_who_can_work
    return (
        has_labour
        * (household("members_employed", period) < p.employed_members)
        * household("is_in_ledger", period)
    )


def in_zero_employment_household(person: Any, period: Any) -> Any:
    return person.household("is_zero_employment", period)


def in_key_group(person: Any, period: Any) -> Any:
    listed = person("is_key_group", period) + person("is_difficulty", period)
    return (
        listed + person("is_registered_unemployed", period) + person("in_zero_employment_household", period)
    )


def is_old_enough(person: Any, period: Any, parameters: Any) -> Any:
    return person("age", period) >= parameters(period).working_age_from


def able_and_willing(person: Any, period: Any, parameters: Any) -> Any:
    served = np.logical_not(person("is_employed", period)) + (parameters(period).serve_employed == 1)
    able = person("in_key_group", period) * person("can_work", period) * person("is_willing", period)
    return able * person("is_old_enough", period) * served


def survey(person: Any, period: Any) -> Any:
    idle = np.logical_not(person("is_employed", period))
    return person("in_key_group", period) * idle * person("is_of_working_age", period)


def policy_briefing(person: Any, period: Any) -> Any:
    return person("able_and_willing", period)


def career_guidance(person: Any, period: Any) -> Any:
    return person("able_and_willing", period)


def recommended_jobs(person: Any, period: Any) -> Any:
    return person("able_and_willing", period)


def recommended_courses(person: Any, period: Any) -> Any:
    return person("able_and_willing", period) * person("has_training_need", period)


def welfare_post_again(person: Any, period: Any, parameters: Any) -> Any:
    p = parameters(period)
    returns = person("in_group_older_difficulty", period) + person("in_group_severe_disabled", period)
    returns = returns + person("in_zero_employment_household", period)
    served = person("welfare_post_months", period) >= p.welfare_post_term
    left = person("welfare_placements", period) < p.welfare_first_placements + p.welfare_reentries
    idle = np.logical_not(person("is_employed", period))
    return returns * served * left * idle * person("can_work", period) * person("is_willing", period)


def policy_help(person: Any, period: Any) -> Any:
    return person("welfare_post_again", period)


def service_list(person: Any, period: Any) -> Any:
    return person("is_registered_unemployed", period)


def monthly_follow_up(person: Any, period: Any) -> Any:
    return person("is_registered_unemployed", period)


def served_share(person: Any, period: Any) -> Any:
    wants = person("is_willing", period) + person("wants_startup", period)
    able = person("in_key_group", period) * person("can_work", period)
    return able * wants * person("is_old_enough", period)


def _met(duty: str, needed: str) -> Formula:
    """Whether a duty is done: the person it applies to got as many services as it asks."""

    def met(person: Any, period: Any, parameters: Any) -> Any:
        when = period if duty in MONTHLY else period.this_year
        return person(duty, period) * (person(f"done_{duty}", when) >= parameters(period)[needed])

    met.__name__ = f"{duty}_met"
    return met


CONDITIONS = [can_work, is_of_working_age, counts_as_able_and_willing, in_zero_employment_household, in_key_group,
              is_old_enough, able_and_willing]  # fmt: skip
RULES = [survey, policy_briefing, career_guidance, recommended_jobs, recommended_courses, welfare_post_again, policy_help,
         service_list, monthly_follow_up, served_share]  # fmt: skip
MET = [_met(duty, needed) for duty, needed in DUTIES.items()]
VARIABLES = [
    *map(variable, (*CONDITIONS, *RULES, *MET)),
    variable(members_employed, int, Household),
    variable(members_who_can, int, Household),
    variable(is_zero_employment, bool, Household),
]
#: What is asked of both sides, by name.
ANSWERS = [formula.__name__ for formula in (*RULES, *MET)]


def system(pack: Pack) -> TaxBenefitSystem:
    """The rules as a tax-benefit system, with the pack's parameters and their dates."""
    made = TaxBenefitSystem([Person, Household])
    dated = {}
    for name, parameter in pack.parameters.items():
        dated[name] = {
            "values": {value.since.isoformat(): {"value": value.value} for value in parameter.values}
        }
    made.parameters = ParameterNode("", data=dated)
    made.add_variables(*INPUTS, *VARIABLES)
    return made


def build(
    rules: TaxBenefitSystem, inputs: dict[str, Any], household: Any, households: int, month: str
) -> Simulation:
    """A population with its inputs, the quickest way openfisca has: arrays, no dictionaries."""
    people = len(household)
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", np.arange(people))
    home = builder.declare_entity("household", np.arange(households))
    builder.join_with_persons(home, household, roles=np.full(people, "member"))
    simulation = builder.build(rules)
    for name, values in inputs.items():
        yearly = rules.get_variable(name).definition_period == YEAR
        simulation.set_input(name, month[:4] if yearly else month, values)
    return simulation


def calculate(simulation: Simulation, month: str) -> dict[str, Any]:
    """Every answer as an array of a Boolean a person."""
    return {name: simulation.calculate(name, month) for name in ANSWERS}
