"""Reads the small CSV files shipped in `data/` (origin and licence of each: data/SOURCES.md)."""

from __future__ import annotations

import csv
import gzip
import io
from functools import cache
from importlib.resources import files


def read_text(name: str) -> str:
    """The text of one shipped file, unzipped when the name ends in .gz. FileNotFoundError if absent."""
    content = files("leye.standards").joinpath("data", name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


def read_rows(name: str) -> list[list[str]]:
    """All rows of a shipped CSV after the header row, each a list of text."""
    rows = csv.reader(io.StringIO(read_text(name), newline=""))
    next(rows)
    return list(rows)


def read_records(name: str) -> list[dict[str, str]]:
    """All rows of a shipped CSV as dictionaries keyed by the header row."""
    return list(csv.DictReader(io.StringIO(read_text(name), newline="")))


@cache
def census_counties() -> dict[str, dict[str, str]]:
    """Seventh census (2020) by six-digit code for Shaanxi, Inner Mongolia, Yongzhou and Hunan as a whole.

    Values are text as published; '' means not published. Columns are named in Chinese in the file.
    """
    return {record["区划代码"]: record for record in read_records("census_2020_counties.csv.gz")}


def wages() -> list[dict[str, str]]:
    """Average yearly wages (yuan) by industry: industry_code, industry_name, wage_type, year, value."""
    return read_records("wages.csv.gz")


def employment() -> list[dict[str, str]]:
    """Employed persons in towns (10,000) by industry: industry_code, industry_name, year, value."""
    return read_records("employment.csv.gz")
