"""The fixtures of the other pages."""

from tests.vacancies.making import as_user, shop
from tests.web.conftest import chrome, client_of, corner, plain_static, site, site_database, visitor

__all__ = [
    "as_user",
    "chrome",
    "client_of",
    "corner",
    "plain_static",
    "shop",
    "site",
    "site_database",
    "visitor",
]
