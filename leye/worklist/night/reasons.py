"""The reasons of a finding, kept with it: the sentences of the run that found it, or saw its value change."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db import connections

from leye.engine.archive import Record
from leye.engine.looking_back import Wanted, reasons

TOGETHER = 5_000
WITHOUT_SQL = """
SELECT id, pack, rule, subject_kind, subject_id, person_id, value, bound FROM worklist_finding
WHERE state = 'open' AND reasons IS NULL ORDER BY id
"""
KEEP_SQL = """
UPDATE worklist_finding f SET reasons = s.reasons::jsonb
FROM unnest(%s::bigint[], %s::text[]) AS s (id, reasons) WHERE f.id = s.id AND f.reasons IS NULL
"""


def keep_reasons(folder: Path) -> int:
    """Give every open finding without reasons those of the run in ``folder``; how many were given some.

    What was found live, after the snapshot, gets its reasons in the next night.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(WITHOUT_SQL)
        rows = cursor.fetchall()
        if not rows:
            return 0
        numbers = {(row[1], row[2], row[3], row[4]): row[0] for row in rows}
        record = Record.read(folder)
        told = reasons(folder, [Wanted(*row[1:]) for row in rows])
        given = 0
        for some in _together(told):
            ids = [numbers[w.pack, w.rule, w.subject_kind, w.subject_id] for w, _sentences in some]
            texts = [
                json.dumps(
                    {"run": record.run_id, "as_of": record.as_of, "sentences": sentences}, ensure_ascii=False
                )
                for _wanted, sentences in some
            ]
            cursor.execute(KEEP_SQL, [ids, texts])
            given += cursor.rowcount
        return given


def _together(told: Iterator[tuple[Wanted, list[str]]]) -> Iterator[Sequence[tuple[Wanted, list[str]]]]:
    while some := list(islice(told, TOGETHER)):
        yield some
