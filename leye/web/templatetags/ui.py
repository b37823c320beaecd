"""Leye's parts of a page as template tags: `{% load ui %}`.

Each tag renders one partial in templates/components/. Pages pass plain values and dicts; nothing here queries.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leye.web.templatetags.ui_blocks import register_blocks
from leye.web.templatetags.ui_values import (
    bar_width,
    pips,
    register_filters,
    state_of,
    status_icon,
    status_word,
)

register = template.Library()
register_filters(register)
register_blocks(register)

Item = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def print_size(context: template.Context) -> str:
    """The class of <html>: "large-print" where the reader chose big letters (cookie leye_print)."""
    request = context.get("request")
    return "large-print" if request and request.COOKIES.get("leye_print") == "large" else ""


# A page of fifty lines has hundreds of icons and states: these two are written without a template each.
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One picture of the sprite; without a label it is decoration and hidden from screen readers."""
    use = format_html('focusable="false"><use href="{}#{}"></use></svg>', static("icons.svg"), name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}" {}', label, use)
    return format_html('<svg class="icon" aria-hidden="true" {}', use)


@register.simple_tag
def status(kind: str, word: str = "") -> SafeString:
    """A state with icon and word: good, warn, bad, info or plain."""
    name = status_icon(kind)
    return format_html(
        '<span class="tag {}">{}{}</span>', kind, icon(name) if name else "", word or status_word(kind)
    )


@register.inclusion_tag("components/crumbs.html")
def breadcrumbs(items: Sequence[Item]) -> dict[str, Any]:
    """The way here: dicts of label, url (the last one without url)."""
    return {"items": items}


@register.inclusion_tag("components/page_header.html")
def page_header(
    title: str,
    summary: str = "",
    action: str = "",
    action_url: str = "",
    action_icon: str = "",
    dialog: str = "",
) -> dict[str, Any]:
    """Title, the page's one sentence, and its one primary action (a link that may open a dialog)."""
    return {
        "title": title,
        "summary": summary,
        "action": action,
        "action_url": action_url,
        "action_icon": action_icon,
        "dialog": dialog,
    }


@register.inclusion_tag("components/tiles.html")
def tiles(items: Sequence[Item]) -> dict[str, Any]:
    """Figures that open to their lists: dicts of label, value, unit, url, note, kind, target and have (for a bar)."""
    return {"items": [{**item, "width": bar_width(item.get("have"), item.get("target"))} for item in items]}


@register.inclusion_tag("components/meter.html")
def meter(have: int, need: int, label: str = "", late: bool = False) -> dict[str, Any]:
    """How much of a duty is done: pips up to six, a bar beyond, always with the words."""
    short = max(need - have, 0)
    return {
        "have": have,
        "need": need,
        "label": label,
        "short": short,
        "pips": pips(have, need),
        "pips_width": need * 14,
        "width": bar_width(have, need),
        "kind": "good" if not short else "bad" if late else "",
    }


@register.inclusion_tag("components/bar.html")
def bar(
    value: float, whole: float = 100, kind: str = "", target: float | None = None, label: str = ""
) -> dict[str, Any]:
    """A plain bar, drawn with attributes only (the CSP forbids inline styles)."""
    return {
        "width": bar_width(value, whole),
        "kind": kind,
        "label": label,
        "target": None if target is None else bar_width(target, whole),
    }


@register.inclusion_tag("components/bars.html")
def bars(items: Sequence[Item], whole: float | None = None, target: float | None = None) -> dict[str, Any]:
    """Ranked bars: dicts of label, url, value (number), text (what to print), kind. Whole defaults to the largest."""
    top = whole or max((item["value"] for item in items), default=0)
    drawn = [{**item, "width": bar_width(item["value"], top)} for item in items]
    return {"items": drawn, "target": None if target is None else bar_width(target, top)}


@register.inclusion_tag("components/progress.html")
def progress(
    done: int, whole: int, words: str = "", left: str = "", poll_url: str = "", id: str = "progress"
) -> dict[str, Any]:
    """Work under way. With poll_url the part asks again each second and is replaced by the answer."""
    percent = 100 if whole and done >= whole else int(100 * done / whole) if whole else 0
    return {
        "percent": percent,
        "width": bar_width(done, whole),
        "words": words,
        "left": left,
        "poll_url": poll_url,
        "id": id,
    }


