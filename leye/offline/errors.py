"""What can go wrong with packs and records."""

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError


class PackAbsent(ActionError):
    """No such pack of this user in this scope."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "没有找到这份离线资料。可能是您换了岗位；请在右上角换回带走资料时的岗位再同步，记录还在这台设备上。"
            )
        )


class NobodyDue(ActionError):
    """The chosen area has nobody to visit."""

    def __init__(self, area: str) -> None:
        super().__init__(_("%(area)s近30天没有要联系的人，不用带资料。") % {"area": area})
