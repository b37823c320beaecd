"""The square code on the paper, read from a picture of the page as a telephone would see it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from leye.accounts.actions.base import Actor
from leye.sheets.actions.printing import PrintEdition
from leye.sheets.finding import find_sheet
from leye.sheets.reprinting import pdf_of
from tests.ledger.people import HEHAO, scope
from tests.sheets.test_printing import poor

AsUser = Callable[[str], Actor]
Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def picture(pdf: bytes, page: int, dots: int, folder: Path) -> Picture:
    """A page in grey, so many dots an inch."""
    (folder / "sheet.pdf").write_bytes(pdf)
    asked = ["pdftoppm", "-gray", "-r", str(dots), "-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([*asked, str(folder / "sheet.pdf"), str(folder / "page")], check=True)
    _magic, width, height, _most, rows = (folder / "page.pgm").read_bytes().split(maxsplit=4)
    size = int(width) * int(height)
    return np.frombuffer(rows[-size:], np.uint8).reshape(int(height), int(width))


def noisy(page: Picture) -> Picture:
    """The same under bad light: pale, specked, upside down."""
    specks = np.random.default_rng(7).integers(-40, 40, page.shape)
    return np.rot90(np.clip(page.astype(int) * 0.6 + 60 + specks, 0, 255).astype(np.uint8), 2)


@pytest.mark.django_db
@pytest.mark.parametrize("dots", [100, 200])
def test_a_picture_of_each_page_leads_to_its_sheet(as_user: AsUser, tmp_path: Path, dots: int) -> None:
    by = as_user("county")
    for n in range(100, 123):
        poor(by, n, "王秀兰")
    edition = PrintEdition(by, area_no=HEHAO, book="formerly-poor").run()
    pdf = pdf_of([edition])
    for sheet in edition.pages.all():
        page = picture(pdf, sheet.page, dots, tmp_path)
        for seen in (page, noisy(page)):
            (code,) = zxingcpp.read_barcodes(np.ascontiguousarray(seen))
            assert find_sheet(scope("county"), code.text).pk == sheet.pk
