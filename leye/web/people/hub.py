"""台账: the ways into the ledger beside searching, and what waits there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, CAN_WRITE_LEDGER, Role
from leye.casework.enums import TransferState
from leye.casework.models import TransferCase
from leye.casework.reading_episodes import figures_of
from leye.standards.calendar import today
from leye.web.work import WorkRequest, work_page

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Doors, each with one sentence of what is behind it."""
    role = request.post.role
    doors: list[tuple[str, str, str, str, int | None]] = [
        ("find", "search", _("找人"), _("按姓名、证号、电话查找辖区内的人。"), None)
    ]
    if role in CAN_WRITE_LEDGER:
        waiting = TransferCase.objects.visible_to(request.scope).filter(state=TransferState.SENT).count()
        doors += [
            ("register", "plus", _("登记新人员"), _("先查找，确实没有再建档。"), None),
            ("transfers", "transfer", _("转入转出"), _("申请把人转到本辖区，答复别处的申请。"), waiting),
        ]
    standing = figures_of(request.scope, today()).standing
    zero_words = _("有劳动力而没有人就业的家庭：消除期限、帮扶次数和消除凭据。")
    doors.append(("zero_households", "household", _("零就业家庭"), zero_words, standing))
    doors.append(
        ("ledgers", "ledger", _("分群体台账"), _("按群体分开的台账，每周核对，逻辑核查，一口清。"), None)
    )
    if role in CAN_WRITE_LEDGER:
        doors.append(("sheets", "print", _("纸质表册"), _("按村打印台账，扫码把纸上的改动录回来。"), None))
    doors.append(
        (
            "shared_people",
            "lock",
            _("共享给我的人"),
            _("别的辖区共享给您查看或经办的人。"),
            len(request.scope.shared),
        )
    )
    if role in CLERKS:
        doors.append(
            ("duplicates", "people", _("重复档案"), _("可能是同一个人的档案，对照后合并，可撤销。"), None)
        )
    doors += [
        ("employers", "building", _("用人单位"), _("本辖区的用人单位和在那里就业的人。"), None),
        ("groups", "filter", _("群体"), _("重点群体名单，本地设立的群体。"), None),
    ]
    if role in CAN_MANAGE_ACCOUNTS:
        doors.append(("areas", "place", _("辖区单位"), _("本辖区的乡镇、村和园区，增设或停用单位。"), None))
    shown = [{"url": reverse(name), "icon": icon, "label": label, "text": text, "count": count}
             for name, icon, label, text, count in doors]  # fmt: skip
    return render(request, "people/hub.html", {"doors": shown})
