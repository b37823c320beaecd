"""Which column holds which field: by the words of the header, by resemblance, and by the values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from leye.workbook.catalogue import KINDS
from leye.workbook.fields import Kind
from leye.workbook.looks import looks_like
from leye.workbook.reading import Cell
from leye.workbook.table import Table
from leye.workbook.values import as_text
from leye.workbook.wording import (
    national_codes,
    normal,
    qualifiers,
    variants,
    vocabulary,
    wordings,
)

How = Literal["code", "exact", "similar", "values", "remembered", "user", "none"]

_ENOUGH = 0.6
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column probably is.

    `field` is None when nothing fits or the user left it out; `confidence` is 0 to 1; `samples` are the
    first three different values as text.
    """

    column: int
    header: str
    field: str | None
    confidence: float
    how: How
    samples: tuple[str, ...]


def guess_columns(
    table: Table, kind: Kind, remembered: Mapping[str, str | None] | None = None
) -> list[ColumnGuess]:
    """One guess for each column of the table, in order; each field is used at most once.

    `remembered` is a mapping stored earlier for the same signature (see `mapping_to_remember`).
    """
    values = [_sample(column) for column in table.columns]
    offers: list[tuple[float, int, str, How]] = []
    for column, header in enumerate(table.headers):
        offers.extend(
            (score, column, field, how) for field, score, how in _offers(header, values[column], kind)
        )
    # Best first; on a tie the column further left and the field listed first win.
    order = {field.name: place for place, field in enumerate(kind.fields)}
    offers.sort(key=lambda offer: (-offer[0], offer[1], order[offer[2]]))
    taken: dict[int, tuple[str | None, float, How]] = {}
    used: set[str] = set()
    for score, column, field, how in offers:
        if score >= _ENOUGH and column not in taken and field not in used:
            taken[column] = (field, score, how)
            used.add(field)
    guesses = []
    for column, header in enumerate(table.headers):
        nothing: tuple[str | None, float, How] = (None, 0.0, "none")
        field_name, score, how_found = taken.get(column, nothing)
        samples = tuple(dict.fromkeys(as_text(value) for value in values[column]))[:3]
        guesses.append(ColumnGuess(column, header, field_name, round(min(score, 1.0), 2), how_found, samples))
    return _recall(guesses, kind, remembered) if remembered else guesses


def guess_kind(table: Table) -> Kind | None:
    """The kind of import whose required fields are all there and which names the most columns outright.

    None when no kind fits. On a tie the kind listed first wins (a bare list of names and numbers is people).
    """
    best: tuple[int, Kind] | None = None
    for kind in KINDS.values():
        guesses = guess_columns(table, kind)
        if missing_required(guesses, kind):
            continue
        named = sum(guess.how in ("code", "exact") for guess in guesses)
        if best is None or named > best[0]:
            best = (named, kind)
    return best[1] if best else None


def apply_mapping(guesses: Sequence[ColumnGuess], chosen: Mapping[int, str | None]) -> list[ColumnGuess]:
    """The guesses with the user's choices (column → field, None = leave out) in place.

    A field the user gave to one column is taken away from any other. ValueError when the user gave one
    field to two columns.
    """
    given = [field for field in chosen.values() if field]
    if len(given) != len(set(given)):
        twice = next(field for field in given if given.count(field) > 1)
        raise ValueError(twice)
    result = []
    for guess in guesses:
        if guess.column in chosen:
            field = chosen[guess.column]
            result.append(replace(guess, field=field, confidence=1.0, how="user"))
        elif guess.field in given:
            result.append(replace(guess, field=None, confidence=0.0, how="none"))
        else:
            result.append(guess)
    return result


def mapping_of(guesses: Sequence[ColumnGuess]) -> dict[str, int]:
    """Field name → column, as the cleaning wants it."""
    return {guess.field: guess.column for guess in guesses if guess.field}


def missing_required(guesses: Sequence[ColumnGuess], kind: Kind) -> list[str]:
    """Labels of required fields that no column holds."""
    present = {guess.field for guess in guesses}
    return [field.label for field in kind.required if field.name not in present]


