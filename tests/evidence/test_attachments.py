"""Files laid to services and people: sealed, in scope, once, and taken back without being lost."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.casework.actions.correct_service import CancelService
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.evidence.actions.attachments import AddAttachment, Added, RemoveAttachment, content_of
from leye.evidence.models import Attachment, AttachmentBody
from leye.evidence.reading import counts_of_services, files_of_person
from leye.ledger.actions.merges import MergePeople, UndoMerge
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.evidence.samples import jpeg, png
from tests.ledger.people import BALENG, actor, history, register, scope

AsUser = Callable[[str], Actor]


def served(by: Actor, person: Person, **more: object) -> ServiceRecord:
    values: dict[str, object] = {"kind": "home_visit", "served_on": today(), "place": "村委会", **more}
    return RecordService(by, person_id=person.pk, **values).run().records[0]  # type: ignore[arg-type]  # spelt out


def attach(by: Actor, record: ServiceRecord, content: bytes = b"", name: str = "走访.jpg") -> Added:
    return AddAttachment(
        by,
        about="service",
        about_id=record.pk,
        kind="photo",
        name=name,
        content=content or jpeg(),
        note="在家中",
    ).run()


def test_a_photo_of_a_visit_is_kept_sealed_and_given_back_whole(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    record = served(village, person)
    assert record.place == "村委会"
    added = attach(village, record, jpeg(b"the very picture"))
    assert (added.again, added.attachment.media_type, added.attachment.scan) == (False, "image/jpeg", "none")
    assert history(added.attachment).get().pgh_context.metadata["row"] == record.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sealed FROM evidence_attachmentbody WHERE attachment_id = %s", [added.attachment.pk]
        )
        assert b"the very picture" not in bytes(cursor.fetchone()[0])
    found, content = content_of(actor("village"), added.attachment.pk)
    assert (found, content) == (added.attachment, jpeg(b"the very picture"))
    assert counts_of_services(scope("village"), [record.pk])[record.pk].files == 1


def test_the_same_file_twice_is_one_and_elsewhere_it_is_told(as_user: AsUser) -> None:
    village = as_user("village")
    first, second = register(village, 1), register(village, 3, "张三")
    one, other = served(village, first), served(village, second)
    added = attach(village, one)
    assert attach(village, one).again
    assert Attachment.objects.count() == 1
    attach(village, other, name="另一张.jpg")
    (line,) = files_of_person(actor("village"), first.pk)
    assert (line.attachment, line.elsewhere) == (added.attachment, 1)


def test_what_is_refused_leaves_nothing(as_user: AsUser) -> None:
    village = as_user("village")
    record = served(village, register(village, 1))
    with pytest.raises(Invalid, match="与文件名不符"):
        attach(village, record, png())
    assert not Attachment.objects.exists()
    assert not AttachmentBody.objects.exists()


def test_evidence_keeps_to_its_scope(as_user: AsUser) -> None:
    with acting(scope("village")):
        by = actor("village")
        record = served(by, register(by, 1))
        pk = attach(by, record).attachment.pk
    with pytest.raises(NotAllowed):
        attach(actor("auditor"), record)
    with acting(scope("village2")):
        with pytest.raises(Absent):
            attach(actor("village2"), record)
        with pytest.raises(Absent):
            content_of(actor("village2"), pk)
        assert AttachmentBody.objects.count() == 0
    town = as_user("town")
    assert content_of(town, pk)[1] == jpeg()


def test_a_file_is_taken_back_with_a_reason_and_not_lost(as_user: AsUser) -> None:
    with acting(scope("village")):
        by = actor("village")
        record = served(by, register(by, 1))
        pk = attach(by, record).attachment.pk
        with pytest.raises(Invalid, match="写明撤回原因"):
            RemoveAttachment(by, attachment_id=pk, reason=" ").run()
    town = as_user("town")
    gone = RemoveAttachment(town, attachment_id=pk, reason="传错了人").run()
    assert gone.removed_reason == "传错了人"
    assert content_of(town, pk)[1] == jpeg()
    with pytest.raises(ActionError, match="已经撤回"):
        RemoveAttachment(town, attachment_id=pk, reason="再撤").run()
    assert counts_of_services(town.scope, [record.pk])[record.pk].files == 0
    assert not attach(town, record).again


def test_an_assistant_takes_back_only_his_own(as_user: AsUser) -> None:
    with acting(scope("village")):
        by = actor("village")
        record = served(by, register(by, 1))
    with acting(scope("town")):
        pk = attach(actor("town"), record).attachment.pk
    with pytest.raises(NotAllowed, match="别人上传"):
        RemoveAttachment(as_user("village"), attachment_id=pk, reason="不要了").run()


def test_evidence_moves_with_the_person_and_with_a_merge(as_user: AsUser) -> None:
    town = as_user("town")
    person, twin = register(town, 1), register(town, 3, "王小妹")
    added = attach(town, served(town, twin)).attachment
    AddAttachment(town, about="person", about_id=twin.pk, kind="document", name="a.png", content=png()).run()
    merge = MergePeople(town, survivor_id=person.pk, loser_id=twin.pk).run()
    assert {line.attachment.person_id for line in files_of_person(town, person.pk)} == {person.pk}
    assert AttachmentBody.objects.get(pk=added.pk).person_id == person.pk
    UndoMerge(town, merge_id=merge.pk).run()
    assert Attachment.objects.get(pk=added.pk).person_id == twin.pk
    MovePersonArea(town, person_id=twin.pk, area_no=BALENG).run()
    assert AttachmentBody.objects.get(pk=added.pk).area_id == BALENG
    with acting(scope("village2")):
        assert content_of(actor("village2"), added.pk)[1] == jpeg()


def test_a_cancelled_service_leaves_its_files_to_the_person(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    record = served(village, person, served_on=today() - dt.timedelta(days=1))
    pk = attach(village, record).attachment.pk
    CancelService(village, service_id=record.pk, reason="记错人").run()
    (line,) = files_of_person(village, person.pk)
    assert line.attachment.pk == pk
    with as_service():
        assert AttachmentBody.objects.filter(pk=pk).exists()
