"""Make the weights by which titles are given occupations: `python -m benchmarks.parts.occupations_training`.

Learnt from: every name and other name of the occupation dictionary, the words of work_words.csv, and the real titles of
leye/standards/data/job_titles.csv.gz with the code one person gave each (silver labels). One linear separator for
each occupation that has a real title (scikit-learn's LinearSVC); an occupation without one is known by its names.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from leye.standards.occupations import job_titles, names_of, occupations
from leye.standards.titles.model import Model, dump
from leye.standards.titles.reading import features

#: How much a name of the dictionary counts beside a real title.
NAME_SHARE = 0.3
#: Each piece keeps its weights above this share of its greatest one.
KEPT = 0.12
TARGET = Path(__file__).resolve().parents[2] / "leye" / "standards" / "data" / "titles.npz"


def train(titles: Sequence[str], codes: Sequence[str], strength: float = 1.0, kept: float = KEPT) -> Model:
    """A model from labelled titles and the dictionary's names; from the names alone when there are no titles."""
    names = [(name, entry.code) for entry in occupations() for name in names_of(entry)]
    vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True, dtype=np.float32)
    matrix = vectors.fit_transform([*titles, *(name for name, _ in names)])
    taught = set(codes)
    rows = np.array([True] * len(titles) + [code in taught for _, code in names])
    labels = np.array([*codes, *(code for _, code in names)])[rows]
    shares = np.array([1.0] * len(titles) + [NAME_SHARE] * len(names))[rows]
    all_codes = tuple(sorted(taught | {code for _, code in names}))
    place = {code: number for number, code in enumerate(all_codes)}
    bias = np.full(len(all_codes), np.nan, dtype=np.float32)
    columns = np.array([place[code] for code in sorted(taught)], dtype=np.intp)
    weights = np.zeros((matrix.shape[1], len(columns)), dtype=np.float32)
    if taught:
        separators = LinearSVC(C=strength, random_state=0).fit(matrix[rows], labels, sample_weight=shares)
        bias[columns] = separators.intercept_
        weights[:] = separators.coef_.T
    weights[np.abs(weights) < np.abs(weights).max(axis=1, keepdims=True, initial=0) * kept] = 0
    steps = np.maximum(np.abs(weights).max(axis=1, initial=0), 1e-6) / 127
    piece, column = np.nonzero(weights)
    return Model(
        all_codes, tuple(vectors.get_feature_names_out()), vectors.idf_.astype(np.float32),
        np.searchsorted(piece, np.arange(len(weights) + 1)).astype(np.int32), columns[column].astype(np.uint16),
        np.rint(weights[piece, column] / steps[piece]).astype(np.int8), steps.astype(np.float32), bias,
    )  # fmt: skip


def main() -> None:
    """Train on all labelled titles and write the file that is shipped."""
    known = job_titles()
    model = train([each.title for each in known], [each.occupation for each in known])
    content = dump(model)
    TARGET.write_bytes(content)
    print(f"{len(known)} titles, {len(model.pieces)} pieces, {len(model.weights)} weights, {len(content)} bytes; "
          f"{len(Counter(each.occupation for each in known))} of {len(model.codes)} occupations have a title")  # fmt: skip


if __name__ == "__main__":
    main()
