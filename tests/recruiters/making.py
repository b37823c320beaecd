"""Units with accounts, made by the real actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside, Source
from leye.accounts.scope import Scope, acting, as_service
from leye.ledger.models import Employer
from leye.recruiters.actions.accounts import AskAccount, Opened, VerifyAccount
from leye.recruiters.actions.own import SaveOwn, SubmitOwn
from leye.recruiters.models import RecruiterMember
from leye.standards.uscc import make_uscc
from leye.vacancies.actions.review import PublishVacancy
from leye.vacancies.models import Vacancy
from tests.ledger.people import actor, scope
from tests.vacancies.making import TOWN


def uscc(number: int) -> str:
    return make_uscc("91", "150822", f"MA0N{number:05d}")


def ask(number: int = 1, by: Actor | None = None, **more: Any) -> RecruiterMember:
    """Somebody asks for an account, from the public page unless an actor is given."""
    values = {"area_no": TOWN, "name": f"磴口县第{number}食品厂", "uscc": uscc(number), "contact": "赵厂长",
              "phone": "13900139000", **more}  # fmt: skip
    return AskAccount(by or Actor.system(Source.PORTAL), **values).run()


def verify(asked: RecruiterMember, by: str = "town") -> Opened:
    with acting(scope(by)):
        return VerifyAccount(actor(by), member_id=asked.pk, evidence="核对营业执照原件").run()


def opened(number: int = 1, **more: Any) -> RecruiterMember:
    """A unit whose account is open."""
    return verify(ask(number, **more)).member


@contextmanager
def being(member: RecruiterMember) -> Iterator[Actor]:
    """Act for a unit: only what it may see is there."""
    here = Scope.of_employers(member.employer_id or 0)
    with acting(here):
        yield Actor(member.user_id, None, Outside.EMPLOYER, here, Source.PORTAL)


def posted(member: RecruiterMember, **more: Any) -> Vacancy:
    """A vacancy that a unit wrote and an officer published."""
    values = {"area_no": TOWN, "title": "电焊工", "duties": "焊接护栏，会看图纸", "seats": 2, "pay_low_fen": 450_000,
              "pay_high_fen": 600_000, "insurance": ["pension", "injury"], "occupation": "6-18-02-04",
              "employer_id": member.employer_id, **more}  # fmt: skip
    with being(member) as by:
        made = SaveOwn(by, **values).run()
        SubmitOwn(by, vacancy_id=made.pk).run()
    with acting(scope("town")):
        return PublishVacancy(actor("town"), vacancy_id=made.pk).run()


def employer_of(member: RecruiterMember) -> Employer:
    with as_service():
        return Employer.objects.get(pk=member.employer_id)
