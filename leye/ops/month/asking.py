"""Requests for help that came in from the public page: some wait, one is in hand, one is answered, one became a case."""

from leye.areas.models import Area
from leye.ledger.models import Person
from leye.ops.month.team import Team, do
from leye.selfservice.actions.answering import AnswerHelp, LinkHelp, OpenCase, TakeHelp
from leye.selfservice.actions.asking import AskHelp
from leye.selfservice.models import HelpRequest
from leye.selfservice.reading import done_by_public

#: Where of the team's places, what for, who, telephone, words.
ASKED = (
    ("village", "work", "郝建军", "13900000031", "会开装载机，想在旗里找活，家里有老人走不远"),
    ("village", "training", "斯琴", "13900000032", "想学电工，什么时候开班"),
    ("town", "subsidy", "乔永胜", "13900000033", "从呼市回来种地，听说有返乡补贴，怎么办"),
    ("county", "startup", "包额尔德", "13900000034", "想开个修理铺，能不能贷款"),
    ("village2", "work", "康秀英", "13900000035", "五十二岁，想找保洁、做饭的活"),
)


def requests(team: Team) -> str:
    """Asked by the public, seen to by the township."""
    places: dict[str, Area] = {
        "village": team.village.area,
        "village2": team.village2.area,
        "town": team.town.area,
        "county": team.county.area,
    }
    made = [_ask(places[place], kind, name, phone, words) for place, kind, name, phone, words in ASKED]
    do(team.village, TakeHelp(team.village.actor, request_id=made[0].pk))
    answer = "补贴要先办返乡登记，带身份证到镇便民服务大厅二号窗口，当天能办。"
    do(team.town, AnswerHelp(team.town.actor, request_id=made[2].pk, answer=answer))
    cases = _of_the_ledger(team)
    return f"网上求助 {len(made) + cases} 条"


def _ask(area: Area, kind: str, name: str, phone: str, words: str) -> HelpRequest:
    made: HelpRequest = done_by_public(
        AskHelp, area_no=area.no, name=name, phone=phone, kind=kind, words=words, agreed=True
    )
    return made


def _of_the_ledger(team: Team) -> int:
    """Somebody whom the ledger has, matched by telephone and name, and applied for in one press; how many."""
    with team.village.at_work():
        people = Person.objects.visible_to(team.village.actor.scope).living().filter(work_capacity="able")
        person = people.exclude(phone="").exclude(cases__exited_on__isnull=True, cases__isnull=False).first()
    if person is None:
        return 0
    one = _ask(team.village.area, "work", person.name, person.phone, "想在镇上找个能顾家的活")
    do(team.village, LinkHelp(team.village.actor, request_id=one.pk, person_id=person.pk))
    do(team.village, OpenCase(team.village.actor, request_id=one.pk))
    team.refresh([person.pk])
    return 1
