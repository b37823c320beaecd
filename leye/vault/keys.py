"""The keys of this installation: kept in a file of mode 0600 or in the environment, never in the database.

The ring holds numbered generations, so that old values stay readable while `leye keys rotate` rewrites them.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from leye.vault.state import state_dir


class KeyFileError(RuntimeError):
    """The key file is missing, unreadable or open to others."""


@dataclass(frozen=True)
class KeyRing:
    """Generations of 16-byte SM4 and 32-byte HMAC keys, the current generation, and Django's secret."""

    current: int
    sm4: dict[int, bytes]
    hmac: dict[int, bytes]
    django_secret: str

    def rotated(self) -> "KeyRing":
        """A ring with one more generation, made current."""
        new = self.current + 1
        return KeyRing(
            current=new,
            sm4={**self.sm4, new: secrets.token_bytes(16)},
            hmac={**self.hmac, new: secrets.token_bytes(32)},
            django_secret=self.django_secret,
        )

    def only_current(self) -> "KeyRing":
        """The ring without the generations that nothing is written with any more."""
        return KeyRing(
            self.current,
            {self.current: self.sm4[self.current]},
            {self.current: self.hmac[self.current]},
            self.django_secret,
        )


def key_file() -> Path:
    """LEYE_KEY_FILE, or `keys.json` in the state folder."""
    return Path(os.environ.get("LEYE_KEY_FILE") or state_dir() / "keys.json")


def key_stamp() -> object:
    """Something that changes when the keys do: the environment's text, or the file's identity and time."""
    inline = os.environ.get("LEYE_KEYS")
    if inline is not None:
        return inline
    try:
        status = key_file().stat()
    except FileNotFoundError:
        return None
    return key_file(), status.st_ino, status.st_mtime_ns


def _dump(ring: KeyRing) -> str:
    return json.dumps(
        {
            "current": ring.current,
            "sm4": {str(k): v.hex() for k, v in ring.sm4.items()},
            "hmac": {str(k): v.hex() for k, v in ring.hmac.items()},
            "django_secret": ring.django_secret,
        }
    )


def _parse(text: str) -> KeyRing:
    data = json.loads(text)
    return KeyRing(
        current=int(data["current"]),
        sm4={int(k): bytes.fromhex(v) for k, v in data["sm4"].items()},
        hmac={int(k): bytes.fromhex(v) for k, v in data["hmac"].items()},
        django_secret=data["django_secret"],
    )


def save_keys(ring: KeyRing) -> None:
    """Write the ring beside the old file, mode 0600 from the first byte, then swap."""
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(_dump(ring))
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(path)


def load_keys() -> KeyRing:
    """The ring from LEYE_KEYS (the file's JSON) or from the key file; made at the first start.

    Raises KeyFileError when the file can be read by others, or is broken.
    """
    inline = os.environ.get("LEYE_KEYS")
    path = key_file()
    if inline is None and not path.exists():
        save_keys(KeyRing(0, {}, {}, secrets.token_urlsafe(48)).rotated())
    if inline is None and path.stat().st_mode & 0o077:
        raise KeyFileError(f"密钥文件 {path.name} 可被他人读取；请先执行 chmod 600 再启动。")
    try:
        return _parse(inline if inline is not None else path.read_text())
    except (ValueError, KeyError) as error:
        raise KeyFileError(
            f"密钥文件 {path.name} 已损坏，无法读取；请从备份恢复，切勿新建（新建后旧数据无法解密）。"
        ) from error
