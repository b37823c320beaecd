"""Workbooks to import, and imports run without a worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.accounts.models import Post
from leye.accounts.scope import acting, as_service
from leye.intake.actions.imports import Confirm, SettleColumns, Undo, Upload
from leye.intake.models import ImportBatch, ImportRow
from leye.intake.running import run_check, run_read, run_write
from leye.intake.uploads import keep
from leye.standards.identity import make_identity

RIVER, DAM, SOUTH, GACHA = 150822101201, 150822101202, 150822102201, 150823100201
HEADER = ("姓名", "身份证号", "联系电话", "村（社区）", "人员类别", "就业意愿")


def number(sequence: int, born: dt.date = dt.date(1980, 5, 6)) -> str:
    """A valid identity number of a made-up person."""
    return make_identity("150822", born, sequence)


def workbook(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> Path:
    """A plain .xlsx with one sheet."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("花名册")
        for row, cells in enumerate([header, *rows]):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    return path


def actor(user: str) -> Actor:
    """The actor behind a user of the small world."""
    return Actor.holding(Post.objects.select_related("area").get(user__username=user), Source.IMPORT)


def upload(path: Path, user: str = "county", kind: str = "people") -> ImportBatch:
    """Upload a file and have it read."""
    who = actor(user)
    kept = keep(path.name, [path.read_bytes()])
    with acting(who.scope):
        batch = Upload(who, who.scope.lo, kind, path.name, kept).run()
    run_read(batch.pk)
    return again(batch)


def preview(path: Path, user: str = "county", kind: str = "people") -> ImportBatch:
    """Upload, take the guessed columns, and check."""
    batch = upload(path, user, kind)
    who = actor(user)
    with acting(who.scope):
        SettleColumns(who, batch, {}, False).run()
    run_check(batch.pk)
    return again(batch)


def confirm(batch: ImportBatch, user: str = "county") -> ImportBatch:
    """Write a previewed batch."""
    who = actor(user)
    with acting(who.scope):
        Confirm(who, batch).run()
    run_write(batch.pk)
    return again(batch)


def bring_in(path: Path, user: str = "county", kind: str = "people") -> ImportBatch:
    """Everything from upload to ledger."""
    return confirm(preview(path, user, kind), user)


def take_back(batch: ImportBatch, user: str = "county") -> ImportBatch:
    """Undo."""
    who = actor(user)
    with acting(who.scope):
        Undo(who, again(batch)).run()
    return again(batch)


def again(batch: ImportBatch) -> ImportBatch:
    """The batch as it is now."""
    with as_service():
        return ImportBatch.objects.select_related("area").get(pk=batch.pk)


def marks(batch: ImportBatch) -> list[ImportRow]:
    """Its marked rows in the order of the file."""
    with as_service():
        return list(ImportRow.objects.filter(batch=batch).order_by("record"))
