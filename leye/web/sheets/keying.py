"""What is being keyed from one sheet: kept in the page itself from step to step, so that nothing of it is lost."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leye.ledger.models import Person
from leye.sheets.columns import COLUMNS
from leye.sheets.keying import BEGUN, LEFT, WORK, Difference, Standing, differences, standing_of
from leye.sheets.models import SheetPage, SheetRow
from leye.standards.calendar import today
from leye.standards.sheet_numbers import SheetNumberError, read_row_number, row_number
from leye.web.fields import whole
from leye.web.sheets.forms import RowForm
from leye.web.work import WorkRequest

#: Buttons of the pages.
STEPS = ("add", "pick", "drop", "check", "apply", "finish", "key")


@dataclass
class Compared:
    """One keyed row with the state of each of its cells."""

    number: int
    row: SheetRow
    form: RowForm
    cells: list[Difference]
    shown: str
    standing: Standing


@dataclass
class Line:
    """One printed row as the page lists it. `row` None: its person answers to another area by now."""

    number: int
    shown: str
    row: SheetRow | None
    texts: list[str]
    open: bool = False


@dataclass
class Keying:
    """The state of the page: rows being keyed, the day of the paper, notes for the user."""

    request: WorkRequest
    sheet: SheetPage
    notes: list[str] = field(default_factory=list)
    number_error: str = ""
    typed: str = ""

    def __post_init__(self) -> None:
        data = self.request.POST
        self.step = next((step for step in STEPS if step in data), "")
        numbers = [whole(text) for text in data.getlist("row")]
        wanted = [number for number in dict.fromkeys(numbers) if number in self.rows]
        if self.step == "drop":
            wanted = [number for number in wanted if number != whole(data.get("drop"))]
        new = self._new(wanted)
        bound = {number: self._form(number, data) for number in wanted}
        self.forms: dict[int, RowForm] = {**bound, **({new: self._form(new, None)} if new else {})}
        self.rest = data.get("rest") == "1"
        self.on = self.day() or today()

    @cached_property
    def rows(self) -> dict[int, SheetRow]:
        """The rows whose people the post may see, by number."""
        rows = SheetRow.objects.visible_to(self.request.scope).filter(sheet=self.sheet)
        found = rows.select_related(
            "person__area", "person__household", "person__helper", "keyed_by", "sheet__edition"
        )
        return {row.row: row for row in found.order_by("row")}

    def _form(self, number: int, data: Any) -> RowForm:
        """The form of a row. Only what is to be compared or written is judged; until then nothing is wrong."""
        row = self.rows[number]
        judged = data if self.step in ("check", "apply") else None
        prefix = f"r{number}"
        typed = {
            name.removeprefix(f"{prefix}-"): value
            for name, value in (data or {}).items()
            if name.startswith(f"{prefix}-")
        }
        return RowForm(
            judged, initial=typed, columns=self.sheet.edition.columns, printed=row.printed, prefix=prefix
        )

    def _new(self, wanted: list[int]) -> int:
        """The row that is to be added: picked in the list, or typed by its printed number; 0 for none."""
        data = self.request.POST
        if self.step == "pick":
            number = whole(data.get("pick"))
        elif self.step == "add":
            self.typed = data.get("number", "").strip()[:20]
            try:
                number = read_row_number(self.sheet.pk, self.typed)
            except SheetNumberError as error:
                self.number_error = str(error)
                return 0
        else:
            return 0
        if number in wanted:
            self.number_error = _("第%(row)d行已经在下面，不用再加。") % {"row": number}
            return 0
        if number not in self.rows:
            self.number_error = _("第%(row)d行的人已不在您的辖区，这一行请交现在的责任辖区办理。") % {
                "row": number
            }
            return 0
        self.typed = ""
        return number

    def drop(self, number: int) -> None:
        """A row is done or needs nothing: it leaves the page."""
        self.forms.pop(number, None)

    def day(self) -> dt.date | None:
        """The day on which the paper was filled in; None and a note when it cannot be that day."""
        text = self.request.POST.get("on", "")
        printed = self.sheet.edition.printed_on
        try:
            day = dt.date.fromisoformat(text) if text else today()
        except ValueError:
            day = dt.date.max
        if printed <= day <= today():
            return day
        note = _("填写日期应在打印日期（%(day)s）和今天之间。") % {"day": printed}
        if note not in self.notes:
            self.notes.append(note)
        return None

    def is_valid(self) -> bool:
        """Whether there is something to compare and all of it can be read."""
        if not self.forms:
            self.notes.append(_("还没有录入改动。请先按行号加入有改动的行。"))
        fine = [form.is_valid() for form in self.forms.values()]
        return bool(fine) and all(fine) and self.day() is not None

    @cached_property
    def _compared(self) -> list[Compared]:
        rows = {number: self.rows[number] for number in self.forms}
        people: list[Person] = [row.person for row in rows.values()]
        now = standing_of(self.request.scope, people, today())
        return [
            Compared(
                number, rows[number], form, differences(rows[number], now[rows[number].person_id], form.values()),
                row_number(self.sheet.pk, number), now[rows[number].person_id],
            )
            for number, form in self.forms.items()
        ]  # fmt: skip

    def compared(self) -> list[Compared]:
        """Every keyed row against print and present."""
        return self._compared

    def _decision(self, row: Compared, cell: Difference) -> str:
        return self.request.POST.get(f"take-{row.number}-{cell.key}", "")

    def undecided(self) -> bool:
        """Whether a cell that somebody changed was not decided, or was decided over another text than stands there."""
        for row in self.compared():
            for cell in row.cells:
                if self.request.POST.get(f"seen-{row.number}-{cell.key}") != cell.now:
                    return True
                if cell.state == "contested" and self._decision(row, cell) not in ("paper", "now"):
                    return True
        return False

    def wanted(self, row: Compared) -> dict[str, Any]:
        """The values of a row that are to be written: not those that stand there already or were let go."""
        kept = {
            cell.key for cell in row.cells
            if cell.state == "plain" or (cell.state == "contested" and self._decision(row, cell) == "paper")
        }  # fmt: skip
        parts = (*LEFT, *BEGUN)
        values = row.form.values()
        return {name: value for name, value in values.items() if (WORK if name in parts else name) in kept}

    def seen(self, row: Compared) -> dict[str, str]:
        """The texts that stood there when the user compared."""
        return {cell.key: cell.now for cell in row.cells}

    def lines(self) -> list[Line]:
        """Every printed row, those of people who left too."""
        keys = [key for key in self.sheet.edition.columns if key in COLUMNS][1:]
        last = max(self.rows, default=0)
        found = []
        for number in range(1, last + 1):
            row = self.rows.get(number)
            texts = [str(row.printed.get(key, "")) for key in keys] if row else []
            found.append(Line(number, row_number(self.sheet.pk, number), row, texts, number in self.forms))
        return found

    @property
    def heads(self) -> list[str]:
        """The headings of the printed columns behind the name."""
        return [str(COLUMNS[key].label) for key in self.sheet.edition.columns if key in COLUMNS][1:]

    def open_rows(self) -> list[dict[str, Any]]:
        """The rows being keyed, for the page."""
        return [
            {"number": number, "form": form, "row": self.rows[number], "shown": row_number(self.sheet.pk, number)}
            for number, form in self.forms.items()
        ]  # fmt: skip

    @property
    def carried(self) -> SafeString:
        """Everything keyed so far as hidden fields of the comparison."""
        data = self.request.POST
        pairs = [("row", str(number)) for number in self.forms]
        pairs += [
            (form.add_prefix(name), data.get(form.add_prefix(name), ""))
            for form in self.forms.values()
            for name in form.names
            if data.get(form.add_prefix(name))
        ]
        return format_html_join(
            "", '<input type="hidden" name="{}" value="{}">', [*pairs, ("on", self.on.isoformat())]
        )
