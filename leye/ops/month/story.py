"""The chapters of the month, in order; one that cannot be told is told about, and the rest go on."""

from collections.abc import Callable

from django.db import transaction

from leye.accounts.actions.base import ActionError
from leye.cases.models import Case
from leye.ops.month import asking, casework, fairs, village
from leye.ops.month.team import Team, find_team
from leye.outreach.actions.sending import send_due

CHAPTERS: tuple[tuple[str, Callable[[Team], str]], ...] = (
    ("援助对象", casework.cases),
    ("帮扶计划", casework.plans),
    ("集中宣讲", casework.briefing),
    ("摸底调查", village.survey),
    ("抽查", village.checks),
    ("纸质台账", village.sheets),
    ("公益性岗位", village.posts),
    ("零就业家庭", village.households),
    ("招聘会", fairs.fairs),
    ("网上求助", asking.requests),
)


def is_told() -> bool:
    """Whether there is a month already, or anybody's own casework, which is never mixed with it."""
    return Case.objects.using("owner").exists()


def tell_month(say: Callable[[str], object]) -> str:
    """Do the month's work; what came of it in words. A chapter is whole or not at all."""
    team = find_team()
    if team is None:
        return "没有演示账号，没有生成"
    told = []
    for name, chapter in CHAPTERS:
        try:
            with transaction.atomic():
                told.append(chapter(team))
        except ActionError as error:
            say(f"{name}：没有生成（{error}）")
    # Into the outbox, whenever it is not night: what is written to a file cannot be taken back with a transaction.
    send_due()
    return "，".join(told)
