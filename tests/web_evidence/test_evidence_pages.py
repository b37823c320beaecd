"""Pages of evidence: files in and out, signatures, codes, the set that is closed only when whole, and who sees them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.casework.actions.record_service import RecordService
from leye.casework.models import Declaration, ServiceRecord
from leye.evidence.models import Attachment, Confirmation, Signature
from leye.outreach.models import Message
from leye.outreach.sms import settings
from leye.outreach.sms.port import Outgoing, Refused, Unsure
from leye.standards.calendar import today
from leye.vault.state import state_dir
from tests.evidence.samples import drawing, jpeg, png
from tests.ledger.people import actor, scope
from tests.security.helpers import signed_in
from tests.web.seed import Seeded, build
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def served(seeded: Seeded, kind: str = "home_visit", name: str = "王秀兰", **more: Any) -> int:
    with acting(scope("village")):
        values = {"served_on": today(), "place": "村委会", **more}
        made = RecordService(actor("village"), person_id=seeded.people[name], kind=kind, **values).run()
    return made.records[0].pk


def photo(content: bytes = b"", name: str = "走访.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or jpeg(), content_type="image/jpeg")


def add(client: Client, pk: int, **more: Any) -> Any:
    data = {"kind": "photo", "file": photo(), "note": "在家中", **more}
    return client.post(f"/evidence/service/{pk}/add/", data, follow=True)


def test_a_service_is_recorded_with_its_place_and_a_photo(corner: Seeded, client_of: ClientOf) -> None:
    client, person = client_of("village"), corner.people["王秀兰"]
    data = {
        "kinds": "home_visit", "outcome": "done", "channel": "visit", "served_on": today().isoformat(), "place": "本人家中",
    }  # fmt: skip
    assert client.post(f"/services/{person}/", data).status_code == 302
    with as_service():
        record = ServiceRecord.objects.get(person=person)
    assert record.place == "本人家中"
    listed = words(client.get(f"/people/{person}/services/"))
    assert "本人家中" in listed
    assert f'href="/evidence/services/{record.pk}/"' in listed
    shown = words(add(client, record.pk))
    assert "材料已收下" in shown
    assert "走访.jpg" in shown
    assert "未查毒" in shown
    assert "已经在这里" in words(add(client, record.pk))
    assert "走访.jpg" in words(client.get(f"/evidence/people/{person}/"))


def test_a_file_goes_out_as_a_file_only_and_the_look_is_logged(corner: Seeded, client_of: ClientOf) -> None:
    pk = served(corner)
    add(client_of("village"), pk)
    with as_service():
        file = Attachment.objects.get()
        before = AccessLog.objects.filter(person_id=file.person_id).count()
    answer = client_of("town").get(f"/evidence/files/{file.pk}/")
    assert answer.content == jpeg()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    with as_service():
        looks = AccessLog.objects.filter(person_id=file.person_id)
        assert looks.count() == before + 1
        assert looks.order_by("-pk")[0].detail == {"attachment": file.pk}
    for user in ("village2", "banner"):
        assert client_of(user).get(f"/evidence/files/{file.pk}/").status_code == 404
        assert client_of(user).get(f"/evidence/services/{pk}/").status_code == 404
        assert add(client_of(user), pk).status_code == 404
    assert client_of("auditor").get(f"/evidence/services/{pk}/").status_code == 200
    assert add(client_of("auditor"), pk).status_code == 403


def test_a_file_that_lies_is_refused_in_the_form(corner: Seeded, client_of: ClientOf) -> None:
    pk, client = served(corner), client_of("village")
    assert "与文件名不符" in words(add(client, pk, file=photo(png())))
    assert "最大10MB" in words(add(client, pk, file=photo(jpeg() + b"\0" * 11 * 2**20)))
    assert "请选择文件" in words(client.post(f"/evidence/service/{pk}/add/", {"kind": "photo"}))
    with as_service():
        assert not Attachment.objects.exists()


def test_a_file_is_taken_back(corner: Seeded, client_of: ClientOf) -> None:
    pk, client = served(corner), client_of("village")
    add(client, pk)
    with as_service():
        file = Attachment.objects.get()
    address = f"/evidence/files/{file.pk}/remove/"
    assert "撤回材料" in words(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 200
    shown = words(client.post(address, {"reason": "传错了"}, follow=True))
    assert "撤回：传错了" in shown
    assert client.get(address).status_code == 404


def test_the_set_is_put_together_signed_and_closed(corner: Seeded, client_of: ClientOf) -> None:
    client, person, home = client_of("village"), corner.people["王秀兰"], corner.household
    data = {"person_id": person, "declared_on": today().isoformat(), "reason": "照料两位卧床老人"}
    shown = words(client.post(f"/households/{home}/declare/", data, follow=True))
    assert "材料不全" in shown
    assert "帮扶记录还差3次" in shown
    with as_service():
        pk = Declaration.objects.get().pk
    sign = f"/evidence/declaration/{pk}/sign/"
    blank = {"screen-signer": "self", "screen-drawing": drawing(ink=0)}
    assert "还没有签名" in words(client.post(sign, blank))
    family = {"screen-signer": "family", "screen-drawing": drawing()}
    assert "请填写代签家属的姓名" in words(client.post(sign, family))
    signed = client.post(sign, {"screen-signer": "self", "screen-drawing": drawing()}, follow=True)
    assert "王秀兰已签字" in words(signed)
    close = f"/evidence/declarations/{pk}/close/"
    assert "还差3次" in words(client.post(close, {"file_no": "2026-1"}))
    for n in range(3):
        served(corner, "job_recommendation", item=f"岗位{n}")
    page = words(client.get(f"/evidence/declarations/{pk}/"))
    assert "可以办结" in page
    assert "岗位2" in page
    assert client_of("auditor").post(close, {"file_no": "2026-1"}).status_code == 403
    assert client_of("village2").post(close, {"file_no": "2026-1"}).status_code == 404
    assert "已办结归档，编号2026-1" in words(client.post(close, {"file_no": "2026-1"}, follow=True))
    assert "2026-1" in words(client.get(f"/households/{home}/"))
    assert add(client, served(corner)).status_code == 200
    assert "不能再增减" in words(
        client.post(sign, {"screen-signer": "self", "screen-drawing": drawing(333)}, follow=True)
    )
    with as_service():
        assert Signature.objects.count() == 1


def test_family_signs_on_paper_and_the_reason_changes(corner: Seeded, client_of: ClientOf) -> None:
    client, person, home = client_of("village"), corner.people["王秀兰"], corner.household
    data = {"person_id": person, "declared_on": today().isoformat(), "reason": "照料老人"}
    client.post(f"/households/{home}/declare/", data)
    with as_service():
        pk = Declaration.objects.get().pk
    paper = {
        "paper-signer": "family", "paper-signer_name": "李秀英", "paper-relation": "spouse",
        "paper-signed_on": today().isoformat(), "paper-file": photo(name="声明.jpg"),
    }  # fmt: skip
    shown = words(client.post(f"/evidence/declaration/{pk}/paper/", paper, follow=True))
    assert "李秀英已签字" in shown
    assert "王秀兰的配偶" in shown
    again = client.post(f"/evidence/declarations/{pk}/reason/", {"reason": "在外地带孙子"}, follow=True)
    assert "请重新签字确认" in words(again)
    with as_service():
        assert Declaration.objects.get().signed_by == ""


class Broken:
    """A provider whose line breaks, or that refuses; it looks whether the asking was committed before."""

    name = "aliyun"

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.known: list[int] = []

    def send(self, message: Outgoing) -> str:
        assert not connection.in_atomic_block
        with as_service():
            self.known.append(Confirmation.objects.count())
        raise self.error


def test_a_code_that_may_have_left_is_not_forgotten(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, client = served(build()), signed_in("village")
    refusing = Broken(Refused("没钱了", again=False))
    monkeypatch.setattr(settings, "sender", lambda: refusing)
    shown = words(client.post(f"/evidence/service/{pk}/code/", follow=True))
    assert "验证码没有发出去" in shown
    with as_service():
        assert not Confirmation.objects.exists()
        assert Message.objects.get().sent_at is None
    unsure = Broken(Unsure("reset"))
    monkeypatch.setattr(settings, "sender", lambda: unsure)
    shown = words(client.post(f"/evidence/service/{pk}/code/", follow=True))
    assert "不知道验证码是否已经发出" in shown
    assert unsure.known == refusing.known == [1]
    with as_service():
        assert Confirmation.objects.count() == 1
    assert "请稍等一分钟" in words(client.post(f"/evidence/service/{pk}/code/", follow=True))


def test_a_code_goes_out_and_comes_back(own_database: str) -> None:
    pk, client, client_of = served(build()), signed_in("village"), signed_in
    shown = words(client.post(f"/evidence/service/{pk}/code/", follow=True))
    assert "验证码已发往尾号" in shown
    lines = (state_dir() / "outbox" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    text = json.loads(lines[-1])["text"]
    code = text.partition("验证码")[2][:6]
    assert code.isdigit()
    with as_service():
        confirmation = Confirmation.objects.get()
    address = f"/evidence/confirmations/{confirmation.pk}/"
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert "还可以试4次" in words(client.post(address, {"code-code": wrong}))
    with as_service():
        assert Confirmation.objects.get().attempts == 1
    assert client_of("village2").post(address, {"code-code": code}).status_code == 404
    done = words(client.post(address, {"code-code": code}, follow=True))
    assert "本人已远程确认" in done
    assert "远程确认" in done
    assert "请稍等一分钟" in words(client.post(f"/evidence/service/{pk}/code/", follow=True))
