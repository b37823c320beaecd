"""Every list leaves as Excel the same way: masked unless asked otherwise by a post that may, and logged."""

import io
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import Access, Role
from leye.standards.calendar import today
from leye.web.work import WorkRequest, actor_of
from leye.workbook.export import Column, write_table

#: Posts that may take a list with whole numbers along.
MAY_UNMASK = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wants_full(request: WorkRequest) -> bool:
    """Whether whole numbers were asked for. Raises PermissionDenied when the post may not."""
    if request.GET.get("full") != "1":
        return False
    if request.post.role not in MAY_UNMASK:
        raise PermissionDenied(_("您的岗位只能下载脱敏名单。"))
    return True


def download(
    request: WorkRequest,
    title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Any]],
    *,
    full: bool = False,
) -> HttpResponse:
    """The list as a workbook, with who took it, when, and from where in its foot."""
    out = io.BytesIO()
    note = _("%(post)s %(name)s 于%(day)s下载，%(mask)s。仅限本职工作使用，请妥善保管。") % {
        "post": request.post, "name": request.user.name, "day": today(),
        "mask": _("未脱敏") if full else _("已脱敏")}  # fmt: skip
    count = write_table(out, title, columns, rows, note)
    log_access(
        actor_of(request), Access.EXPORT_FULL if full else Access.EXPORT,
        detail={"title": title, "rows": count, "query": request.GET.urlencode()[:300]},
    )  # fmt: skip
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = quote(f"{title}{today():%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
