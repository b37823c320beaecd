"""One night from beginning to end: named steps, one at a time, safe to kill and to repeat."""

import contextlib
import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.adoption.enums import RunState
from leye.adoption.models import AreaRule, Run
from leye.adoption.nights import night_engine, nights_home
from leye.adoption.resolution import ensure_resolved, while_resolved
from leye.engine.archive import Record
from leye.engine.batch import Engine
from leye.engine.night import Night, night
from leye.engine.progress import Progress, quiet
from leye.standards.calendar import today
from leye.worklist.night.keeping import prune, store_figures
from leye.worklist.night.reasons import keep_reasons
from leye.worklist.night.sound import Sound, judge_sound
from leye.worklist.night.writing import Written, apply_stages, drop_stages, fill_stages
from leye.worklist.refresh import refresh_area, refresh_people
from leye.worklist.signals import worked_out
from leye.worklist.touched import Touched, touched_since

LOCK = 7_364_002
#: How long a night waits for the one before to be gone.
PATIENCE_MS = 5_000
#: People evaluated live in one transaction: nobody who saves meanwhile waits for more than these.
TOGETHER = 50
#: The to-dos as they stand, in the columns of a duty result; what is over and done is left out, but for those of
#: areas: a report for a quarter stays in the results until the next quarter is over.
STANDING_SQL = """
SELECT pack, rule, subject_kind, subject_id, person_id, household_id, area_id, since, until, due_on, need, have,
       state = 'done' AS met
FROM worklist_todo
WHERE state = 'open' OR (state = 'done' AND (until >= '{as_of}' OR subject_kind = 'area'))
"""
#: What becomes of a to-do whose row changed in a way (a key of the engine's CHANGES).
STATE_AFTER = {"missed": "missed", "vanished": "lapsed"}


class NightBusy(RuntimeError):
    """Another night is running."""


@dataclass(frozen=True)
class Address:
    """Where the database is, for connections outside Django."""

    uri: str

    @classmethod
    def of_owner(cls) -> "Address":
        """The owner's connection as a libpq URI."""
        settings = connections["owner"].settings_dict
        parts = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"],
                 "password": settings["PASSWORD"], "dbname": settings["NAME"]}  # fmt: skip
        return cls(psycopg.conninfo.make_conninfo(**{key: value for key, value in parts.items() if value}))


@contextlib.contextmanager
def only_one(uri: str) -> Iterator[None]:
    """Hold the night's lock in a session of its own: it is free again when this process dies.

    Waits a moment for it, because the server takes one to notice that the process before was killed.
    """
    with psycopg.connect(uri, autocommit=True, options=f"-c lock_timeout={PATIENCE_MS}") as connection:
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        except psycopg.errors.LockNotAvailable as error:
            raise NightBusy(_("另一次夜间计算正在进行，请等它结束。")) from error
        try:
            yield
        finally:
            # Given back by hand: a closed session keeps its locks until the server has noticed.
            connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def run_night(
    as_of: dt.date | None = None,
    *,
    home: Path | None = None,
    engine: Engine | None = None,
    progress: Progress = quiet,
) -> Run:
    """Resolve, export, evaluate, compare, write, and evaluate again who was touched meanwhile.

    Raises NightBusy when another night runs. A night killed at any step leaves nothing half written: all rows
    are written in one transaction, and the next night starts over from the database as it is. A day before
    the last night's is counted, with its figures, but no to-do is changed. ``engine``: where it is worked out, else
    where the settings say. Raises EngineAway when it cannot be used.
    """
    day = as_of or today()
    chosen = engine or night_engine()
    uri = Address.of_owner().uri
    with only_one(uri):
        Run.objects.using("owner").filter(state=RunState.RUNNING).update(
            state=RunState.FAILED, finished_at=timezone.now(), problem=_("计算中断；下一次计算会从头补上。"))  # fmt: skip
        run = Run.objects.using("owner").create(as_of=day)
        try:
            return _steps(run, day, uri, home or nights_home(), chosen, progress)
        except Exception as error:
            run.state, run.problem, run.finished_at = RunState.FAILED, str(error)[:2000], timezone.now()
            run.save(using="owner")
            raise


