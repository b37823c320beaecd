"""Rewrite the keys of sealed files under the installation's current key, in small steps that may be cut off anywhere.

The files themselves stay as they are. As leye.ledger.rotation does it for identity numbers.
"""

from django.db import connections, transaction

from leye.ledger.rotation import Progress
from leye.vault.keys import KeyRing
from leye.vault.sealing import resealed

_OLD = "FROM evidence_attachmentbody WHERE get_byte(key_cipher, 0) <> %s"


def files_under_old_keys(ring: KeyRing, using: str = "owner") -> int:
    """How many files have a key that is not yet written under the current one."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_OLD}", [ring.current])
        return int(cursor.fetchone()[0])


def reseal_files(
    ring: KeyRing, batch: int = 5000, progress: Progress | None = None, using: str = "owner"
) -> int:
    """Rewrite the keys of all files; the number of keys rewritten."""
    done = 0
    while count := _step(ring, batch, using):
        done += count
        if progress is not None:
            progress("佐证材料", done)
    return done


def _step(ring: KeyRing, batch: int, using: str) -> int:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT attachment_id, key_cipher {_OLD} ORDER BY attachment_id LIMIT %s FOR UPDATE",
            [ring.current, batch],
        )
        rows = [(pk, resealed(bytes(cipher), ring)) for pk, cipher in cursor.fetchall()]
        if rows:
            keys, ciphers = (list(column) for column in zip(*rows, strict=True))
            cursor.execute(
                "UPDATE evidence_attachmentbody b SET key_cipher = v.cipher"
                " FROM unnest(%s::bigint[], %s::bytea[]) AS v(pk, cipher) WHERE b.attachment_id = v.pk",
                [keys, ciphers],
            )
    return len(rows)
