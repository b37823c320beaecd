"""Signing in, being locked out, sessions that end, doors that are closed."""

import logging
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client

from leye.accounts import lockout
from leye.accounts.actions.accounts import DisableUser, ResetPassword, ResetTotp, Unlock
from leye.accounts.actions.base import Actor
from leye.accounts.enums import Access
from leye.accounts.mfa import MfaAdapter
from leye.accounts.models import AccessLog, Post, User
from leye.accounts.scope import acting, as_service, scope_of
from tests.security.helpers import SIGN_IN, is_signed_in, sign_in, signed_in
from tests.small_world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any, db: None) -> None:
    """Passwords that cost nothing to check: it is the counting that is tested."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    User.objects.update(password=make_password(PASSWORD))


def _manager(username: str = "county") -> Actor:
    return Actor.holding(Post.objects.select_related("area").get(user__username=username))


def _entrances(access: Access) -> list[str]:
    with as_service():
        return list(AccessLog.objects.filter(access=access).values_list("user__username", flat=True))


def test_signing_in_works_and_is_logged() -> None:
    client = Client()
    assert sign_in("village", client=client).status_code == 302
    assert is_signed_in(client)
    assert _entrances(Access.SIGN_IN) == ["village"]


def test_the_sixth_try_is_refused_with_the_right_password_too_and_says_until_when() -> None:
    client = Client()
    for _try in range(5):
        answer = sign_in("village", "wrong", client)
        assert "用户名或密码不对" in answer.content.decode()
    answer = sign_in("village", PASSWORD, client)
    assert answer.status_code == 200
    words = answer.content.decode()
    assert "已暂时锁定" in words
    assert "以后再试" in words
    assert not is_signed_in(client)
    assert _entrances(Access.LOCKED) == ["village"]
    # Another account at the same address is not locked with it.
    assert sign_in("town").status_code == 302


def test_upper_case_and_another_host_name_are_the_same_account(settings: Any) -> None:
    for number in range(5):
        Client().post(
            SIGN_IN,
            {"login": ["village", "VILLAGE"][number % 2], "password": "wrong"},
            headers={"host": ["127.0.0.1", "localhost"][number % 2]},
        )
    assert "已暂时锁定" in sign_in("village").content.decode()


def test_an_address_is_locked_after_twenty_failures_over_many_accounts(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "leye.security")
    for number in range(20):
        sign_in(f"nobody{number}", "wrong")
    assert "已暂时锁定" in sign_in("village").content.decode()
    assert "sign-in locked: address" in caplog.text
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in("village", client=other).status_code == 302


def test_an_unknown_name_is_answered_as_a_wrong_password() -> None:
    known, unknown = sign_in("village", "wrong"), sign_in("nobody", "wrong")
    assert "用户名或密码不对" in known.content.decode()
    assert "用户名或密码不对" in unknown.content.decode()


def test_a_lock_ends_after_fifteen_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    for _try in range(5):
        sign_in("village", "wrong")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 - 5)
    assert "已暂时锁定" in sign_in("village").content.decode()
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 + 5)
    assert sign_in("village").status_code == 302


def test_the_county_unlocks() -> None:
    for _try in range(5):
        sign_in("village", "wrong")
    manager = _manager()
    with acting(manager.scope):
        Unlock(manager, User.objects.get(username="village")).run()
    assert sign_in("village").status_code == 302
    with acting(manager.scope):
        assert AccessLog.objects.filter(access=Access.ACCOUNT, detail__action="Unlock").count() == 1


def test_the_counters_are_kept_in_the_database() -> None:
    sign_in("village", "wrong")
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]  # the proxy's own


def _session(client: Client, **values: Any) -> None:
    session = client.session
    for key, value in values.items():
        session[key] = value
    session.save()


def test_a_session_ends_after_two_idle_hours() -> None:
    client = signed_in("village")
    assert is_signed_in(client)
    _session(client, seen=int(time.time()) - 2 * 3600 + 60)
    assert is_signed_in(client)
    _session(client, seen=int(time.time()) - 2 * 3600 - 1)
    answer = client.get("/session/me/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)
    assert not is_signed_in(client)


def test_a_session_ends_eight_hours_after_the_sign_in_however_busy() -> None:
    client = signed_in("village")
    assert is_signed_in(client)
    _session(client, since=int(time.time()) - 8 * 3600 - 1)
    assert not is_signed_in(client)


def test_a_fragment_of_a_page_sends_the_browser_to_the_sign_in() -> None:
    client = signed_in("village")
    client.get("/session/me/")
    _session(client, seen=0)
    answer = client.get("/session/me/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, SIGN_IN)


def test_the_cookie_ends_with_the_browser_and_is_closed_to_scripts() -> None:
    client = Client()
    sign_in("village", client=client)
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == (
        "",
        "",
        True,
        "Lax",
    )


def test_changing_the_password_ends_the_other_sessions() -> None:
    here, elsewhere = signed_in("village"), signed_in("village")
    new = "tulip-garden-93-lake"
    answer = here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_a_password_set_by_another_must_be_changed_first() -> None:
    manager, user = _manager(), User.objects.get(username="village")
    elsewhere = signed_in("village")
    with acting(manager.scope):
        password = ResetPassword(manager, user).run()
    assert not is_signed_in(elsewhere)
    client = Client()
    assert sign_in("village", PASSWORD, client).status_code == 200
    assert sign_in("village", password, client).status_code == 302
    for page in ("/session/me/", "/find/", "/"):
        assert client.get(page)["Location"] == "/account/password/change/"
    same = client.post(
        "/account/password/change/", {"oldpassword": password, "password1": password, "password2": password}
    )
    assert "不能和别人替您设的密码一样" in same.content.decode()
    new = "tulip-garden-93-lake"
    form = {"oldpassword": password, "password1": new, "password2": new}
    assert client.post("/account/password/change/", form)["Location"] == "/"
    assert is_signed_in(client)
    user.refresh_from_db()
    assert not user.must_change_password


def test_disabling_ends_the_session_at_once() -> None:
    manager, user = _manager(), User.objects.get(username="village")
    client = signed_in("village")
    with acting(manager.scope):
        DisableUser(manager, user).run()
    assert not is_signed_in(client)
    assert sign_in("village").status_code in (200, 302)
    assert not is_signed_in(client)


def test_signing_out_everywhere() -> None:
    here, elsewhere = signed_in("village"), signed_in("village")
    assert here.post("/session/me/sign-out-everywhere/")["Location"] == SIGN_IN
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_resetting_totp_ends_sessions_and_lets_in_with_the_password() -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    manager, user = _manager(), User.objects.get(username="village")
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    client = Client()
    assert sign_in("village", client=client)["Location"].startswith("/account/2fa/authenticate/")
    assert not is_signed_in(client)
    elsewhere = signed_in("village")
    with acting(manager.scope):
        assert ResetTotp(manager, user).run() == 2
    assert not is_signed_in(elsewhere)
    fresh = Client()
    sign_in("village", client=fresh)
    assert is_signed_in(fresh)


def _code(secret: str, steps: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2] + steps):06d}"


def test_setting_up_totp_and_signing_in_with_it() -> None:
    client = Client()
    sign_in("village", client=client)
    door = client.get("/account/2fa/totp/activate/")["Location"]
    assert door.startswith("/account/reauthenticate/")
    assert "密码不对" in client.post(door, {"password": "wrong"}).content.decode()
    assert client.post(door, {"password": PASSWORD}).status_code == 302
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert "动态口令不对" in client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert client.post("/account/2fa/totp/activate/", {"code": _code(secret)}).status_code == 302
    stored = Authenticator.objects.get(user__username="village", type="totp")
    assert secret not in str(stored.data), "kept as cipher"
    fresh = Client()
    sign_in("village", client=fresh)
    assert not is_signed_in(fresh)
    assert "动态口令不对" in fresh.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert fresh.post("/account/2fa/authenticate/", {"code": _code(secret, 1)}).status_code == 302
    assert is_signed_in(fresh)


def test_guessing_codes_locks_too_and_the_county_unlocks(settings: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    user, secret = User.objects.get(username="village"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    client = Client()
    sign_in("village", client=client)
    for _try in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/account/2fa/authenticate/", {"code": _code(secret)})
    assert "已暂时锁定" in answer.content.decode()
    assert lockout.codes_locked_until(user) is not None
    assert lockout.locked_accounts([user]) == {user.pk}
    manager = _manager()
    with acting(manager.scope):
        Unlock(manager, user).run()
    assert client.post("/account/2fa/authenticate/", {"code": _code(secret)}).status_code == 302
    assert is_signed_in(client)


def test_a_secret_under_another_key_lets_nobody_in(settings: Any) -> None:
    adapter = MfaAdapter()
    cipher = adapter.encrypt("SECRET")
    assert adapter.decrypt(cipher) == "SECRET"
    settings.SECRET_KEY = "another-secret-of-fifty-characters-0123456789-abc"
    for broken in (cipher, "SECRET", ""):
        with pytest.raises(PermissionDenied):
            adapter.decrypt(broken)


def test_totp_is_asked_of_the_roles_that_need_it_when_the_installation_says_so(settings: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    county, village = signed_in("county"), signed_in("village")
    assert is_signed_in(county)
    settings.REQUIRE_TOTP = True
    assert county.get("/session/me/")["Location"] == "/account/2fa/totp/activate/"
    assert county.get("/account/logout/").status_code == 200
    assert is_signed_in(village)
    TOTP.activate(User.objects.get(username="county"), generate_totp_secret())
    assert is_signed_in(county)


@pytest.mark.parametrize(
    "door",
    [
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "password/set/",
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "login/code/confirm/",
        "password/reset/key/1-x/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_doors_this_house_does_not_have(door: str, method: str) -> None:
    assert getattr(Client(), method)(f"/account/{door}").status_code == 404


def test_switching_posts_changes_the_scope_and_only_to_ones_own() -> None:
    user = User.objects.get(username="village")
    second = Post.objects.create(
        user=user, area_id=150822102201, role="village_assistant", valid_from="2020-01-01"
    )
    client = signed_in("village")
    foreign = Post.objects.get(user__username="county")
    assert client.post("/session/post/", {"post": foreign.pk}).status_code == 404
    assert client.post("/session/post/", {"post": "x"}).status_code == 404
    assert client.get("/session/post/").status_code == 405
    client.post("/session/post/", {"post": second.pk})
    answer = client.get("/session/me/")
    assert answer.wsgi_request.post.pk == second.pk
    assert answer.wsgi_request.scope == scope_of(second)
    # A post that ends while it is active falls back to one that is held.
    Post.objects.filter(pk=second.pk).update(valid_to="2020-12-31")
    assert client.get("/session/me/").wsgi_request.post.pk != second.pk
