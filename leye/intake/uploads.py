"""Uploaded files: kept under a random name in a private folder, and the table read from them beside."""

from __future__ import annotations

import os
import pickle
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from leye.vault.state import state_dir
from leye.workbook.catalogue import KINDS
from leye.workbook.errors import TooLarge
from leye.workbook.fields import KindName
from leye.workbook.reading import Limits, open_workbook
from leye.workbook.sniffing import sniff
from leye.workbook.table import Table, read_table

_MEGABYTE = 2**20


def folder() -> Path:
    """The uploads folder, readable by this program's user only."""
    path = state_dir() / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def limits() -> Limits:
    """How much one upload may hold; UPLOAD_MAX_BYTES sets the size of the file."""
    return Limits(max_bytes=int(settings.UPLOAD_MAX_BYTES))


def keep(name: str, chunks: Iterable[bytes]) -> Path:
    """Write an upload as it streams in and check by its content that it is a table.

    Raises a WorkbookError, and leaves nothing behind, when it is too large or something else.
    """
    most = limits().max_bytes
    path = folder() / f"{secrets.token_hex(16)}.upload"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            size = 0
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise TooLarge(name=name, megabytes=size / _MEGABYTE, limit=most / _MEGABYTE)
                out.write(chunk)
        # Spreadsheet libraries go by the ending, so it tells the content and not what the user called it.
        kind = sniff(path, name) if size else "csv"
        named = path.with_suffix(f".{kind}")
        path.rename(named)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return named


def stored(path: str) -> Path:
    """Where a stored upload lies; the database holds only its name."""
    return folder() / Path(path).name


def table_of(path: Path, name: str, kind: KindName, sheet: str = "") -> Table:
    """The table in an upload, kept beside it after the first reading so that no step reads the file twice."""
    kept = path.with_suffix(".table")
    wanted = (kind, sheet, path.stat().st_mtime_ns)
    if kept.exists():
        with kept.open("rb") as file:
            # Written by this program alone, in a folder that only its user can open.
            found, table = pickle.load(file)
        if found == wanted and isinstance(table, Table):
            return table
    book = open_workbook(path, limits(), name=name)
    table = read_table(book, KINDS[kind], [sheet] if sheet else None)
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        pickle.dump((wanted, table), out, protocol=5)
    partial.replace(kept)
    return table


def forget_table(path: Path) -> None:
    """Drop the kept table when nothing will read it any more."""
    path.with_suffix(".table").unlink(missing_ok=True)


def forget(path: Path) -> None:
    """Drop an upload with everything beside it."""
    forget_table(path)
    path.unlink(missing_ok=True)
