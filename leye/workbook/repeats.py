"""The same record twice in one file: said to the user as such, apart from what the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leye.standards.text import say

if TYPE_CHECKING:
    from leye.workbook.cleaning import CleanTable

# Lists that add up: a person on the roster of two groups is one person in both.
_ADDING_UP = frozenset(("groups",))


def find_repeats(clean: CleanTable) -> None:
    """Compare records with the same key (`Kind.unique`) and note every repetition in `clean`.

    Equal records: the later one is marked a repeat and goes in only once. Different only in their groups:
    the groups are put together in the first. Otherwise both are errors that name each other, because only
    a person can know which is right; but of adverts put up again and again the first stands (`Kind.first_stands`).
    """
    first_with: dict[tuple[object, ...], int] = {}
    keys = [clean.values[name] for name in clean.kind.unique if name in clean.values]
    if clean.kind.unique[0] not in clean.values:
        return
    for record, key in enumerate(zip(*keys, strict=True)):
        if key[0] is None:
            continue
        earlier = first_with.setdefault(key, record)
        if earlier != record:
            _judge(clean, earlier, record)


def _judge(clean: CleanTable, earlier: int, record: int) -> None:
    different = [name for name, values in clean.values.items() if values[earlier] != values[record]]
    if not different:
        clean.repeats[record] = earlier
        clean.add(
            record, None, "warning", say("与{where}重复，只导入一次。", where=_where(clean, earlier, record))
        )
    elif set(different) <= _ADDING_UP:
        for name in different:
            column = clean.values[name]
            column[earlier] = tuple(dict.fromkeys((*(column[earlier] or ()), *(column[record] or ()))))
        clean.repeats[record] = earlier
        reason = say("与{where}是同一人，人员类别已并到那一行。", where=_where(clean, earlier, record))
        clean.add(record, None, "warning", reason)
    elif clean.kind.first_stands:
        clean.repeats[record] = earlier
        reason = say("与{where}是同一条，只导入那一行。", where=_where(clean, earlier, record))
        clean.add(record, None, "warning", reason)
    else:
        labels = "、".join(say(clean.kind.field(name).label) for name in different[:5])
        for one, other in ((earlier, record), (record, earlier)):
            reason = say(
                "与{where}是同一条记录，但{labels}不同。请留下正确的一行，删去另一行。",
                where=_where(clean, other, one),
                labels=labels,
            )
            clean.add(one, clean.kind.unique[0], "error", reason)


def _where(clean: CleanTable, record: int, seen_from: int) -> str:
    sheet, row = clean.place(record)
    if sheet == clean.place(seen_from)[0]:
        return say("第{row}行", row=row)
    return say("工作表“{sheet}”第{row}行", sheet=sheet, row=row)
