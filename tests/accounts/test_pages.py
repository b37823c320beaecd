"""The pages of accounts: who sees whom, making from a list, passwords once."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leye.accounts.access import log_access, recent_looks
from leye.accounts.actions.base import Actor
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog, Post, User
from leye.accounts.scope import acting, as_service
from tests.accounts.test_roster import GOOD, HEAD
from tests.security.helpers import is_signed_in, signed_in
from tests.security.test_scope_lifetime import _person

pytestmark = pytest.mark.django_db


def _pk(username: str) -> int:
    return User.objects.get(username=username).pk


def _words(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_shows_ones_own_area_only() -> None:
    words = _words(signed_in("county").get("/accounts/"))
    assert "王小梅" in words
    assert "赵国庆" in words
    assert "苏日娜" not in words
    assert "高延生" not in words
    assert "孙丽" not in words
    words = _words(signed_in("city").get("/accounts/"))
    assert "苏日娜" in words
    assert "高延生" not in words


@pytest.mark.parametrize("username", ["village", "town", "leader", "auditor"])
def test_others_have_no_such_page(username: str) -> None:
    for page in ("/accounts/", "/accounts/new/", "/accounts/template/", f"/accounts/{_pk('village2')}/"):
        assert signed_in(username).get(page).status_code == 403


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("q=小梅", "王小梅", "李志强"),
        ("q=town", "李志强", "王小梅"),
        ("role=township_clerk", "李志强", "王小梅"),
        ("area=河壕村", "王小梅", "刘桂芳"),
        ("area=补隆淖尔镇", "刘桂芳", "赵国庆"),
        ("state=closed", "没有符合条件", "王小梅"),
        ("state=never", "王小梅", "张建华"),
        ("page=99", "王小梅", "没有符合条件"),
        ("role=x", "王小梅", "没有符合条件"),
    ],
)
def test_narrowing_the_list(query: str, seen: str, unseen: str) -> None:
    words = _words(signed_in("county").get(f"/accounts/?{query}")).split("<main", 1)[1]
    assert seen in words
    assert unseen not in words


def test_an_account_elsewhere_is_as_if_absent() -> None:
    client = signed_in("county")
    for pk in (_pk("yanchuan"), _pk("banner"), _pk("city"), 999_999):
        assert client.get(f"/accounts/{pk}/").status_code == 404
        for act in ("reset-password", "reset-totp", "unlock", "disable", "enable", "posts"):
            assert client.post(f"/accounts/{pk}/{act}/").status_code == 404
    post = Post.objects.get(user__username="yanchuan")
    form = {"post": post.pk, "last_day": "2026-01-01"}
    assert client.post(f"/accounts/{_pk('village')}/posts/end/", form).status_code == 200
    post.refresh_from_db()
    assert post.valid_to is None


def test_acts_need_a_post_request() -> None:
    client, pk = signed_in("county"), _pk("village")
    for act in ("reset-password", "reset-totp", "unlock", "disable", "enable", "posts", "posts/end"):
        assert client.get(f"/accounts/{pk}/{act}/").status_code == 405


def test_one_account() -> None:
    words = _words(signed_in("county").get(f"/accounts/{_pk('village')}/"))
    for part in ("王小梅", "补隆淖尔镇 · 河壕村", "重置密码", "停用账号", "加岗位"):
        assert part in words
    assert "county_leader" not in words, "an officer cannot give that role"
    leader = _words(signed_in("county").get(f"/accounts/{_pk('leader')}/"))
    assert "重置密码" not in leader
    me = _words(signed_in("county").get(f"/accounts/{_pk('county')}/"))
    assert "这是您自己的账号" in me
    assert "停用账号" not in me


def test_a_password_is_shown_once() -> None:
    client, pk = signed_in("county"), _pk("village")
    answer = client.post(f"/accounts/{pk}/reset-password/")
    password = answer.context["password"]
    assert password in _words(answer)
    assert "no-store" in answer["Cache-Control"]
    assert password not in _words(client.get(f"/accounts/{pk}/"))
    refused = client.post(f"/accounts/{_pk('leader')}/reset-password/", follow=True)
    assert "上一级管理员" in _words(refused)


def test_adding_and_ending_a_post_in_the_browser() -> None:
    client, pk = signed_in("county"), _pk("village")
    form = {"role": "village_assistant", "area": "坝楞村", "valid_from": "2026-01-01", "valid_to": ""}
    assert client.post(f"/accounts/{pk}/posts/", form).status_code == 302
    post = Post.objects.get(user_id=pk, area_id=150822101202)
    assert "不必重复设" in _words(client.post(f"/accounts/{pk}/posts/", form))
    assert "没有“火星”" in _words(client.post(f"/accounts/{pk}/posts/", {**form, "area": "火星"}))
    assert "不能设在" in _words(client.post(f"/accounts/{pk}/posts/", {**form, "area": "补隆淖尔镇"}))
    assert client.post(f"/accounts/{pk}/posts/", {**form, "role": "supervisor"}).status_code == 200
    client.post(f"/accounts/{pk}/posts/end/", {"post": post.pk, "last_day": "2026-02-01"})
    post.refresh_from_db()
    assert str(post.valid_to) == "2026-02-01"
    assert "日期" in _words(client.post(f"/accounts/{pk}/posts/end/", {"post": post.pk, "last_day": "x"}))


def _upload(client: Client, rows: list[list[Any]]) -> Any:
    out = BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    book.save(out)
    book.close()
    return client.post("/accounts/new/", {"file": SimpleUploadedFile("名单.xlsx", out.getvalue())})


def test_from_list_to_first_sign_in() -> None:
    client = signed_in("county")
    bad = ["某某", "", "村长", "火星", "", "", ""]
    assert _upload(client, [HEAD, GOOD, bad])["Location"] == "/accounts/new/check/"
    preview = _words(client.get("/accounts/new/check/"))
    assert "可以开通1个" in preview
    assert "看不懂岗位“村长”" in preview
    assert not User.objects.filter(username="wangxiaohong").exists()
    assert client.post("/accounts/new/check/")["Location"] == "/accounts/new/done/"
    assert "只此一次" in _words(client.get("/accounts/new/done/"))
    stored = client.session["account_passwords"]
    answer = client.post("/accounts/new/passwords/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell.value for cell in book.worksheets[0][3]]
    book.close()
    assert cells[:2] == ["王小红", "wangxiaohong"]
    assert cells[2] not in stored, "kept only as cipher"
    assert "account_passwords" not in client.session
    assert client.post("/accounts/new/passwords/")["Location"] == "/accounts/"
    assert "初始密码已下载" in _words(client.get("/accounts/new/done/"))
    fresh = Client()
    assert fresh.post("/account/login/", {"login": "wangxiaohong", "password": cells[2]}).status_code == 302
    assert not is_signed_in(fresh), "the password has to be changed first"


def test_first_passwords_of_a_key_that_is_gone_are_said_in_words() -> None:
    client = signed_in("county")
    _upload(client, [HEAD, GOOD])
    client.post("/accounts/new/check/")
    session = client.session
    cipher = bytearray.fromhex(session["account_passwords"])
    cipher[0] = 250  # the number of a key that is not held any more
    session["account_passwords"] = cipher.hex()
    session.save()
    answer = client.post("/accounts/new/passwords/", follow=True)
    assert answer.status_code == 200
    assert "更换了密钥" in _words(answer)
    assert "重置密码" in _words(answer)


def test_files_that_are_no_list() -> None:
    client = signed_in("county")
    assert "没有找到表头" in _words(_upload(client, [["a"], ["b"]]))
    answer = client.post("/accounts/new/", {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken")})
    assert "打不开" in _words(answer) or "损坏" in _words(answer)
    assert client.post("/accounts/new/", {}).status_code == 200
    assert client.get("/accounts/new/check/")["Location"] == "/accounts/new/"


def test_the_template_is_a_workbook() -> None:
    answer = signed_in("county").get("/accounts/template/")
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]


def test_my_settings_for_every_role() -> None:
    for user in User.objects.all():
        answer = signed_in(user.username).get("/session/me/")
        assert answer.status_code == 200
        assert "我的设置" in _words(answer)
    lonely = User.objects.create(username="lonely", name="无岗位")
    client = Client()
    client.force_login(lonely)
    assert "没有岗位" in _words(client.get("/session/me/"))


def test_looks_at_a_person_are_logged_and_told_to_who_holds_him() -> None:
    with as_service():
        person = _person(150822101201, 1)
    for username in ("village", "county"):
        actor = Actor.holding(Post.objects.select_related("area").get(user__username=username))
        with acting(actor.scope):
            log_access(actor, Access.VIEW_PERSON, person)
            log_access(actor, Access.SEARCH, detail={"count": 3})
    log_access(Actor.system(), Access.EXPORT)
    village = Actor.holding(Post.objects.select_related("area").get(user__username="village"))
    with acting(village.scope):
        looks = recent_looks(person)
        assert [(look.name, look.access) for look in looks] == [
            ("张建华", "查看个人档案"),
            ("王小梅", "查看个人档案"),
        ]
        assert AccessLog.objects.filter(person_id=person.pk).count() == 1, (
            "the county's own lines stay the county's"
        )
