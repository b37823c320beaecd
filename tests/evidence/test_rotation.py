"""New keys for the installation: files stay readable, and the old key may go."""

import pytest
from typer.testing import CliRunner

from leye.accounts.scope import acting, as_service
from leye.evidence.actions.attachments import AddAttachment, content_of
from leye.evidence.models import AttachmentBody
from leye.evidence.rotation import files_under_old_keys, reseal_files
from leye.ops.cli import app
from leye.vault.crypto import UnknownKeyError, ring
from leye.vault.sealing import unseal
from tests.evidence.samples import png
from tests.ledger.people import actor, register, scope
from tests.ledger.test_rotation import own_keys

__all__ = ["own_keys"]


def test_files_open_after_the_keys_were_rotated(own_keys: None, own_database: str) -> None:
    with acting(scope("village")):
        by = actor("village")
        person = register(by, 1)
        files = [
            AddAttachment(by, about="person", about_id=person.pk, kind="photo", name="a.png", content=png(shade=n, ink=9))
            .run()
            .attachment.pk
            for n in range(5)
        ]  # fmt: skip
    before = ring()
    assert files_under_old_keys(before.rotated()) == 5
    ended = CliRunner().invoke(app, ["keys", "rotate", "--batch", "2"])
    assert ended.exit_code == 0, ended.output
    assert ring().current == before.current + 1
    assert len(ring().sm4) == 1
    with acting(scope("village")):
        assert content_of(actor("village"), files[3])[1] == png(shade=3, ink=9)
    assert reseal_files(ring()) == 0
    with as_service():
        body = AttachmentBody.objects.get(pk=files[0])
    with pytest.raises(UnknownKeyError):
        unseal(bytes(body.key_cipher), bytes(body.sealed), before)
