"""Files at rest: each under a key of its own, which is kept under the installation's key (SM4-GCM, GB/T 32907).

So a change of the installation's key rewrites the small keys and leaves the files as they are. A sealed file is
`nonce (12) | ciphertext | tag (16)`.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from leye.vault.crypto import NONCE_BYTES, TAG_BYTES, decrypt, encrypt
from leye.vault.keys import KeyRing

KEY_BYTES = 16


class BrokenSealError(RuntimeError):
    """A sealed file was changed or cut off since it was written."""


def seal(content: bytes, keys: KeyRing | None = None) -> tuple[bytes, bytes]:
    """A file's bytes as (cipher of its own key, sealed bytes)."""
    key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    body = encryptor.update(content) + encryptor.finalize()
    return encrypt(key.hex(), keys), nonce + body + encryptor.tag


def unseal(key_cipher: bytes, sealed: bytes, keys: KeyRing | None = None) -> bytes:
    """The file's bytes. Raises UnknownKeyError without the key, BrokenSealError when a byte was changed."""
    key = bytes.fromhex(decrypt(key_cipher, keys))
    raw = bytes(sealed)
    nonce, body, tag = raw[:NONCE_BYTES], raw[NONCE_BYTES:-TAG_BYTES], raw[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise BrokenSealError("这份材料在存放中损坏或被改动，无法打开；请从备份恢复。") from error


def resealed(key_cipher: bytes, keys: KeyRing) -> bytes:
    """The cipher of a file's key, written anew under the ring's current key."""
    return encrypt(decrypt(key_cipher, keys), keys)
