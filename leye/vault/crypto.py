"""Identity numbers at rest: SM4-GCM for reading back, HMAC-SM3 for finding (GB/T 32907, GB/T 32905).

A cipher is `generation (1 byte) | nonce (12) | ciphertext | tag (16)`; an index is `generation (1) | digest (32)`.
"""

import secrets

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from leye.vault.keys import KeyRing, key_stamp, load_keys

NONCE_BYTES = 12
TAG_BYTES = 16


class UnknownKeyError(RuntimeError):
    """A value was written with a key that this installation does not hold."""


_held: tuple[object, KeyRing] | None = None


def ring() -> KeyRing:
    """The keys of this installation; read again when the key file was replaced (by `leye keys rotate`)."""
    global _held
    stamp = key_stamp()
    if _held is None or _held[0] != stamp:
        loaded = load_keys()
        # The first start makes the file, and with it the stamp.
        _held = stamp if stamp is not None else key_stamp(), loaded
    return _held[1]


def forget_keys() -> None:
    """Read the keys again at the next use."""
    global _held
    _held = None


def encrypt(number: str, keys: KeyRing | None = None) -> bytes:
    """The identity number as SM4-GCM cipher under the current key."""
    held = keys or ring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(held.sm4[held.current]), modes.GCM(nonce)).encryptor()
    body = encryptor.update(number.encode()) + encryptor.finalize()
    return bytes([held.current]) + nonce + body + encryptor.tag


def decrypt(cipher: bytes, keys: KeyRing | None = None) -> str:
    """The identity number behind a cipher. Raises UnknownKeyError when its key is not in the ring."""
    held = keys or ring()
    raw = bytes(cipher)
    key = held.sm4.get(raw[0])
    if key is None:
        raise UnknownKeyError("这条身份证号用本机没有的密钥加密，无法读取；请从备份恢复密钥文件。")
    nonce, body, tag = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES : -TAG_BYTES], raw[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    return (decryptor.update(body) + decryptor.finalize()).decode()


def index_of(number: str, keys: KeyRing | None = None) -> bytes:
    """The look-up index of an identity number: equal numbers give equal bytes, nothing can be read back."""
    held = keys or ring()
    digest = hmac.HMAC(held.hmac[held.current], hashes.SM3())
    digest.update(number.encode())
    return bytes([held.current]) + digest.finalize()
