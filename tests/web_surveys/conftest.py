"""The fixtures of the other pages, and a round of three people."""

from tests.outreach.conftest import survey
from tests.web.conftest import chrome, client_of, corner, plain_static, site, site_database, visitor

__all__ = ["chrome", "client_of", "corner", "plain_static", "site", "site_database", "survey", "visitor"]
