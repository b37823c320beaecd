"""The seeded corner, its clients, and a site of this suite's own for the browser."""

import os
import secrets

import pytest

from tests.vacancies.making import as_user, shop
from tests.web.conftest import chrome, client_of, corner, plain_static, site, visitor

__all__ = ["as_user", "chrome", "client_of", "corner", "plain_static", "shop", "site", "visitor"]


@pytest.fixture(scope="session")
def site_database() -> str:
    """A database that other suites do not write to."""
    return f"units_{os.getpid()}_{secrets.token_hex(3)}"
