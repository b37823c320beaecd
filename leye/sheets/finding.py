"""A sheet by what was scanned or typed, and whether a newer edition of the same ledger is out."""

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import Scope
from leye.sheets.models import SheetEdition, SheetPage
from leye.standards.sheet_numbers import SheetNumberError, read_scan


class SheetRefused(ActionError):
    """No sheet can be opened by this number or code; the message says why as far as it may."""


def find_sheet(scope: Scope, text: str) -> SheetPage:
    """The sheet of the scope's own areas behind a square code or a typed number. Raises SheetRefused.

    A sheet of another area is answered as one that does not exist.
    """
    try:
        scan = read_scan(text)
    except SheetNumberError as error:
        raise SheetRefused(str(error)) from error
    sheets = SheetPage.objects.visible_to(scope).select_related(
        "edition__area", "edition__printed_by", "returned_by"
    )
    sheet = sheets.filter(pk=scan.serial).first()
    if sheet is None:
        raise SheetRefused(
            _(
                "在您的辖区内没有这张表册。它可能属于别的村或乡镇，请交给表头上写明的地方录入；编号也请再核对一次。"
            )
        )
    if scan.token and scan.token != sheet.token:
        raise SheetRefused(
            _("这个二维码不是本系统打印的。请核对表册是不是原件；确认是的，请输入旁边的8位编号。")
        )
    return sheet


def newer_edition(edition: SheetEdition) -> SheetEdition | None:
    """The latest edition of the same ledger and village, when it is a later one."""
    same = SheetEdition.objects.filter(area_id=edition.area_id, book=edition.book, number__gt=edition.number)
    return same.order_by("-number").first()
