"""A fair on paper: the notice with the code of its public page, the list of booths, and a sign for each booth."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from leye.areas.paths import full_path
from leye.fairs.enums import BoothState
from leye.fairs.models import Booth, BoothPost
from leye.market.models import Fair
from leye.sheets.fonts import typefaces
from leye.sheets.pdf import square_code

TEMPLATE = Path(str(files("leye.fairs") / "typst" / "papers.typ"))
#: Posts on one sign, lines on one notice: what does not fit stands on the public page.
MOST_ON_SIGN = 8
MOST_ON_NOTICE = 14


def accepted(fair: Fair) -> list[Booth]:
    """The booths of a fair by number, with their posts."""
    booths = Booth.objects.filter(fair=fair, state=BoothState.ACCEPTED).prefetch_related("posts")
    return list(booths.order_by("number"))


def when_words(fair: Fair) -> str:
    """Day and hours: 2026年11月22日（星期日）09:00–12:00."""
    weekday = "一二三四五六日"[fair.held_on.weekday()]
    day = _("%(y)d年%(m)d月%(d)d日（星期%(w)s）") % {
        "y": fair.held_on.year, "m": fair.held_on.month, "d": fair.held_on.day, "w": weekday}  # fmt: skip
    if fair.starts_at is None:
        return day
    hours = f"{fair.starts_at:%H:%M}" + (f"–{fair.ends_at:%H:%M}" if fair.ends_at else "")
    return f"{day} {hours}"


def notice_pdf(fair: Fair, address: str) -> bytes:
    """The notice: what, when, where, some of the posts; its code opens `address`. Raises NoChineseFont."""
    rows = [
        [booth.name, post.title, str(post.seats), post.pay or "—"]
        for booth in accepted(fair)
        for post in booth.posts.all()
    ]
    lines = [
        [_("时间"), when_words(fair)], [_("地点"), fair.place or _("线上")], [_("地区"), full_path(fair.area_id)],
        [_("主办"), fair.organiser], [_("协办"), fair.co_organisers], [_("主题"), fair.industry],
    ]  # fmt: skip
    more = len(rows) - MOST_ON_NOTICE
    foot = _("岗位、单位随时更新，扫码看全部，可先预约，到场凭编号签到。不收任何费用。")
    if more > 0:
        foot = _("另有%(n)d个岗位。") % {"n": more} + foot
    return _compile({
        "kind": "notice", "title": fair.title, "lines": [line for line in lines if line[1]],
        "code": square_code(address), "code_words": _("扫码看岗位、预约"),
        "heads": [_("单位"), _("岗位"), _("人数"), _("待遇")], "rows": rows[:MOST_ON_NOTICE], "signs": [], "foot": foot,
    })  # fmt: skip


def booths_pdf(fair: Fair, address: str) -> bytes:
    """The list of booths with their posts. Raises NoChineseFont."""
    rows = []
    for booth in accepted(fair):
        posts: list[BoothPost | None] = list(booth.posts.all())
        first = [str(booth.number), booth.name]
        for post in posts or [None]:
            rows.append(
                [
                    *first,
                    post.title if post else "—",
                    str(post.seats) if post else "",
                    post.pay if post else "",
                ]
            )
            first = ["", ""]
    return _compile({
        "kind": "booths", "title": fair.title, "lines": [[_("时间"), when_words(fair)], [_("地点"), fair.place]],
        "code": square_code(address), "code_words": _("公示页"),
        "heads": [_("展位"), _("单位"), _("岗位"), _("人数"), _("待遇")], "rows": rows, "signs": [], "foot": "",
    })  # fmt: skip


def signs_pdf(fair: Fair, address: str) -> bytes:
    """One sign a booth. Raises NoChineseFont."""
    signs = []
    for booth in accepted(fair):
        posts = list(booth.posts.all())[:MOST_ON_SIGN]
        rows = [[post.title, _("%(n)d人") % {"n": post.seats}, post.pay or "—"] for post in posts]
        signs.append({"number": str(booth.number), "name": booth.name, "rows": rows})
    return _compile({
        "kind": "signs", "title": fair.title, "lines": [], "code": square_code(address), "code_words": _("公示页"),
        "heads": [_("岗位"), _("人数"), _("待遇")], "rows": [], "signs": signs,
        "foot": f"{fair.title} · {when_words(fair)}",
    })  # fmt: skip


def _compile(data: dict[str, Any]) -> bytes:
    faces = typefaces()
    text = json.dumps({"family": faces.family, **data}, ensure_ascii=False)
    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=faces.fonts, sys_inputs={"data": text}
    )
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(f"typst made no single document but {type(made).__name__}")
    return made
