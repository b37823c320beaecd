"""The fixtures of the other pages, and to-dos written by hand for counting."""

from tests.web.conftest import chrome, client_of, corner, plain_static, site, site_database, visitor

__all__ = ["chrome", "client_of", "corner", "plain_static", "site", "site_database", "visitor"]
