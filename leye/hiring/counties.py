"""Matching many counties: worked out together, written county by county, and one that fails stops no other."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import pyarrow as pa
from django.db import connection
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.hiring import seekers
from leye.hiring.actions.match import MatchArea, MatchCount, keep_prices
from leye.hiring.planning import Plan, plan_for
from leye.ledger.models import Person
from leye.matching.columns import MatchingError
from leye.standards.calendar import today

Found = TypeVar("Found")
log = logging.getLogger(__name__)
Say = Callable[[str], object]


class CountiesFailed(Exception):
    """Some counties could not be matched; the message names them."""


@dataclass
class CountiesMatched:
    """What came of it: everything counted, and the sentence of each county that failed, by its name.

    `unheld`: certificates that vacancies ask for and nobody of the ledger holds, with the number of vacancies: these
    are recommended to nobody.
    """

    count: MatchCount = field(default_factory=MatchCount)
    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unheld: dict[str, int] = field(default_factory=dict)

    def check(self) -> None:
        """Raise CountiesFailed with all of them, so that whoever started it learns of it at the end."""
        if self.failed:
            raise CountiesFailed("；".join(f"{name}：{why}" for name, why in self.failed.items()))


def counties_within(lo: int = 0, hi: int = 10**12) -> list[Area]:
    """Counties in use today that hold people."""
    with as_service():
        held = (
            Area.objects.filter(level=Level.COUNTY, no__gte=lo, no__lte=hi).valid_on(today()).order_by("no")
        )
        return [county for county in held if _holds_people(county)]


def _holds_people(county: Area) -> bool:
    return Person.objects.filter(area_id__gte=county.no, area_id__lte=county.last).exists()


def match_counties(counties: Iterable[Area], actor: Actor, say: Say = lambda text: None) -> CountiesMatched:
    """Match these counties. Prices are kept last: killed anywhere, the next run begins where this one did.

    A county that cannot be read or written is named in `failed`; the others go on.
    """
    result = CountiesMatched()
    read: dict[Area, pa.Table] = {}
    for county in counties:
        people = _one(result, county, partial(_willing, county))
        if people is not None:
            read[county] = people
    if not read:
        return result
    began = time.monotonic()
    say(
        _("%(people)d人有就业意愿而没有工作，正在匹配")
        % {"people": sum(table.num_rows for table in read.values())}
    )
    with as_service():
        made = plan_for(
            pa.concat_tables(read.values()), min(area.no for area in read), max(area.last for area in read)
        )
    result.unheld = made.unheld
    if made.unheld:
        log.info("nobody holds what these vacancies ask for: %s", made.unheld)
    say(_("匹配完毕，用时%(seconds).1f秒，正在逐县写入") % {"seconds": time.monotonic() - began})
    for nth, county in enumerate(read, 1):
        counted = _one(result, county, partial(_write, county, actor, made))
        if counted is None:
            say(_("%(name)s：没有写入：%(why)s") % {"name": county.name, "why": result.failed[county.name]})
            continue
        result.count += counted
        result.done.append(county.name)
        say(
            _(
                "%(nth)d/%(all)d %(name)s：%(people)d人，%(three)d人有三个岗位，%(fewer)d人不足三个，%(none)d人没有"
            )
            % {"nth": nth, "all": len(read), "name": county.name, **vars(counted)}
        )
    with as_service():
        keep_prices(made.found)
    return result


def _willing(county: Area) -> pa.Table:
    with as_service():
        return seekers.willing(county.no, county.last, today())


def _write(county: Area, actor: Actor, made: Plan) -> MatchCount:
    return MatchArea(actor, lo=county.no, hi=county.last, planned=made).run()


def _one(result: CountiesMatched, county: Area, step: Callable[[], Found]) -> Found | None:
    """One step of one county; None when it failed, with the sentence in `failed`."""
    try:
        return step()
    except (ActionError, MatchingError) as error:
        result.failed[county.name] = str(error)
    except Exception as error:  # whatever it is, it must not cost the other counties their night
        log.exception("matching of %s failed", county.no)
        result.failed[county.name] = _("程序出错（%(error)s），详见运行日志") % {
            "error": type(error).__name__
        }
        connection.close_if_unusable_or_obsolete()
    return None
