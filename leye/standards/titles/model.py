"""Titles weighed against all occupations by the pieces they are made of."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leye.standards.occupations import names_of, occupation, work_words
from leye.standards.titles.reading import core, features

Vector = dict[int, float]
NameIndex = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32], NDArray[np.intp]]
#: An occupation that no real title taught: what it weighs, how much likeness to its names adds, and being the same.
UNTAUGHT, LIKE, SAME = -1.0, 0.6, 0.6
#: What a title adds that is an occupation's own name: that is right by definition.
OWN_NAME = 1.2


@dataclass(frozen=True, eq=False)
class Model:
    """`pieces` with their `rarity`; of piece i the weights `starts[i]:starts[i+1]` on `targets` (places in `codes`).

    `bias` per code; NaN for an occupation that only its names speak for.
    """

    codes: tuple[str, ...]
    pieces: tuple[str, ...]
    rarity: NDArray[np.float32]
    starts: NDArray[np.int32]
    targets: NDArray[np.uint16]
    weights: NDArray[np.int8]
    steps: NDArray[np.float32]
    bias: NDArray[np.float32]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each piece."""
        return {piece: place for place, piece in enumerate(self.pieces)}

    @cached_property
    def names(self) -> list[tuple[str, int]]:
        """Every name of the occupations that no real title taught, with the place of its code."""
        return [
            (name, number)
            for number, (code, bias) in enumerate(zip(self.codes, self.bias, strict=True))
            if np.isnan(bias) and (entry := occupation(code))
            for name in names_of(entry)
        ]

    @cached_property
    def _same(self) -> dict[str, list[tuple[int, float]]]:
        """What a title that is a name, and nothing else, adds to which occupation."""
        found: dict[str, list[tuple[int, float]]] = {}
        for number, code in enumerate(self.codes):
            entry = occupation(code)
            others = (
                names_of(entry)[1:] if entry and np.isnan(self.bias[number]) else work_words().get(code, ())
            )
            for name in (entry.name, *others) if entry else ():
                add = OWN_NAME if entry and name == entry.name else SAME
                found.setdefault(core(name), []).append((number, add))
        return found

    @cached_property
    def _names_by_piece(self) -> NameIndex:
        """Starts by piece, names, their shares, and the code's place of each name."""
        rows = [self.vector(name) for name, _ in self.names]
        pieces = np.array([piece for row in rows for piece in row], dtype=np.int32)
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
        shares = np.array([share for row in rows for share in row.values()], dtype=np.float32)
        order = np.argsort(pieces, kind="stable")
        starts = np.searchsorted(pieces[order], np.arange(len(self.pieces) + 1)).astype(np.int32)
        return (
            starts,
            owners[order],
            shares[order],
            np.array([place for _, place in self.names], dtype=np.intp),
        )

    def vector(self, title: str, words: str = "") -> Vector:
        """The title's known pieces by place, rarer ones heavier, of length 1; `words` count a third."""
        counts: dict[int, float] = {}
        for text, weight in ((title, 1.0), (words, 1 / 3)):
            for piece, times in Counter(features(text)).items() if text else ():
                if (place := self.places.get(piece)) is not None:
                    share = (1 + np.log(times)) * float(self.rarity[place]) * weight
                    counts[place] = counts.get(place, 0.0) + share
        length = sum(share * share for share in counts.values()) ** 0.5
        return {place: share / length for place, share in counts.items()} if length else {}

    def scores(self, title: str, vector: Vector) -> NDArray[np.float32]:
        """What speaks for each occupation; above 0 is likely, below -0.8 hardly anything."""
        pieces, shares = np.fromiter(vector, np.intp), np.fromiter(vector.values(), np.float32)
        shares *= self.steps[pieces]
        found = self.bias + _sums(self.starts, self.targets, self.weights, pieces, shares, len(self.codes))
        untaught = np.isnan(found)
        found[untaught] = UNTAUGHT + LIKE * self._likeness(vector)[untaught]
        for place, add in self._same.get(core(title), []):
            found[place] += add
        return found

    def _likeness(self, vector: Vector) -> NDArray[np.float32]:
        """Likeness (0 to 1) to the most alike name of each occupation that only its names speak for."""
        starts, owners, parts, places = self._names_by_piece
        pieces, shares = np.fromiter(vector, np.intp), np.fromiter(vector.values(), np.float32)
        alike = _sums(starts, owners, parts, pieces, shares, len(places))
        best = np.zeros(len(self.codes), dtype=np.float32)
        np.maximum.at(best, places, alike)
        return best

    def weight_of(self, piece: int, target: int) -> float:
        """How much one piece speaks for one occupation."""
        part = slice(self.starts[piece], self.starts[piece + 1])
        found = self.weights[part][self.targets[part] == target]
        return float(found[0]) * float(self.steps[piece]) if len(found) else 0.0


def _sums(
    starts: NDArray[np.int32],
    columns: NDArray[Any],
    values: NDArray[Any],
    rows: NDArray[np.intp],
    shares: NDArray[np.float32],
    width: int,
) -> NDArray[np.float32]:
    """Some rows of a sparse matrix, each times its share, added up by column."""
    lengths = starts[rows + 1] - starts[rows]
    ends = np.cumsum(lengths)
    where = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[rows] - ends + lengths, lengths)
    weights = values[where] * np.repeat(shares, lengths)
    return np.bincount(columns[where], weights, width).astype(np.float32)


def dump(model: Model) -> bytes:
    """The model as a compressed file of numpy."""
    out = io.BytesIO()
    np.savez_compressed(
        out, codes=np.array(model.codes), pieces=_as_bytes(model.pieces), rarity=model.rarity.astype(np.float16),
        starts=model.starts, targets=model.targets, weights=model.weights, steps=model.steps.astype(np.float16),
        bias=model.bias,
    )  # fmt: skip
    return out.getvalue()


def load(content: bytes) -> Model:
    """What `dump` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return Model(
            tuple(file["codes"].tolist()), tuple(bytes(file["pieces"]).decode().split("\n")),
            file["rarity"].astype(np.float32), file["starts"], file["targets"], file["weights"],
            file["steps"].astype(np.float32), file["bias"],
        )  # fmt: skip


def _as_bytes(pieces: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8)