def _steps(run: Run, day: dt.date, uri: str, home: Path, engine: Engine, progress: Progress) -> Run:
    seconds: dict[str, float] = {}

    def begin(step: str) -> None:
        run.step = step
        run.save(using="owner", update_fields=["step"])

    def note(step: str, took: float) -> None:
        seconds[step] = round(took, 3)
        progress(step, took)

    @contextlib.contextmanager
    def step(name: str) -> Iterator[None]:
        begin(name)
        started = time.perf_counter()
        yield
        note(name, time.perf_counter() - started)

    with step("resolve"):
        resolution = ensure_resolved(day, using="owner")
    with step("standing"):
        standing = _standing(uri, day)
    begin("evaluate")
    # The last adoption has ended: the tables then hold other days only, and yet nothing is out of date.
    here = AreaRule.objects.using("owner").filter(as_of=day)
    in_force = while_resolved(day, here.exists, using="owner")

    def judge(sound: Sound) -> Night:
        previous = sound.judged(standing)
        return night(
            uri, home, sound.packs, day, previous=previous, in_force=in_force, engine=engine, progress=note
        )

    found, sound = judge_sound(judge, Sound.of(resolution), home, day, in_force=in_force)
    # Whatever was written since the oldest transaction that the snapshot could not see is evaluated live.
    moment = dt.datetime.fromisoformat(found.manifest.oldest_transaction_at)
    touched, written = Touched(frozenset(), frozenset()), Written(0, 0)
    only_read = _lies_behind(day)
    if not only_read:
        with step("stage"):
            fill_stages(uri, _staged_duties(found), _staged_findings(found))
        with step("write"):
            touched = touched_since(moment)
            left = sorted(sound.left_out)
            params = {"run": found.run_id, "as_of": day, "moment": moment, "left_out": left}
            written = apply_stages(touched, _homes_of(touched), params)
            drop_stages()
        with step("reasons"):
            keep_reasons(found.folder)
    with step("figures"):
        store_figures(run, found.results.figures, uri)
    with step("touched"):
        people = sorted(touched.people)
        for start in range(0, len(people), TOGETHER):
            refresh_people(people[start : start + TOGETHER], day)
        for area_no in touched.areas:
            refresh_area(area_no, day)
        if not only_read:
            worked_out.send(sender=None, day=day, households=None, using="owner")
    prune(home, today())
    run.key, run.state, run.step, run.finished_at = found.run_id, RunState.FINISHED, "", timezone.now()
    run.snapshot_at = dt.datetime.fromisoformat(found.manifest.taken_at)
    run.counts = {
        "people": found.manifest.rows.get("ledger_person", 0), "duties": found.results.duties.num_rows,
        "changes": found.changes.num_rows, "todos_written": written.todos, "findings_written": written.findings,
        "touched": len(touched.people), "only_read": only_read, "seconds": seconds, "notices": resolution.notices,
        "engine": engine.name, "results": Record.read(found.folder).digest,
        "broken_packs": dict(sound.left_out),
    }  # fmt: skip
    run.save(using="owner")
    return run


def _lies_behind(day: dt.date) -> bool:
    """Whether the to-dos already stand at a later day: what was done or missed since must not be taken back."""
    later = Run.objects.using("owner").filter(state=RunState.FINISHED, as_of__gt=day)
    return day < today() and later.exists()


def _standing(uri: str, day: dt.date) -> pa.Table:
    with dbapi.connect(uri) as connection, connection.cursor() as cursor:
        cursor.execute(STANDING_SQL.format(as_of=day.isoformat()))
        return cursor.fetch_arrow_table()


def _staged_duties(found: Night) -> pa.Table:
    """Differences as rows of the staging table: what is over is missed or lapsed, the rest open or done."""
    rows = found.changes
    changes, mets = rows["change"].to_pylist(), rows["met"].to_pylist()
    states = [
        STATE_AFTER.get(change, "done" if met else "open") for change, met in zip(changes, mets, strict=True)
    ]
    # A duty done and over, or done and no longer asked for, stays done.
    wanted = [change != "ended" and not (change == "vanished" and met)
              for change, met in zip(changes, mets, strict=True)]  # fmt: skip
    staged = rows.append_column("state", pa.array(states, pa.string())).drop_columns(["change", "met"])
    return staged.filter(pa.array(wanted, pa.bool_()))


def _staged_findings(found: Night) -> pa.Table:
    """Every limit broken and every benefit due, as rows of the staging table."""
    limits, benefits = found.results.findings, found.results.entitlements
    keys = ["pack", "rule", "subject_kind", "subject_id", "person_id", "area_id"]
    bounded = limits.select([*keys, "value", "bound"])
    bounded = bounded.append_column("rank", pa.nulls(limits.num_rows, pa.int32()))
    given = benefits.select([*keys, "amount_fen", "rank"]).rename_columns([*keys, "value", "rank"])
    given = given.append_column("bound", pa.nulls(given.num_rows, pa.int64()))
    parts = []
    for kind, table in (("limit", bounded), ("benefit", given)):
        parts.append(table.append_column("kind", pa.array([kind] * table.num_rows, pa.string())))
    return pa.concat_tables(parts, promote_options="permissive")


def _homes_of(touched: Touched) -> list[int]:
    if not touched.people:
        return []
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT household_id FROM ledger_person WHERE id = ANY (%s) AND household_id IS NOT NULL",
                       [sorted(touched.people)])  # fmt: skip
        return [row[0] for row in cursor.fetchall()]
