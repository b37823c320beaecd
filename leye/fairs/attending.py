"""What somebody's coming to a fair leaves in the ledger: one service for coming, one for each talk, a case when asked."""

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.cases.actions.apply import Apply
from leye.cases.errors import CaseIsOpen
from leye.casework.actions.record_service import RecordServices
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.casework.models import ServiceRecord
from leye.fairs.actions.base import as_desk
from leye.fairs.models import BoothPost, BoothTalk, Visit
from leye.market.enums import FairMode
from leye.standards.calendar import today

LONGEST_ITEM = 120


def _service(actor: Actor, visit: Visit, kind: str, item: str, note: str) -> ServiceRecord:
    fair = visit.fair
    assert visit.person_id is not None
    recorded = RecordServices(
        as_desk(actor), person_ids=[visit.person_id], kinds=[kind], served_on=fair.held_on, outcome=Outcome.DONE,
        channel=ServiceChannel.ONLINE if fair.mode == FairMode.ONLINE else ServiceChannel.COUNTER,
        item=item[:LONGEST_ITEM], note=note[:500], place=fair.place[:60],
    ).run()  # fmt: skip
    return recorded.records[0]


def note_arrival(actor: Actor, visit: Visit) -> None:
    """The service of a visitor of the ledger who has come, once. Saves the visit."""
    if visit.person_id is None or visit.arrived_at is None or visit.record_id is not None:
        return
    note = _("参加招聘会：%(title)s") % {"title": visit.fair.title}
    visit.record = _service(actor, visit, ServiceKind.OTHER, "", note)
    visit.save(update_fields=["record"])


def note_talk(actor: Actor, talk: BoothTalk) -> None:
    """The service of a talk, once: a post that was spoken of was recommended; without one it is another service."""
    if talk.person_id is None or talk.record_id is not None:
        return
    visit, booth = talk.visit, talk.booth
    post = talk.post or _only_post(talk)
    note = _("招聘会洽谈：%(title)s，%(employer)s，%(result)s") % {
        "title": visit.fair.title, "employer": booth.name, "result": talk.get_result_display()}  # fmt: skip
    if post is not None:
        talk.record = _service(
            actor, visit, ServiceKind.JOB_RECOMMENDATION, f"{booth.name}·{post.title}", note
        )
    else:
        talk.record = _service(actor, visit, ServiceKind.OTHER, "", note)
    talk.save(update_fields=["record"])


def _only_post(talk: BoothTalk) -> BoothPost | None:
    posts = list(talk.booth.posts.all()[:2])
    return posts[0] if len(posts) == 1 else None


def open_case(actor: Actor, visit: Visit) -> None:
    """The case of a visitor of the ledger who asked for help; one that is open already stays. Saves the visit."""
    if visit.person_id is None or not visit.asked_help or visit.case_id is not None:
        return
    asked = _("招聘会上求助（%(title)s）：%(wants)s") % {
        "title": visit.fair.title,
        "wants": visit.wants or _("找工作"),
    }
    try:
        visit.case = Apply(
            as_desk(actor),
            person_id=visit.person_id,
            channel=Source.COUNTER,
            applied_on=today(),
            asked_for=asked,
        ).run()
    except CaseIsOpen as error:
        visit.case_id = error.case_id
    visit.save(update_fields=["case"])
