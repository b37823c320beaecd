"""Small files made by hand: whole ones, and ones that lie about what they are."""

import base64
import struct
import zlib

from leye.evidence.contents import PNG_MARK


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 60, height: int = 20, ink: int = 0, shade: int = 0) -> bytes:
    """A picture of four bytes a point, transparent but for the first `ink` points; `shade` makes it another one."""
    points = bytearray(width * height * 4)
    for at in range(ink):
        points[at * 4 : at * 4 + 4] = bytes((23, 36, shade, 255))
    rows = b"".join(b"\0" + bytes(points[y * width * 4 : (y + 1) * width * 4]) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return PNG_MARK + body


def jpeg(body: bytes = b"picture") -> bytes:
    """The frame of a JPEG."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + body * 20 + b"\xff\xd9"


def pdf(body: bytes = b"1 0 obj << /Type /Catalog >> endobj") -> bytes:
    """The frame of a PDF."""
    return b"%PDF-1.7\n" + body + b"\ntrailer << >>\n%%EOF\n"


def drawing(ink: int = 300) -> str:
    """A signature as the page sends it."""
    return "data:image/png;base64," + base64.b64encode(png(ink=ink)).decode()
