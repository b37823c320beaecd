"""The tags of the ui library that wrap content: panel, card, dialog, batch bar, flash, fold."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leye.web.templatetags.ui_values import status_icon, status_word


def panel(content: str, title: str = "", id: str = "") -> SafeString:
    """A panel with a heading; inside [data-side] it gets a close button on narrow screens."""
    return SafeString(
        render_to_string("components/panel.html", {"content": content, "title": title, "id": id})
    )


def card(
    content: str, title: str = "", flush: bool = False, link: str = "", link_url: str = "", id: str = ""
) -> SafeString:
    """A white box with a heading and perhaps one link at its right."""
    return SafeString(
        render_to_string(
            "components/card.html",
            {
                "content": content,
                "title": title,
                "flush": flush,
                "link": link,
                "link_url": link_url,
                "id": id,
            },
        )
    )


def dialog(content: str, id: str, title: str, wide: bool = False, show: bool = False) -> SafeString:
    """A native dialog; open it with data-open="id"."""
    return SafeString(
        render_to_string(
            "components/dialog.html",
            {"content": content, "id": id, "title": title, "wide": wide, "show": show},
        )
    )


def batch_bar(content: str, noun: str = "") -> SafeString:
    """The bar that appears when rows of a [data-batch] area are ticked; the buttons are its content."""
    return SafeString(
        render_to_string("components/batch_bar.html", {"content": content, "noun": noun or _("人")})
    )


def flash(content: str, kind: str = "info") -> SafeString:
    """A message in the page: good, info, warn or bad."""
    return SafeString(
        render_to_string(
            "components/flash.html",
            {"content": content, "kind": kind, "icon_name": status_icon(kind), "word": status_word(kind)},
        )
    )


def fold(content: str, title: str, is_open: bool = False) -> SafeString:
    """More, on demand; works without script."""
    return SafeString(
        render_to_string("components/fold.html", {"content": content, "title": title, "is_open": is_open})
    )


def register_blocks(register: template.Library) -> None:
    """Makes the blocks above tags of the ui library."""
    for block in (panel, card, dialog, batch_bar, flash, fold):
        register.simple_block_tag(block)
