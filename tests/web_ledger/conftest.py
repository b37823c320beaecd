"""The fixtures of the other pages."""

from tests.web.conftest import chrome, client_of, corner, plain_static, site, site_database, visitor

__all__ = ["chrome", "client_of", "corner", "plain_static", "site", "site_database", "visitor"]
