"""Secrets of one-time codes are stored as SM4 cipher, so that a copy of the database alone signs nobody in.

Their key comes from Django's secret and not from the ring of the identity numbers: `leye keys rotate` drops old
generations once the ledger is rewritten, and every phone would stop fitting.
"""

import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NONCE_BYTES, TAG_BYTES = 12, 16


def _key() -> bytes:
    digest = hmac.HMAC(settings.SECRET_KEY.encode(), hashes.SM3())
    digest.update(b"leye.accounts.mfa")
    return digest.finalize()[:16]


class MfaAdapter(DefaultMFAAdapter):
    """django-allauth's codes with ciphered secrets."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("动态口令不对。请输入手机上现在显示的6位数字。"),
        "unverified_email": gettext_lazy("动态口令现在不能启用，请联系县级管理员。"),
    }

    def encrypt(self, text: str) -> str:
        """A secret as hexadecimal cipher."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        encryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce)).encryptor()
        body = encryptor.update(text.encode()) + encryptor.finalize()
        return (nonce + body + encryptor.tag).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; refuses the sign-in when it was ciphered under another key."""
        try:
            raw = bytes.fromhex(encrypted_text)
            nonce, body, tag = raw[:NONCE_BYTES], raw[NONCE_BYTES:-TAG_BYTES], raw[-TAG_BYTES:]
            decryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce, tag)).decryptor()
            return (decryptor.update(body) + decryptor.finalize()).decode()
        except (ValueError, InvalidTag) as error:
            raise PermissionDenied(
                _("动态口令的密钥读不出来。请找县级管理员取消动态口令，登录后重新启用。")
            ) from error
