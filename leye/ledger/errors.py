"""What can go wrong when the ledger is changed, each error a sentence for the user."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict


class Absent(ActionError):
    """Not in scope or not there; which of the two is never told."""

    def __init__(self) -> None:
        super().__init__(_("在您的辖区内未找到。"))


class Invalid(ActionError):
    """Input that cannot be used. `problems` maps a field ("" for the whole form) to its sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("".join(dict.fromkeys(problems.values())))
        self.problems = problems


class AlreadyHere(ActionError):
    """The identity number is held by a person whom the actor may see."""

    def __init__(self, person_id: int, name: str, area_name: str) -> None:
        super().__init__(
            _("此身份证号已在您的辖区建档：%(name)s（%(area)s）。请打开该档案办理，不必重复登记。")
            % {"name": name, "area": area_name}
        )
        self.person_id = person_id
        self.name = name


class MayBeElsewhere(ActionError):
    """The number cannot be registered here. Names no place, no person and no reason."""

    def __init__(self) -> None:
        super().__init__(
            _("此身份证号不能在本地直接建档。请先照证件核对号码；确需由您服务的，请提交转入申请。")
        )


@dataclass(frozen=True)
class ConflictRow:
    """One field as it was opened (base), as the user wants it (mine) and as somebody else saved it (theirs)."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str

    @property
    def same(self) -> bool:
        """Whether both want the same."""
        return self.mine == self.theirs

    @property
    def other(self) -> str:
        """The side to preselect: mine where only I changed the field, theirs otherwise."""
        return "mine" if self.theirs == self.base else "theirs"


class ChangedMeanwhile(Conflict):
    """Somebody saved the same record after it was opened; nothing was written."""

    def __init__(self, by: str, at: dt.datetime | None, version: int, rows: list[ConflictRow]) -> None:
        super().__init__(
            _(
                "您填写期间，%(by)s已经保存了同一份资料。您填写的内容没有写入，也没有丢失；请对照两份资料逐项选择后再保存。"
            )
            % {"by": by}
        )
        self.by = by
        self.at = at
        self.version = version
        self.rows = rows
