"""What an employer sees of a person: the facts that the person chose, nothing that identifies before both agree."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.areas.enums import Level
from leye.areas.paths import chain
from leye.hiring.models import Application
from leye.ledger.enums import SpellKind
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.standards.codes import EDUCATION

#: What may be chosen, and how it is called. Name, telephone and identity number are not among them.
FACTS = {
    "age": gettext_lazy("年龄"),
    "sex": gettext_lazy("性别"),
    "education": gettext_lazy("学历"),
    "skills": gettext_lazy("技能和证书"),
    "jobs": gettext_lazy("工作经历"),
    "wish": gettext_lazy("想做的工作"),
    "home": gettext_lazy("住在哪个乡镇"),
}
#: Shown unless the person takes it out; sex and age are asked for by law only where a post lawfully needs them.
USUAL = ("education", "skills", "jobs", "wish", "home")
HIDDEN_NAME = 1
#: What `resume` reads beside the application: for lists, so that a page of people costs a few queries.
READ = ("person__skills", "person__spells", "person__intentions")


@dataclass(frozen=True)
class Line:
    """One line of a résumé."""

    label: str
    words: str


def shown_name(application: Application) -> str:
    """王某 until both sides agreed to be in contact, then the whole name."""
    return application.person.name if application.contact_open else masked_name(application)


def masked_name(application: Application) -> str:
    """王某, whoever agreed to what: for lists, where nobody's file is opened."""
    return _("%(family)s某") % {"family": application.person.name[:HIDDEN_NAME]}


def shown_phone(application: Application) -> str:
    """The telephone number once both agreed; before that nothing."""
    return application.person.phone if application.contact_open else ""


def resume(application: Application, on: dt.date | None = None) -> list[Line]:
    """The chosen facts in words, in a fixed order, while the employer may see them; what is not known is left out."""
    if not application.is_shown:
        return []
    day = on or today()
    lines = [
        Line(str(label), words)
        for name, label in FACTS.items()
        if name in application.shown
        and (words := fact_words(name, application.person, day, application.sent_on))
    ]
    if application.words:
        lines.append(Line(_("本人说"), application.words))
    return lines


def fact_words(name: str, person: Person, day: dt.date, sent_on: dt.date | None = None) -> str:
    """One fact of a person in words; "" when it is not known. Jobs are those begun before the application was sent."""
    if name == "age":
        born = person.birth_date
        if born is None:
            return ""
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return _("%(years)d岁") % {"years": years}
    if name == "sex":
        return {"1": _("男"), "2": _("女")}.get(person.sex, "")
    if name == "education":
        return EDUCATION.label(person.education) if person.education in EDUCATION else ""
    if name == "skills":
        return "、".join(skill.name for skill in person.skills.all())
    if name == "jobs":
        # Who held a public-welfare post is known to be of a group that is nobody's business; kinds tell the same.
        before = [
            one
            for one in person.spells.all()
            if one.kind != SpellKind.PUBLIC_POST
            and one.employer_name
            and (sent_on is None or one.started_on < sent_on)
        ]
        spells = sorted(before, key=lambda spell: spell.started_on, reverse=True)[:5]
        return "；".join(f"{spell.started_on:%Y-%m} {spell.employer_name}" for spell in spells)
    if name == "wish":
        wishes = person.intentions.all()
        return max(wishes, key=lambda wish: (wish.stated_on, wish.pk)).occupation if wishes else ""
    return _township(person)


def _township(person: Person) -> str:
    names = [area.name for area in chain(person.area_id) if area.level == Level.TOWNSHIP]
    return names[0] if names else ""
