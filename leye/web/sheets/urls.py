"""Addresses of printed ledgers."""

from django.urls import path

from leye.web.sheets import printing, returning

urlpatterns = [
    path("", printing.index, name="sheets"),
    path("print/", printing.print_editions, name="print_sheets"),
    path("format/", printing.paper_format, name="sheet_format"),
    path("ledger.pdf", printing.pdf, name="sheet_pdf"),
    path("editions/<int:pk>/", printing.edition, name="sheet_edition"),
    path("<str:code>/", returning.sheet, name="sheet"),
]
