"""Code lists of persons: sex, ethnic group, education, marriage, health, politics, personal status.

Lists: GB/T 2261.1 to .4, GB 3304, GB/T 4658, GB/T 4762. Each can read what people really write.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cached_property

from leye.standards.tables import read_rows
from leye.standards.text import PlainError, clean_cell


class CodeError(PlainError):
    """Wording that is on no code list; `fields` has `list`, `text` and `hint`."""


class CodeList:
    """One list of codes with labels. Iterating gives (code, label) pairs in the order of the standard."""

    def __init__(self, key: str, title: str, standard: str) -> None:
        """`key` names the shipped file; the other ways people write a code are in data/wordings.csv."""
        self.key = key
        self.title = title
        self.standard = standard

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._labels.items())

    def __len__(self) -> int:
        return len(self._labels)

    def __contains__(self, code: object) -> bool:
        return code in self._labels

    def label(self, code: str) -> str:
        """The Chinese label of a code. KeyError if the list has no such code."""
        return self._labels[code]

    def find(self, text: object) -> str | None:
        """The code meant by a code, label or common wording; None when blank or not understood."""
        cell = _plain(text)
        if not cell:
            return None
        if cell.isdigit() and (code := cell.zfill(self._width)) in self._labels:
            return code
        return self._wordings.get(cell) or self._code_with_label(cell)

    def code_for(self, text: object) -> str:
        """Like `find`, but raises CodeError with the nearest labels when the wording is not understood."""
        if (code := self.find(text)) is not None:
            return code
        cell = clean_cell(text)
        if not cell:
            raise CodeError("empty", "没有填{list}。请从列表中选择一项。", list=self.title)
        near = difflib.get_close_matches(_plain(cell), self._wordings, n=12, cutoff=0.5)
        labels = list(dict.fromkeys(self._labels[self._wordings[word]] for word in near))[:3]
        if labels:
            raise CodeError(
                "unknown",
                "看不懂{list}“{text}”。是不是“{hint}”？请改用列表里的写法。",
                list=self.title,
                text=cell[:30],
                hint="”“".join(labels),
            )
        raise CodeError(
            "unknown",
            "看不懂{list}“{text}”。请改用列表里的写法，例如“{hint}”。",
            list=self.title,
            text=cell[:30],
            hint="”“".join(list(self._labels.values())[:3]),
        )

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(read_rows(f"{self.key}.csv"))

    @cached_property
    def _width(self) -> int:
        return max(map(len, self._labels))

    @cached_property
    def _wordings(self) -> dict[str, str]:
        words = {_plain(label): code for code, label in self._labels.items()}
        for key, code, others in read_rows("wordings.csv"):
            if key == self.key:
                for word in others.split("|"):
                    words.setdefault(_plain(word), code)
        return words

    def _code_with_label(self, cell: str) -> str | None:
        """'01汉族', '汉族(01)': accepted when code and words mean the same."""
        match = re.fullmatch(r"(\d+)[-.:、_]*(\D+)", cell) or re.fullmatch(r"(\D+?)\(?(\d+)\)?", cell)
        if not match:
            return None
        number, words = sorted(match.groups(), key=lambda part: not part.isdigit())
        code = number.zfill(self._width)
        return code if code in self._labels and self._wordings.get(words) == code else None


def _plain(text: object) -> str:
    cell = clean_cell(text).replace(" ", "").lower()
    return re.sub(r"^(\d+)\.0$", r"\1", cell)


SEX = CodeList("sex", "性别", "GB/T 2261.1-2003")
ETHNIC = CodeList("ethnic", "民族", "GB 3304-1991")
EDUCATION = CodeList("education", "学历", "GB/T 4658-2006")
MARITAL = CodeList("marital", "婚姻状况", "GB/T 2261.2-2003")
HEALTH = CodeList("health", "健康状况", "GB/T 2261.3-2003")
POLITICAL = CodeList("political", "政治面貌", "GB/T 4762-1984")
PERSONAL_STATUS = CodeList("personal_status", "个人身份", "GB/T 2261.4-2003")

CODE_LISTS = {
    each.key: each for each in (SEX, ETHNIC, EDUCATION, MARITAL, HEALTH, POLITICAL, PERSONAL_STATUS)
}


def education_level(code: str) -> str:
    """The broad level ('10' to '90') an education code belongs to: '31' (大学专科毕业) gives '30'."""
    if code not in EDUCATION:
        raise KeyError(code)
    return code[0] + "0"