@register.inclusion_tag("components/facts.html")
def facts(items: Sequence[Item]) -> dict[str, Any]:
    """Values with where each came from: dicts of label, value, source, on (date), url."""
    return {"items": items}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Sequence[Item]) -> dict[str, Any]:
    """What happened, newest first: dicts of on, title, text, by, icon, kind, url."""
    return {"items": items}


@register.inclusion_tag("components/conditions.html")
def conditions(items: Sequence[Item]) -> dict[str, Any]:
    """Numbered conditions: dicts of no, text, state (yes, no, short, missing), value, source, clause, clause_url."""
    return {"items": [{**item, **state_of(str(item["state"]))} for item in items]}


@register.inclusion_tag("components/todo.html")
def todo(item: Item, tick: bool = True, tick_name: str = "person", tick_form: str = "") -> dict[str, Any]:
    """One person with all that is due to them: see components/todo.html for the keys."""
    return {"item": item, "tick": tick, "tick_name": tick_name, "tick_form": tick_form}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Item], label: str = "") -> dict[str, Any]:
    """Links that look like tabs: dicts of label, url, active, count."""
    return {"items": items, "label": label or _("分页")}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[str], current: int) -> dict[str, Any]:
    """Where one is in a row of steps; current counts from 1."""
    return {"steps": steps, "current": current}


@register.inclusion_tag("components/skeleton.html")
def skeleton(rows: int = 5) -> dict[str, Any]:
    """Grey rows while content is on its way."""
    return {"rows": range(rows)}


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, text: str = "", action: str = "", action_url: str = "", icon_name: str = "empty"
) -> dict[str, Any]:
    """Nothing here: why, and what to do."""
    return {"title": title, "text": text, "action": action, "action_url": action_url, "icon_name": icon_name}


@register.inclusion_tag("components/error.html")
def error_state(
    what: str, why: str = "", next_step: str = "", kept: str = "", retry_url: str = ""
) -> dict[str, Any]:
    """Something failed: what, why, what to do next, and what was not lost."""
    return {"what": what, "why": why, "next_step": next_step, "kept": kept, "retry_url": retry_url}


@register.inclusion_tag("components/no_permission.html")
def no_permission(what: str = "", who: str = "") -> dict[str, Any]:
    """The post in hand may not do this; says who can."""
    return {"what": what or _("您当前的岗位看不到这里的内容。"), "who": who or _("县级管理员")}


@register.inclusion_tag("components/pager.html")
def pager(previous_url: str = "", next_url: str = "", words: str = "") -> dict[str, Any]:
    """Previous and next, for lists paged by key."""
    return {"previous_url": previous_url, "next_url": next_url, "words": words}


@register.inclusion_tag("components/conflict.html", takes_context=True)
def conflict(
    context: template.Context,
    theirs: Item,
    mine: Item,
    rows: Sequence[Item],
    action_url: str = "",
    hidden: str = "",
) -> dict[str, Any]:
    """Two people saved the same thing: see components/conflict.html for the keys. `hidden`: inputs that travel along."""
    return {
        "hidden": hidden,
        "theirs": theirs,
        "mine": mine,
        "rows": rows,
        "action_url": action_url,
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.inclusion_tag("components/outcomes.html", takes_context=True)
def outcomes(
    context: template.Context, url: str, choices: Sequence[tuple[str, str]], target: str = ""
) -> dict[str, Any]:
    """One tap an outcome: a form of buttons (name "outcome"); with target the answer replaces that element."""
    return {
        "url": url,
        "choices": choices,
        "target": target,
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, optional: bool = True, label: str = "") -> dict[str, Any]:
    """A form field: label above, control, error in words, help under. Ties them together for screen readers."""
    ids = [f"{bound.auto_id}_help"] if bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "optional": optional and not bound.field.required,
        "is_group": widget.use_fieldset,
        "is_check": getattr(widget, "input_type", "") == "checkbox" and not widget.use_fieldset,
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """Above the form: how many things to mend, and those that belong to no field."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors]}


@register.simple_tag
def clause_link(label: str, url: str = "", panel_url: str = "") -> SafeString:
    """The clause behind a line; with panel_url it opens in the panel at right, and the link still works alone."""
    if not url:
        return format_html('<span class="clause-link muted">{}</span>', label)
    if not panel_url:
        return format_html('<a class="clause-link" href="{}">{}</a>', url, label)
    return format_html(
        '<a class="clause-link" href="{}" hx-get="{}" hx-target="#side" hx-swap="innerHTML">{}</a>',
        url,
        panel_url,
        label,
    )
