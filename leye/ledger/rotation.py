"""Rewrite every stored identity number under the current key, in small steps that may be cut off anywhere.

Each step commits by itself and leaves out what is rewritten already, so that a rotation that was killed is
finished by the next one. History rows are rewritten too: they must stay readable when the old key goes.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connections, models, transaction
from pgtrigger.registry import registered

from leye.ledger.identities import KEYS_LOCK
from leye.vault.crypto import decrypt, encrypt, index_of
from leye.vault.keys import KeyRing

#: progress(table's words, rows rewritten so far)
Progress = Callable[[str, int], None]


def numbered_models() -> list[type[models.Model]]:
    """Every model that keeps identity numbers as cipher and index, history included."""

    def has(model: type[models.Model], name: str) -> bool:
        return any(field.name == name for field in model._meta.concrete_fields)

    return [model for model in apps.get_models() if has(model, "id_cipher") and has(model, "id_index")]


def switch_keys(save: Callable[[], None], using: str = "owner") -> None:
    """Run `save` (which replaces the key file) while nobody is writing identity numbers."""
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEYS_LOCK])
        save()


def rows_under_old_keys(ring: KeyRing, using: str = "owner") -> int:
    """How many rows are not yet written under the current key."""
    total = 0
    for model in numbered_models():
        with connections[using].cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {model._meta.db_table}"  # names come from the models
                " WHERE get_byte(id_cipher, 0) <> %s OR get_byte(id_index, 0) <> %s",
                [ring.current, ring.current],
            )
            total += int(cursor.fetchone()[0])
    return total


def reencrypt_people(
    ring: KeyRing, batch: int = 5000, progress: Progress | None = None, using: str = "owner"
) -> int:
    """Rewrite all rows under the ring's current key; the number of rows rewritten."""
    total = 0
    for model in numbered_models():
        done, after = 0, 0
        while True:
            count, after = _rewrite(model, ring, after, batch, using)
            if count == 0:
                break
            done += count
            if progress is not None:
                progress(_words(model), done)
        total += done
    return total


def _rewrite(model: type[models.Model], ring: KeyRing, after: int, batch: int, using: str) -> tuple[int, int]:
    """One step: (rows rewritten, the last primary key). No history is written: no fact has changed."""
    table, key = model._meta.db_table, model._meta.pk.column
    triggers = [f"{model._meta.label}:{trigger.name}" for trigger in _triggers(model)]
    silently = pgtrigger.ignore(*triggers, databases=[using]) if triggers else nullcontext()
    with transaction.atomic(using=using), silently, connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, id_cipher, id_index FROM {table} WHERE {key} > %s"
            " AND (get_byte(id_cipher, 0) <> %s OR get_byte(id_index, 0) <> %s)"
            f" ORDER BY {key} LIMIT %s FOR UPDATE",
            [after, ring.current, ring.current, batch],
        )
        rows = [
            (pk, *_rewritten(bytes(cipher), bytes(index), ring)) for pk, cipher, index in cursor.fetchall()
        ]
        if not rows:
            return 0, after
        keys, ciphers, indexes = (list(column) for column in zip(*rows, strict=True))
        cursor.execute(
            f"UPDATE {table} t SET id_cipher = v.cipher, id_index = v.index"
            " FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS v(pk, cipher, index)"
            f" WHERE t.{key} = v.pk",
            [keys, ciphers, indexes],
        )
    return len(rows), keys[-1]


def _rewritten(cipher: bytes, index: bytes, ring: KeyRing) -> tuple[bytes, bytes]:
    number = decrypt(cipher, ring)
    old = replace(ring, current=index[0])
    if index[0] in ring.hmac and index_of(number, old) != index:
        raise ValueError(
            "一条记录的身份证号与索引不符，轮换已停止；已改写的记录不受影响。请先从备份核对数据。"
        )
    return encrypt(number, ring), index_of(number, ring)


def _triggers(model: Any) -> list[Any]:
    return [trigger for owner, trigger in registered() if owner is model]


def _words(model: Any) -> str:
    """A table's name for the operator; its history named after the table."""
    tracked = getattr(model, "pgh_tracked_model", None)
    return f"{tracked._meta.verbose_name}（历史）" if tracked else str(model._meta.verbose_name)
