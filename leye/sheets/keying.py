"""What may be keyed from paper, and how it compares with what was printed and with what stands there now."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope, as_service
from leye.ledger.enums import SpellEnd, SpellKind, Wish
from leye.ledger.models import EmploymentSpell, Intention, Person
from leye.ledger.person_fields import show
from leye.ledger.sources import last_change, users_of, written
from leye.sheets.columns import COLUMNS, columns_of, ledger_lines, text_of
from leye.sheets.known import know
from leye.sheets.models import SheetRow

#: Columns on paper that are fields of the person, changed by UpdatePerson.
PERSON = ("phone", "address", "education", "work_capacity", "graduated_on", "relation", "note")
#: Columns that are the last word about work (column -> StateIntention's field).
WISH = {"wants_work": "wants_work", "occupation": "occupation", "wish_place": "place"}
#: Columns of the job that runs, corrected by CorrectSpell (column -> its field).
JOB = {"wage": "wage_fen", "work_place": "work_place"}
#: What is keyed when a job ended, and when one began; the column they are compared with is `employer`.
LEFT = ("left_on", "left_why")
BEGUN = ("new_on", "new_kind", "new_employer", "new_place", "new_wage")
#: Any of these on paper lets a job be ended or begun.
WORK_COLUMNS = frozenset({"status", "employer", "work_kind", "work_place", "wage", "started_on"})
#: What an end or a beginning of a job is compared by.
WORK_TEXT = ("employer", "work_place", "wage")
WORK = "work"


def keyable(columns: Collection[str]) -> list[str]:
    """The names that may be keyed for an edition with these columns, in the order of the form."""
    direct = [name for name in (*PERSON, *WISH, *JOB) if name in columns]
    return [*direct, *LEFT, *BEGUN] if WORK_COLUMNS & set(columns) else direct


@dataclass(frozen=True)
class Difference:
    """One keyed cell: what was printed, what stands there now, what the paper says.

    `state`: same (it stands there already), plain (nobody touched it since the printing), contested (somebody
    changed it since; `by` tells who and when).
    """

    key: str
    label: str
    printed: str
    now: str
    keyed: str
    state: str
    by: str = ""


@dataclass(frozen=True)
class Standing:
    """A row's person as the ledger has it now: texts by column, `work` for the job as a whole."""

    person: Person
    texts: Mapping[str, str]
    spell: EmploymentSpell | None
    wish: Intention | None


def standing_of(scope: Scope, people: Sequence[Person], day: dt.date) -> dict[int, Standing]:
    """How people stand now, by id: a few queries for all."""
    columns = columns_of(dict.fromkeys((*PERSON, *WISH, *WORK_TEXT)))
    known = know(scope, people, ("work", "wish"), day)
    found = {}
    for line in ledger_lines(scope, people, columns, day, full=True):
        texts = dict(zip((column.key for column in columns), line.texts, strict=True))
        texts[WORK] = work_text(texts)
        about = known[line.person.pk]
        found[line.person.pk] = Standing(line.person, texts, about.work, about.wish)
    return found


def work_text(texts: Mapping[str, str]) -> str:
    """A job in one piece: employer, place, wage; only what is known of them."""
    wage = texts.get("wage", "")
    parts = [
        texts.get("employer", ""),
        texts.get("work_place", ""),
        _("%(wage)s元") % {"wage": wage} if wage else "",
    ]
    return "，".join(part for part in parts if part)


def keyed_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """What was keyed, as people read it, by column; the end and the beginning of jobs together under `work`."""
    texts = {}
    for name, value in values.items():
        if name in PERSON:
            texts[name] = show(name, value)
        elif name == "wants_work":
            texts[name] = str(Wish(value).label)
        elif name in WISH or name in JOB:
            texts[name] = text_of(COLUMNS[name], value)
    said = []
    if "left_on" in values:
        said.append(
            _("%(day)s离岗（%(why)s）")
            % {"day": values["left_on"], "why": SpellEnd(values["left_why"]).label}
        )
    if "new_on" in values:
        wage = text_of(COLUMNS["wage"], values.get("new_wage"))
        job = work_text(
            {
                "employer": values.get("new_employer", ""),
                "work_place": values.get("new_place", ""),
                "wage": wage,
            }
        )
        said.append(
            _("%(day)s起%(kind)s") % {"day": values["new_on"], "kind": SpellKind(values["new_kind"]).label}
            + (f"：{job}" if job else "")
        )
    if said:
        texts[WORK] = "；".join(said)
    return texts


def differences(row: SheetRow, standing: Standing, values: Mapping[str, Any]) -> list[Difference]:
    """Every keyed cell against print and present."""
    columns = row.sheet.edition.columns
    found = []
    for key, keyed in keyed_texts(values).items():
        printed = printed_text(row, key, columns)
        now = standing.texts.get(key, "")
        if now == keyed:
            state = "same"
        else:
            state = "plain" if now == printed else "contested"
        by = last_writer(standing, key) if state == "contested" else ""
        label = _("就业") if key == WORK else str(COLUMNS[key].label)
        found.append(Difference(key, label, printed, now, keyed, state, by))
    return found


def printed_text(row: SheetRow, key: str, columns: Iterable[str]) -> str:
    """What the paper said in a column; of a job only the columns that were printed."""
    if key != WORK:
        return str(row.printed.get(key, ""))
    return work_text({name: row.printed.get(name, "") for name in WORK_TEXT if name in set(columns)})


def last_writer(standing: Standing, key: str) -> str:
    """Who changed a column last and on which day: 李志强，2026-11-20. '' when history does not tell.

    Call it only for people whom the scope may see.
    """
    row: Any = standing.person if key in PERSON else standing.wish if key in WISH else standing.spell
    if row is None:
        return ""
    with as_service():
        events = list(row.events.select_related("pgh_context").order_by("pgh_id"))
    event = last_change(events, key) if key in PERSON else (events[-1] if events else None)
    if event is None:
        return ""
    write = written(event, users_of([event]))
    return _("%(by)s，%(day)s") % {"by": write.by, "day": write.on}
