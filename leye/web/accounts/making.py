"""Accounts from an Excel list: upload, check, make, take the first passwords once."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.actions.create import CreateAccounts, NewAccount
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS
from leye.accounts.roster import AccountRow, read_accounts
from leye.accounts.rules import grantable
from leye.accounts.sheets import blank_template, password_sheet
from leye.vault.crypto import UnknownKeyError, decrypt, encrypt
from leye.web.accounts.forms import ListForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.errors import WorkbookError

#: Session keys: the checked rows, the first passwords (SM4 cipher), and how many accounts were made.
ROWS, PASSWORDS, MADE = "account_rows", "account_passwords", "accounts_made"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5 * 1024 * 1024


def _steps(request: WorkRequest) -> dict[str, Any]:
    return {
        "steps": [_("选文件"), _("核对"), _("领初始密码")],
        "crumbs": [{"label": _("账号"), "url": "/accounts/"}, {"label": _("按名单开账号")}],
    }


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"accounts.xlsx\"; filename*=UTF-8''{name}"
    )
    return response


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_GET
def template(request: WorkRequest) -> HttpResponse:
    """The blank list."""
    return _download(
        blank_template(grantable(actor_of(request))), "%E8%B4%A6%E5%8F%B7%E5%90%8D%E5%8D%95.xlsx"
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def upload(request: WorkRequest) -> HttpResponse:
    """Choose the file; its rows are checked at once and nothing is made yet."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(request, form.cleaned_data["file"])
        except (WorkbookError, ActionError) as problem:
            form.add_error("file", str(problem))
        else:
            request.session[ROWS] = [row.as_dict() for row in rows]
            return redirect("accounts_check")
    return render(request, "accounts/upload.html", {"form": form, **_steps(request)})


def _read(request: WorkRequest, file: Any) -> list[AccountRow]:
    if file.size > MOST_BYTES:
        raise ActionError(_("文件超过5兆，不像是账号名单。请只留名单一个工作表再上传。"))
    with tempfile.TemporaryDirectory(prefix="leye-") as folder:
        path = Path(folder) / "list"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return read_accounts(path, file.name, actor_of(request))


def _rows(request: WorkRequest) -> list[AccountRow]:
    return [AccountRow(**row) for row in request.session.get(ROWS, [])]


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def check(request: WorkRequest) -> HttpResponse:
    """What will be made and what cannot be; making them is one step for all good rows."""
    rows = _rows(request)
    if not rows:
        messages.info(request, _("请先选名单文件。"))
        return redirect("accounts_new")
    good = [row for row in rows if not row.problems]
    if request.method == "POST":
        try:
            made = CreateAccounts(actor_of(request), good).run()
        except ActionError as refused:
            messages.error(request, str(refused))
            return redirect("accounts_new")
        del request.session[ROWS]
        secret = json.dumps([vars(account) for account in made])
        request.session[PASSWORDS] = encrypt(secret).hex()
        request.session[MADE] = len(made)
        return redirect("accounts_done")
    bad = [row for row in rows if row.problems]
    return render(
        request,
        "accounts/check.html",
        {"rows": [*bad, *good], "good": len(good), "bad": len(bad), **_steps(request)},
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_GET
def done(request: WorkRequest) -> HttpResponse:
    """The accounts are made; the passwords wait to be taken."""
    if MADE not in request.session:
        return redirect("accounts_new")
    return render(
        request,
        "accounts/done.html",
        {"made": request.session[MADE], "waiting": PASSWORDS in request.session, **_steps(request)},
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def passwords(request: WorkRequest) -> HttpResponse:
    """The first passwords as a workbook, once: they are gone from here afterwards."""
    cipher = request.session.pop(PASSWORDS, "")
    if not cipher:
        messages.info(request, _("初始密码已下载过，系统里不再保存。找不到的话，请到账号页重置密码。"))
        return redirect("accounts")
    try:
        secret = decrypt(bytes.fromhex(cipher))
    except UnknownKeyError:
        # The keys were changed meanwhile; what the session kept under the old one cannot be read any more.
        messages.error(
            request,
            _("领取前系统更换了密钥，初始密码已无法读取。账号都已开通，请到账号页为他们逐个重置密码。"),
        )
        return redirect("accounts")
    accounts = [NewAccount(**one) for one in json.loads(secret)]
    return _download(password_sheet(accounts), "%E8%B4%A6%E5%8F%B7%E5%88%9D%E5%A7%8B%E5%AF%86%E7%A0%81.xlsx")
