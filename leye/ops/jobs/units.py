"""Accounts of units in the demo: one that is open and has people to answer, one that waits for an officer."""

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside, Source
from leye.accounts.models import User
from leye.accounts.scope import as_service
from leye.hiring.models import Application
from leye.ledger.models import Employer
from leye.ops.month.team import Team, do
from leye.ops.world.accounts import accounts_file, keep_listing
from leye.recruiters.actions.accounts import AskAccount, VerifyAccount
from leye.standards.uscc import make_uscc
from leye.vacancies.models import EmployerStanding

#: Who asks for the accounts; the telephones belong to nobody.
CONTACTS = (("马文静", "13900001001"), ("白志刚", "13900001002"))


def open_units(team: Team, applications: list[Application]) -> str:
    """An account for a unit of the county to which somebody applied, another asked for; in words."""
    unit = _unit(team, applications)
    if unit is None:
        return ""
    anybody = Actor.system(Source.PORTAL)
    contact, phone = CONTACTS[0]
    asked = AskAccount(
        anybody, area_no=unit.area_id, name=unit.name, uscc=unit.uscc, contact=contact, phone=phone
    ).run()  # fmt: skip
    opened = do(
        team.county, VerifyAccount(team.county.actor, member_id=asked.pk, evidence="核对营业执照原件")
    )
    user = User.objects.get(username=opened.username)
    # The demo's accounts share one password, also this one.
    user.password = User.objects.get(pk=team.county.user_id).password
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    _note(user, unit)
    contact, phone = CONTACTS[1]
    AskAccount(
        anybody, area_no=team.town.area.pk, name=f"{team.town.area.name}志刚建筑劳务有限公司", contact=contact,
        uscc=make_uscc("91", str(team.county.area.pk)[:6], "MA0WAXTED"), phone=phone,
    ).run()  # fmt: skip
    return "；单位账号 1 个已开通，1 个待核实"


def _unit(team: Team, applications: list[Application]) -> Employer | None:
    """The first unit of the county with a credit code among those applied to that still have somebody to answer."""
    with as_service():
        waiting = Application.objects.waiting().filter(pk__in=[one.pk for one in applications]).order_by("pk")
        for one in waiting.select_related("vacancy__employer"):
            unit = one.vacancy.employer
            closed = EmployerStanding.objects.filter(employer=unit, closed_on__isnull=False).exists()
            if unit.uscc and team.county.actor.scope.covers(unit.area_id) and not closed:
                return unit
    return None


def _note(user: User, unit: Employer) -> None:
    """One more line in the list of the demo's accounts."""
    path = accounts_file()
    if path.exists():
        line = f"{user.username:<26}{user.name}\t{Outside.EMPLOYER.label}\t{unit.name}（/unit/）\n"
        keep_listing(path.read_text(encoding="utf-8") + line)
