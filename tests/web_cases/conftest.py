"""The seeded corner, clients and browsers of the pages' tests, over a site of its own."""

import os
import secrets

import pytest

from tests.web.conftest import chrome, client_of, corner, plain_static, site, visitor

__all__ = ["chrome", "client_of", "corner", "plain_static", "site", "visitor"]


@pytest.fixture(scope="session")
def site_database() -> str:
    """A site of its own: what other suites write does not reach it."""
    return f"cases_{os.getpid()}_{secrets.token_hex(3)}"