def signature(headers: Sequence[str]) -> str:
    """A short name for a set of headers, the same in any order, to remember a mapping by."""
    joined = "\n".join(sorted(normal(header) for header in headers if header))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def mapping_to_remember(guesses: Sequence[ColumnGuess]) -> dict[str, str | None]:
    """Header in normal form → field, to be stored under the signature and given back as `remembered`."""
    return {normal(guess.header): guess.field for guess in guesses if guess.header}


def _recall(
    guesses: Sequence[ColumnGuess], kind: Kind, remembered: Mapping[str, str | None]
) -> list[ColumnGuess]:
    names = {field.name for field in kind.fields}
    forms = [normal(guess.header) for guess in guesses]
    chosen: dict[int, str | None] = {}
    for guess, form in zip(guesses, forms, strict=True):
        if form in remembered and forms.count(form) == 1:
            field = remembered[form]
            if (field is None or field in names) and (field is None or field not in chosen.values()):
                chosen[guess.column] = field
    return [
        replace(guess, how="remembered") if guess.column in chosen else guess
        for guess in apply_mapping(guesses, chosen)
    ]


def _sample(column: Sequence[Cell]) -> list[Cell]:
    """Up to 200 filled cells spread over the column, the first ones included."""
    filled: list[Cell] = []
    filled.extend([cell for cell in column[:2000] if cell not in ("", None)][:_SAMPLE])
    if len(filled) < _SAMPLE // 2 and len(column) > 2000:
        filled += [cell for cell in column[2000 :: max(1, len(column) // _SAMPLE)] if cell not in ("", None)]
    return filled


def _offers(header: str, values: Sequence[Cell], kind: Kind) -> list[tuple[str, float, How]]:
    """All fields a column may be, each with a score (over 1 when header and values agree) and the reason."""
    known = vocabulary(kind)
    offers: dict[str, tuple[float, How]] = {}

    def offer(name: str, score: float, how: How) -> None:
        fit = looks_like(kind.field(name), values)
        if fit is not None:
            # Values that contradict the header count against it, but a header said outright stays ahead.
            score += 0.15 * fit if fit >= 0.5 else -0.25
        if name not in offers or offers[name][0] < score:
            offers[name] = (score, how)

    for code in national_codes(header):
        if code in known:
            offer(known[code], 1.0, "code")
    for place, form in enumerate(variants(header)):
        if form in known:
            offer(known[form], 0.98 - 0.02 * place, "exact")
    for name, likeness in _similar(header, kind).items():
        if name not in offers:
            offer(name, 0.9 * likeness, "similar")
    if not any(how in ("code", "exact") for _score, how in offers.values()):
        for name, score in _by_values(header, values, kind):
            if name not in offers or offers[name][0] < score:
                offers[name] = (score, "values")
    return [(name, score, how) for name, (score, how) in offers.items()]


@lru_cache(maxsize=4096)
def _similar(header: str, kind: Kind) -> dict[str, float]:
    """Fields whose wording resembles the header, 0 to 1; never across a word like 户主 or 单位."""
    found: dict[str, float] = {}
    for form in variants(header):
        about = qualifiers(form)
        for field in kind.fields:
            for wording in wordings(field):
                if qualifiers(wording) != about:
                    continue
                likeness = _likeness(form, wording)
                if likeness >= 0.7 and likeness > found.get(field.name, 0.0):
                    found[field.name] = likeness
    return found


def _likeness(form: str, wording: str) -> float:
    ratio = SequenceMatcher(None, form, wording, autojunk=False).ratio()
    if len(wording) >= 3 and (form.endswith(wording) or form.startswith(wording)):
        # 「2024年月工资」 holds 「月工资」: the rest only says more about it.
        ratio = max(ratio, 0.75 + 0.2 * len(wording) / len(form))
    return ratio


def _by_values(header: str, values: Sequence[Cell], kind: Kind) -> list[tuple[str, float]]:
    """Fields that the values alone give away, where the header says nothing about somebody else."""
    if len(values) < 1 or any(qualifiers(form) for form in variants(header)):
        return []
    found = []
    for field in kind.fields:
        if field.kind not in ("identity", "phone", "uscc", "name") or (
            field.kind == "name" and not field.required
        ):
            continue
        fit = looks_like(field, values) or 0.0
        sure = {"identity": 0.9, "uscc": 0.9, "phone": 0.75, "name": 0.65}[field.kind]
        if fit >= 0.8 and (field.kind != "name" or not header or "名" in header):
            found.append((field.name, sure * fit))
    return found
