"""Ledgers by group as saved views, the weekly confirmation, and ledgers on paper with their way back."""

from leye.sheets.models.checks import LedgerCheck
from leye.sheets.models.printed import SheetEdition, SheetPage, SheetRow
from leye.sheets.models.views import LedgerView, SheetFormat

__all__ = ["LedgerCheck", "LedgerView", "SheetEdition", "SheetFormat", "SheetPage", "SheetRow"]
