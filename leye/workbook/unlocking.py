"""Workbooks that are encrypted without the user knowing: protected ones that open without a password.

Excel encrypts a workbook whose structure or sheets are "protected" in some versions of .xls (and read-only
recommended .xlsx) with a fixed word written in its own specification ([MS-OFFCRYPTO] 2.4.2.3), and opens it
without asking. Such files are common among forms handed down, so they are read like any other.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import (
    DecryptionError,
    EncryptionError,
    FileFormatError,
    InvalidKeyError,
    ParseError,
)

_FIXED_WORD = "VelvetSweatshop"


@contextmanager
def unlocked(path: Path) -> Iterator[Path | None]:
    """A readable copy of a file that opens without a password, deleted afterwards; None for other files."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "unlocked"
        try:
            with path.open("rb") as source, copy.open("wb") as target:
                office = msoffcrypto.OfficeFile(source)
                office.load_key(password=_FIXED_WORD)
                office.decrypt(target)
        except (
            DecryptionError,
            EncryptionError,
            FileFormatError,
            InvalidKeyError,
            ParseError,
            # Damaged or made-up encryption headers end in any of these.
            struct.error,
            ValueError,
            OSError,
            KeyError,
            IndexError,
            AttributeError,
        ):
            yield None
            return
        yield copy
