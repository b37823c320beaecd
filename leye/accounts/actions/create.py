"""Making accounts from a list."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, Actor, Conflict
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, Access
from leye.accounts.models import Post, User
from leye.accounts.passwords import hash_random, random_password
from leye.accounts.roster import AccountRow
from leye.accounts.rules import check_may_grant
from leye.areas.models import Area


@dataclass(frozen=True)
class NewAccount:
    """One made account with its first password, which is stored nowhere in clear."""

    name: str
    username: str
    password: str
    role: str
    area_name: str
    phone: str


class CreateAccounts(Action[list[NewAccount]]):
    """Make a user and a post for every row; all or none. Rows are checked again: the preview may be old."""

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(self, actor: Actor, rows: Sequence[AccountRow]) -> None:
        super().__init__(actor)
        self.rows = rows

    def check(self) -> None:
        """Every row good, every role and area within the actor's."""
        super().check()
        if not self.rows:
            raise ActionError(_("没有可以开通的账号。"))
        areas = Area.objects.in_bulk([row.area for row in self.rows])
        for row in self.rows:
            if row.problems or row.area not in areas:
                raise ActionError(_("第%(row)d行还有问题，请改好后重新上传。") % {"row": row.number})
            check_may_grant(self.actor, row.role, areas[row.area])

    def execute(self) -> list[NewAccount]:
        """The made accounts with their first passwords."""
        passwords = [random_password() for _row in self.rows]
        try:
            users = User.objects.bulk_create(
                User(
                    username=row.username,
                    name=row.name,
                    phone=row.phone,
                    must_change_password=True,
                    password=hash_random(password),
                )
                for row, password in zip(self.rows, passwords, strict=True)
            )
        except IntegrityError as error:
            raise Conflict(_("名单里有用户名刚刚被别人用了。请重新上传名单，系统会换一个。")) from error
        Post.objects.bulk_create(
            Post(
                user=user,
                area_id=row.area,
                role=row.role,
                valid_from=dt.date.fromisoformat(row.valid_from),
                valid_to=dt.date.fromisoformat(row.valid_to) if row.valid_to else None,
            )
            for row, user in zip(self.rows, users, strict=True)
        )
        log_access(
            self.actor, Access.ACCOUNT, detail={"action": "CreateAccounts", "accounts": [u.pk for u in users]}
        )
        return [
            NewAccount(row.name, row.username, password, row.role_label, row.area_name, row.phone)
            for row, password in zip(self.rows, passwords, strict=True)
        ]

    def describe(self) -> dict[str, Any]:
        """How many."""
        return {"accounts": len(self.rows)}
