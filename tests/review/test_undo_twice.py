"""An import taken back by two clerks at once is taken back once; a file that no import knows does not stay."""

from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leye.accounts.actions.base import Conflict
from leye.accounts.scope import acting, as_service
from leye.intake.enums import ImportState
from leye.intake.models import ImportBatch
from leye.intake.undoing import undo
from leye.intake.uploads import folder
from tests.intake.helpers import actor, bring_in, number, workbook
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "村")
ROWS = [("王秀兰", number(2), "河壕村")]


def test_the_second_undo_of_an_import_is_refused(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "a.xlsx", ROWS, HEADER))
    with as_service():
        outdated = ImportBatch.objects.select_related("area").get(pk=batch.pk)
    with acting(actor("county").scope):
        undo(batch)
        with pytest.raises(Conflict):
            undo(outdated)
    with as_service():
        outdated.refresh_from_db()
    assert (outdated.state, outdated.counts["kept"]) == (ImportState.UNDONE, 0)


def test_an_upload_that_breaks_leaves_no_file_behind(tmp_path: Path) -> None:
    before = set(folder().iterdir())
    roster = SimpleUploadedFile("a.xlsx", workbook(tmp_path / "a.xlsx", ROWS, HEADER).read_bytes())
    browser = signed_in("county")
    browser.raise_request_exception = False
    with patch("leye.intake.actions.imports.ImportBatch.save", side_effect=RuntimeError("broken")):
        answer = browser.post("/import/", {"kind": "people", "source": "import", "file": roster})
    assert answer.status_code == 500
    assert set(folder().iterdir()) == before
