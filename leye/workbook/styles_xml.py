"""The styles part of an .xlsx, extended: copies of its cell styles with a colour, nothing else touched."""

from __future__ import annotations

import re

from leye.workbook.cleaning import Level
from leye.workbook.marks import COLOURS

_FILLS = re.compile(rb"<fills\b[^>]*>(.*?)</fills>", re.DOTALL)
_FONTS = re.compile(rb"<fonts\b[^>]*>(.*?)</fonts>", re.DOTALL)
_CELL_XFS = re.compile(rb"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
_XF = re.compile(rb"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)


class Unusual(Exception):
    """XML that is not written the usual way; another way of marking must be taken."""


class Styles:
    """Collects the styles that marks need; `xml` gives the extended part."""

    def __init__(self, xml: bytes) -> None:
        fills, fonts, xfs = (pattern.search(xml) for pattern in (_FILLS, _FONTS, _CELL_XFS))
        if fills is None or fonts is None or xfs is None:
            raise Unusual("styles")
        self._xml = xml
        self._xfs = _XF.findall(xfs[1])
        if not self._xfs or b"".join(self._xfs) != re.sub(rb">\s+<", b"><", xfs[1]).strip():
            raise Unusual("cell styles")
        self._first_fill = len(re.findall(rb"<fill\b", fills[1]))
        self._bold_font = len(re.findall(rb"<font\b", fonts[1]))
        self._fill_of = {level: self._first_fill + place for place, level in enumerate(COLOURS)}
        self._made: dict[tuple[int, str], int] = {}

    def coloured(self, style: int, level: Level | str) -> int:
        """The number of a copy of `style` with the colour of `level`."""
        return self._make(style, level, {b"fillId": b"%d" % self._fill_of[_level(level)], b"applyFill": b"1"})

    def bold(self) -> int:
        """The number of the bold style of added headers."""
        return self._make(0, "bold", {b"fontId": b"%d" % self._bold_font, b"applyFont": b"1"})

    def wrapped(self, quoted: bool) -> int:
        """The number of the style of reasons: lines broken; `quoted` sets Excel's quote prefix."""
        attributes = {b"applyAlignment": b"1"} | ({b"quotePrefix": b"1"} if quoted else {})
        return self._make(0, f"wrapped {quoted}", attributes, b'<alignment vertical="top" wrapText="1"/>')

    def xml(self) -> bytes:
        """The whole part with everything collected appended."""
        fills = b"".join(
            b'<fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor indexed="64"/></patternFill></fill>'
            % colour.encode()
            for colour in COLOURS.values()
        )
        xml = _append(self._xml, b"fills", fills, self._first_fill + len(COLOURS))
        xml = _append(xml, b"fonts", b'<font><b/><sz val="11"/></font>', self._bold_font + 1)
        start = xml.index(b"<cellXfs")
        end = xml.index(b"</cellXfs>")
        block = b'<cellXfs count="%d">' % len(self._xfs) + b"".join(self._xfs)
        return xml[:start] + block + xml[end:]

    def _make(self, style: int, name: str, attributes: dict[bytes, bytes], inner: bytes = b"") -> int:
        key = (style, name)
        if key not in self._made:
            if style >= len(self._xfs):
                raise Unusual("style number")
            tag, slash, rest = self._split(self._xfs[style])
            for attribute, value in attributes.items():
                tag = re.sub(rb'\s%s="[^"]*"' % attribute, b"", tag) + b' %s="%s"' % (attribute, value)
            if inner:
                # Built on the default style, whose own alignment is replaced.
                slash, rest = b">", inner + b"</xf>"
            self._made[key] = len(self._xfs)
            self._xfs.append(tag + slash + rest)
        return self._made[key]

    def _split(self, xf: bytes) -> tuple[bytes, bytes, bytes]:
        head, _, rest = xf.partition(b">")
        if head.endswith(b"/"):
            return head[:-1].rstrip(), b"/>", b""
        return head, b">", rest


def _level(level: str) -> Level:
    return "error" if level == "error" else "warning"


def _append(xml: bytes, name: bytes, content: bytes, count: int) -> bytes:
    """Append to a counted list element."""
    start = xml.index(b"<" + name)
    head_end = xml.index(b">", start)
    head = re.sub(rb'count="\d+"', b'count="%d"' % count, xml[start:head_end])
    end = xml.index(b"</%s>" % name)
    return xml[:start] + head + xml[head_end:end] + content + xml[end:]
