"""Finding vacancies among a million: words, common and rare, with places, pay, occupations and distances.

Each search is asked as a page asks it, as the role of the program, one after another on one connection, and the first
twenty rows come back with their columns. What people wait for when nothing is found (why, and what would widen the
search) is measured beside it.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.live import ms
from benchmarks.parts.night_world import called, drop, exists, rename, run_sql, size_name, start_server
from benchmarks.parts.search_world import Population, questions

OWNS = ("search.",)
ASKED = 1000
WARMING = 1000
BATCH = 20_000
_COLUMNS = (
    "id", "office_id", "area_id", "title", "occupation", "duties", "employer_id", "employer_name", "seats", "pay_low_fen",
    "pay_high_fen", "pay_period", "pay_months", "hours", "contract", "education", "elastic", "housing", "meals", "groups",
    "published_on",
)  # fmt: skip
#: What the made-up vacancies have in common.
_SAME = {
    "place": "''", "filled": "0", "insurance": "'{}'", "experience_years": "0", "age_reason": "''", "demands": "'{}'",
    "certificates": "'{}'", "skills": "'{}'", "contact_name": "''", "contact_phone": "''", "status": "'published'",
    "source": "'import'", "reason": "''", "fingerprint": "''", "version": "1",
}  # fmt: skip


def run(context: Context) -> Figures:
    """Milliseconds of a search at the 50th, 95th and 99th of a hundred; seconds to make the rows for searching."""
    start_server()
    size = size_name(context.people)
    name = f"bench_search_{size}"
    figures: Figures = {}
    if not exists(name):
        figures |= _load(context, name, size)
    _enter(name)
    figures |= _measure(context, f"search.{size}")
    figures[f"search.{size}.load_average"] = round(os.getloadavg()[0], 1)
    return figures


def _load(context: Context, name: str, size: str) -> Figures:
    """Make the database under another name until it is whole: areas, then vacancies, then the rows for searching."""
    base = f"bench_search_{size}_vacancies"
    if not exists("bench_search_areas"):
        context.say("loading the areas of the country (once)")
        called([sys.executable, "-m", "benchmarks.parts.search_world"], "bench_search_areas_loading")
        rename("bench_search_areas_loading", "bench_search_areas")
    if not exists(base):
        context.say(f"making {context.people:,} vacancies (once)")
        _copied("bench_search_areas", f"{base}_loading")
        _vacancies(context.people)
        _leave()
        rename(f"{base}_loading", base)
    _copied(base, f"{name}_loading")
    context.say("making the rows for searching")
    figures = _postings(context, f"search.{size}")
    _leave()
    rename(f"{name}_loading", name)
    _enter(name)
    return figures


def _copied(source: str, name: str) -> None:
    """Work in a fresh copy of a database from here on."""
    drop(name)
    run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    _enter(name)


def _enter(name: str) -> None:
    from leye.ops.boot import boot

    os.environ["LEYE_DATABASE_NAME"] = name
    boot()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


def _leave() -> None:
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].close()


def _vacancies(count: int) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        # Neither history nor foreign keys: what is measured only reads.
        cursor.execute("SET session_replication_role = replica")
        _write(cursor, Population(_townships()), count)


def _postings(context: Context, name: str) -> Figures:
    from django.db import connections

    from leye.vacancies.indexing import count_words

    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP INDEX posting_terms")
    with context.step("rows for searching"):
        _write_postings(context)
    with connections["owner"].cursor() as cursor:
        with context.step("index"):
            cursor.execute(
                "CREATE INDEX posting_terms ON vacancies_posting USING gin (terms) WITH (fastupdate = off)"
            )
        cursor.execute("VACUUM ANALYZE vacancies_posting")
        cursor.execute("SELECT pg_relation_size('posting_terms'), pg_table_size('vacancies_posting')")
        index, table = cursor.fetchone()
    with context.step("counting words"):
        terms = count_words()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE vacancies_word")
    return {
        f"{name}.postings_s": context.seconds["rows for searching"], f"{name}.index_s": context.seconds["index"],
        f"{name}.count_words_s": context.seconds["counting words"], f"{name}.terms": terms,
        f"{name}.index_mb": index // 2**20, f"{name}.table_mb": table // 2**20,
    }  # fmt: skip


def _townships() -> list[tuple[int, str]]:
    from leye.areas.enums import Level
    from leye.areas.models import Area

    return list(
        Area.objects.using("owner").filter(level=Level.TOWNSHIP).order_by("no").values_list("no", "name")
    )


def _write(cursor: Any, population: Population, count: int) -> None:
    """Copy the vacancies."""
    names = ", ".join((*_COLUMNS, *_SAME))
    cursor.execute(
        f"CREATE TEMP TABLE made ON COMMIT PRESERVE ROWS AS SELECT {', '.join(_COLUMNS)} FROM vacancies_vacancy"
    )
    with cursor.copy(f"COPY made ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for row in population.vacancies(count):
            row["office_id"] = row["area_id"]
            copy.write_row([row[name] for name in _COLUMNS])
    cursor.execute(
        f"INSERT INTO vacancies_vacancy ({names}) SELECT {', '.join(_COLUMNS)}, {', '.join(_SAME.values())} FROM made"
    )
    cursor.execute("DROP TABLE made")
    cursor.execute("ANALYZE vacancies_vacancy")


def _write_postings(context: Context) -> None:
    """The rows for searching, by the function that the program uses."""
    from leye.accounts.scope import as_service
    from leye.vacancies.indexing import write_postings
    from leye.vacancies.models import Vacancy

    for start in range(1, context.people + 1, BATCH):
        with as_service():
            write_postings(list(Vacancy.objects.filter(pk__gte=start, pk__lt=start + BATCH).order_by("pk")))


def _measure(context: Context, name: str) -> Figures:
    from django.db import connection, transaction

    from leye.areas.enums import Level
    from leye.areas.models import Area
    from leye.vacancies.asking import Ask, ask_from
    from leye.vacancies.search import search
    from leye.vacancies.widening import why_empty

    population = Population(_townships())
    areas = list(Area.objects.filter(level__lte=Level.COUNTY).order_by("no").values_list("no", flat=True))
    asked = list(questions(population, areas, WARMING + ASKED))
    seconds: list[float] = []
    slow: list[tuple[float, dict[str, Any]]] = []
    empty: list[Ask] = []
    exact = 0
    for number, values in enumerate(asked):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            started = time.perf_counter()
            ask = ask_from(values)
            found = search(ask)
            took = time.perf_counter() - started
        if number >= WARMING:
            seconds.append(took)
            slow.append((took, values))
            exact += found.exact
            if not found.rows:
                empty.append(ask)
    why: list[float] = []
    for ask in empty[:100]:
        started = time.perf_counter()
        why_empty(ask)
        why.append(time.perf_counter() - started)
    for took, values in sorted(slow, key=lambda one: -one[0])[:8]:
        context.say(f"{took * 1000:.0f} ms {values}")
    cuts = statistics.quantiles(seconds, n=100)
    nearest = statistics.quantiles(_nearest(asked), n=20)
    return {
        f"{name}.p50_ms": ms(cuts[49]), f"{name}.p95_ms": ms(cuts[94]), f"{name}.p99_ms": ms(cuts[98]),
        f"{name}.most_ms": ms(max(seconds)), f"{name}.asked": len(seconds), f"{name}.empty": len(empty),
        f"{name}.taken_whole": exact, f"{name}.near_p95_ms": ms(nearest[18]),
        **({f"{name}.why_empty_p95_ms": ms(statistics.quantiles(why, n=20)[18])} if len(why) > 20 else {}),
    }  # fmt: skip


def _nearest(asked: list[dict[str, Any]]) -> list[float]:
    """Seconds of the same questions with the nearest first, those that name a county or a township; once to warm up."""
    from django.db import connection, transaction

    from leye.vacancies.asking import ask_from
    from leye.vacancies.nearest import search_near

    seconds: list[float] = []
    for values in [one for one in asked if one.get("area") and int(one["area"]) % 10**8][:400]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            started = time.perf_counter()
            search_near(ask_from(values))
            seconds.append(time.perf_counter() - started)
    return seconds[100:]
