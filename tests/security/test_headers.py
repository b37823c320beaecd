"""Every answer is closed to foreign scripts; every form needs its token."""

import pytest
from django.test import Client

from leye.accounts.models import User
from tests.security.helpers import SIGN_IN
from tests.small_world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", [SIGN_IN, "/session/me/", "/accounts/", "/nowhere/", "/session/post/"])
def test_headers_of_every_answer(page: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="county"))
    answer = client.get(page)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "page",
    [
        "/session/post/",
        "/session/me/sign-out-everywhere/",
        "/accounts/new/",
        "/accounts/new/passwords/",
        "/accounts/1/reset-password/",
        "/accounts/1/disable/",
        "/account/password/change/",
        "/account/logout/",
    ],
)
def test_a_form_without_its_token_is_refused(page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="county"))
    answer = client.post(page, {})
    assert answer.status_code == 403
    assert "刷新后再提交" in answer.content.decode()


def test_signing_in_needs_the_token_too() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(SIGN_IN, {"login": "village", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("page", ["/accounts/", "/accounts/1/", "/accounts/new/", "/session/me/"])
def test_pages_of_accounts_need_a_sign_in(page: str) -> None:
    assert Client().get(page)["Location"].startswith(SIGN_IN)
