"""Signing in and looking around as a browser does."""

from typing import Any

from django.test import Client

from leye.accounts.models import User
from tests.small_world import PASSWORD

SIGN_IN = "/account/login/"


def sign_in(username: str, password: str = PASSWORD, client: Client | None = None) -> Any:
    """Post the sign-in form; the answer."""
    return (client or Client()).post(SIGN_IN, {"login": username, "password": password})


def signed_in(username: str) -> Client:
    """A browser in which a user is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def is_signed_in(client: Client) -> bool:
    """Whether a page that needs a user opens."""
    return bool(client.get("/session/me/").status_code == 200)
