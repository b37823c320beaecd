"""A simulation as tiles and tables: two columns, today and if approved, the greatest change first."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.adoption.registry import packs
from leye.adoption.simulation import Pair, Simulation
from leye.ledger.models import GroupCode

#: What the tiles and tables say, in their order: key of the counts, label, unit.
TILES = (
    ("people", gettext_lazy("涉及人数"), gettext_lazy("人")),
    ("open", gettext_lazy("要办的待办"), gettext_lazy("项")),
    ("met", gettext_lazy("已经达到要求"), gettext_lazy("项")),
    ("alerts", gettext_lazy("超限提示"), gettext_lazy("项")),
    ("entitled", gettext_lazy("可享受待遇"), gettext_lazy("项")),
    ("fen", gettext_lazy("待遇金额"), gettext_lazy("元")),
)


def shown(found: Simulation) -> dict[str, Any]:
    """Tiles and the three tables."""
    several = len({pair.key.split(".")[0] for pair in found.rule_pairs}) > 1
    return {
        "tiles": [_tile(what, label, unit, found.whole) for what, label, unit in TILES],
        "in_kind": found.whole.then["in_kind"],
        "areas": _drawn(found.area_pairs, {}),
        "rules": _drawn(found.rule_pairs, _rule_labels(found) if several else {}),
        "groups": _drawn(found.group_pairs, _group_labels(found)),
    }  # fmt: skip


def yuan(fen: int) -> str:
    """Fen as yuan, without empty decimals."""
    return f"{fen / 100:,.2f}".removesuffix(".00")


def _number(what: str, value: int) -> str:
    return yuan(value) if what == "fen" else f"{value:,}"


def _signed(what: str, value: int) -> str:
    if not value:
        return _("不变")
    return ("+" if value > 0 else "-") + _number(what, abs(value))


def _tile(what: str, label: Any, unit: Any, pair: Pair) -> dict[str, Any]:
    change = pair.added(what)
    words = (_("现在%(now)s，与现在相同") if not change else _("现在%(now)s，多%(n)s") if change > 0
             else _("现在%(now)s，少%(n)s"))  # fmt: skip
    note = words % {"now": _number(what, pair.now[what]), "n": _number(what, abs(change))}
    return {"label": label, "value": _number(what, pair.then[what]), "unit": unit, "note": note}


def _drawn(pairs: tuple[Pair, ...], labels: dict[str, str]) -> dict[str, Any]:
    """Pairs with something in them, the greatest change first, and the longest bar."""
    kept = [p for p in pairs if any(p.now.values()) or any(p.then.values())]
    kept.sort(key=lambda p: (-abs(p.added("open")), -abs(p.added("fen")), -abs(p.added("entitled"))))
    top = max((max(p.now["open"], p.then["open"]) for p in kept), default=0)
    rows = [{
        "pair": p, "label": labels.get(p.key, p.label), "change": _signed("open", p.added("open")),
        "fen_now": yuan(p.now["fen"]), "fen_then": yuan(p.then["fen"]), "fen_change": _signed("fen", p.added("fen")),
        "granted": p.now["entitled"] or p.then["entitled"], "alerted": p.now["alerts"] or p.then["alerts"],
    } for p in kept]  # fmt: skip
    granted, alerted = any(r["granted"] for r in rows), any(r["alerted"] for r in rows)
    return {"rows": rows, "top": top or 1, "granted": granted, "alerted": alerted}


def _rule_labels(found: Simulation) -> dict[str, str]:
    """Where several documents change, a rule's name tells whose it is."""
    labels = {}
    for pair in found.rule_pairs:
        pack = packs().get(pair.key.split(".")[0])
        labels[pair.key] = f"{pair.label}（{pack.info.number}）" if pack else pair.label
    return labels


def _group_labels(found: Simulation) -> dict[str, str]:
    codes = [pair.key for pair in found.group_pairs]
    names = dict(GroupCode.objects.filter(code__in=codes).values_list("code", "name"))
    return {**{str(code): name for code, name in names.items()}, "": _("不属于任何群体")}
