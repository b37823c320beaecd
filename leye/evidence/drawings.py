"""The picture of a signature as the page sends it: a PNG in text, with a line drawn on a transparent ground."""

import base64
import binascii
import struct
import zlib

from django.utils.translation import gettext as _

from leye.evidence.contents import PNG_MARK, check_content, png_size
from leye.ledger.errors import Invalid

PREFIX = "data:image/png;base64,"
MOST_BYTES = 600_000
WIDEST, HIGHEST = 2400, 1200
#: Bytes that are not ground: fewer are a dot or a slip of the finger.
LEAST_INK = 400


def drawn(text: str) -> bytes:
    """The PNG in a data address. Raises Invalid at field `drawing` when nobody signed, or it is something else."""
    if not text.startswith(PREFIX):
        raise Invalid({"drawing": _("请在框内签名。")})
    try:
        content = base64.b64decode(text[len(PREFIX) :], validate=True)
    except binascii.Error as error:
        raise Invalid({"drawing": _("签名没有传完整，请清除后重签。")}) from error
    if len(content) > MOST_BYTES:
        raise Invalid({"drawing": _("签名图片太大，请清除后重签。")})
    try:
        check_content("签名.png", content)
    except Invalid as error:
        raise Invalid({"drawing": _("签名没有传完整，请清除后重签。")}) from error
    width, height = png_size(content)
    if width > WIDEST or height > HIGHEST:
        raise Invalid({"drawing": _("签名图片太大，请清除后重签。")})
    if _ink(content, width * height * 4 + height) < LEAST_INK:
        raise Invalid({"drawing": _("框内还没有签名，请签上姓名。")})
    return content


def _ink(content: bytes, most: int) -> int:
    """How many bytes of the picture are not zero: on a transparent ground only the line is not."""
    packed, at = [], len(PNG_MARK)
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"IDAT":
            packed.append(content[at + 8 : at + 8 + length])
        at += 12 + length
    try:
        raw = zlib.decompressobj().decompress(b"".join(packed), most)
    except zlib.error:
        return 0
    return len(raw) - raw.count(0)
