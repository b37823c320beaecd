"""Which area somebody means who writes a name: in one's own areas first, then in the whole tree."""

from django.db.models import Q

from leye.accounts.scope import Scope
from leye.areas.lookup import Finder
from leye.areas.models import Area
from leye.standards.calendar import today
from leye.standards.text import clean_cell

#: More candidates than this are not told apart by reading them.
MOST = 6


def areas_named(text: str) -> list[Area]:
    """Areas of the whole tree with exactly this name or code, the highest first."""
    named = Q(name=text) | Q(official_name=text) | Q(code=text.ljust(12, "0") if text.isdigit() else text)
    return list(Area.objects.filter(named).valid_on(today()).order_by("level", "no")[:MOST])


def areas_meant(text: str, scope: Scope, own: Finder | None = None) -> list[Area]:
    """The areas that a name or code may mean: none, one, or several. `own`: made once for many texts."""
    tidy = clean_cell(text)
    if not tidy:
        return []
    return (own or Finder(scope)).find(tidy) or areas_named(tidy)
