"""Why each rule applies to somebody or not: on the ledger as it is, or as a run of the night saw it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial

import duckdb
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.adoption.models import AreaRule
from leye.adoption.nights import nights_home
from leye.adoption.registry import live
from leye.adoption.resolution import ensure_resolved, while_resolved
from leye.engine import Explainer, Explanation
from leye.engine.archive import Kept, RecordBroken
from leye.engine.explanation import RuleExplanation
from leye.engine.looking_back import explain_then
from leye.engine.replay import RunUnknown, find_run
from leye.ledger.models import Employer
from leye.policy.errors import PolicyError
from leye.standards.calendar import today
from leye.worklist.refresh import execute


@cache
def explainer() -> Explainer:
    """One for the process: its questions are compiled once."""
    return Explainer(live())


def explanation_of(person_id: int, as_of: dt.date | None = None) -> Explanation:
    """The explanation of somebody who was found in scope.

    Under the background role: members of the household may answer to another village, and the answer must not
    depend on who asks.
    """
    day = as_of or today()
    with as_service():
        found = while_resolved(day, partial(explainer().person, execute, person_id, day))
        return _with_payees(found)


def explanation_for_employer(employer_id: int, as_of: dt.date | None = None) -> Explanation:
    """What an employer may have for the people it employs or employed; under the background role, as above."""
    day = as_of or today()
    with as_service():
        return _with_payees(while_resolved(day, partial(explainer().employer, execute, employer_id, day)))


class RunGone(LookupError):
    """The snapshot of a run is no longer kept."""


@dataclass(frozen=True)
class KeptRun:
    """A run whose reasons can still be looked up: its name, the day it counted, the day it was made."""

    key: str
    as_of: dt.date
    taken_on: dt.date


def kept_runs() -> list[KeptRun]:
    """Runs whose snapshots are kept, newest first."""
    kept = Kept.all_in(nights_home())
    return [KeptRun(k.folder.name.removeprefix("run-"), k.as_of, k.taken_on) for k in reversed(kept)]


def explanation_then(person_id: int, run: str) -> Explanation:
    """The reasons of a run, from the snapshot and the documents it kept. Raises RunGone, also when they cannot be read."""
    try:
        found = explain_then(find_run(nights_home(), run), person_id)
    except (RunUnknown, RecordBroken) as error:
        raise RunGone(_("那次夜间计算的快照已按保留期限清理，当时的理由不能再显示。")) from error
    except (PolicyError, duckdb.Error, OSError) as error:
        # A file is damaged, or is cleared away this moment, or the program's tables are others by now.
        raise RunGone(_("那次夜间计算保存的资料读不出来，当时的理由不能显示。请告诉系统管理员。")) from error
    with as_service():
        return _with_payees(found)


def _with_payees(found: Explanation) -> Explanation:
    """The explanation with the names of those who were paid earlier."""
    claims = [c for r in found.rules for c in r.earlier if c.payee_kind not in ("person", "site")]
    paid: set[int] = {c.payee_id for c in claims if c.payee_id is not None}
    if not paid:
        return found
    names: dict[int | None, str] = dict(Employer.objects.filter(pk__in=paid).values_list("pk", "name"))
    return replace(found, rules=tuple(_named(found.rules, names)))


def _named(rules: Iterable[RuleExplanation], names: dict[int | None, str]) -> Iterable[RuleExplanation]:
    for rule in rules:
        earlier = tuple(replace(c, payee=names.get(c.payee_id, "")) for c in rule.earlier)
        yield replace(rule, earlier=earlier) if earlier else rule


def warm_up() -> None:
    """Compile what the first page would otherwise wait for (about three seconds)."""
    with as_service():
        ensure_resolved(today())
        for subject in ("person", "area"):
            live().sql(subject)
        for pack in AreaRule.objects.filter(as_of=today()).values_list("pack", flat=True).distinct():
            if pack in live().packs:
                explainer().warm_up(pack)
