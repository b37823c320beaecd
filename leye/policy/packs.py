"""A pack: one document made computable. Metadata, clause index, dated parameters and rules."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from leye.policy.clauses import Clause, ClauseIndex
from leye.policy.errors import CampaignUnknown, ClauseUnknown, CountTwice, PackBroken
from leye.policy.members import MEMBER_PREFIX, MemberCount
from leye.policy.parameters import COLUMN_PREFIX, Parameters
from leye.policy.rules import Benefit, Duty, Indicator, Limit, Rule, comparable


@dataclass(frozen=True)
class PackInfo:
    """What the document says about itself. ``issued`` may be a month only, as signed.

    ``supersedes`` and ``superseded_by`` hold document numbers (文号); from ``repealed_on`` on the document no
    longer acts. ``gives_way_to``: documents, or words for them (国家和省新规定), that prevail over it.
    ``template``: its numbers are left open, so an area fills them in before it adopts.
    """

    id: str
    number: str
    title: str
    issuers: tuple[str, ...]
    area: str
    issued: str
    published: date
    valid_from: date
    valid_until: date
    source: str
    supersedes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    superseded_by: str = ""
    repealed_on: date | None = None
    gives_way_to: tuple[str, ...] = ()
    template: bool = False


@dataclass(frozen=True)
class Campaign:
    """A campaign (行动) that the document orders: when, about what, on which basis, where, and its report.

    Both days are included. An area may run it on days of its own (``resolve(..., campaigns=…)``), and has to
    where the document names the campaign without days (both None).
    """

    name: str
    title: str
    theme: str
    basis: str
    since: date | None
    until: date | None
    scope: str
    report: str


@dataclass(frozen=True)
class Pack:
    """One loaded pack. ``rules`` are in the order of the module; ``digest`` hashes every source file."""

    info: PackInfo
    clauses: ClauseIndex
    parameters: Parameters
    rules: Mapping[str, Rule]
    members: Mapping[str, MemberCount]
    digest: str
    folder: Path
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)

    @cached_property
    def needs(self) -> Mapping[str, frozenset[str]]:
        """For each rule, the names of the parameters without whose value it cannot act (targets are not)."""
        return {
            name: frozenset(n for n in used_parameters(self, rule) if self.parameters[n].kind != "target")
            for name, rule in self.rules.items()
        }

    @property
    def id(self) -> str:
        """The pack's identifier, which is also its folder name."""
        return self.info.id

    def of_kind(self, kind: type[Rule]) -> list[Any]:
        """The rules of one kind, in order."""
        return [r for r in self.rules.values() if isinstance(r, kind)]

    @property
    def duties(self) -> list[Duty]:
        """All duties."""
        return self.of_kind(Duty)

    @property
    def benefits(self) -> list[Benefit]:
        """All benefits."""
        return self.of_kind(Benefit)

    @property
    def limits(self) -> list[Limit]:
        """All limits."""
        return self.of_kind(Limit)

    @property
    def indicators(self) -> list[Indicator]:
        """All indicators."""
        return self.of_kind(Indicator)


_NAMED = re.compile(rf"\b({MEMBER_PREFIX}|{COLUMN_PREFIX})(\w+)")


def used_parameters(pack: Pack, rule: Rule) -> set[str]:
    """Names of the parameters that a rule looks at: itself, through its period and through its counts."""
    found = set(rule.period.parameters())
    texts, seen = [repr(rule.expressions())], set()
    while texts:
        for prefix, name in _NAMED.findall(texts.pop()):
            if prefix == COLUMN_PREFIX:
                found.add(name)
            elif name not in seen:
                seen.add(name)
                texts.append(repr(vars(pack.members[name])))
    return found


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of a pack's sources, in name order."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".yaml"}:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def build_pack(pack_id: str, folder: Path, module: ModuleType) -> Pack:
    """Make a pack of its folder and its rules module.

    Raises PackBroken, or the PolicyError that names the fault (a clause, a campaign, a count).
    Rules stand in the order in which the clause index names them.
    """
    try:
        about = _yaml(folder / "pack.yaml")
        info, campaigns = _info(pack_id, about), _campaigns(about)
        clauses = ClauseIndex.from_rows(_yaml(folder / "clauses.yaml"))
        parameters = Parameters.from_rows(pack_id, _yaml(folder / "parameters.yaml"))
    except KeyError as error:
        raise PackBroken(pack_id, f"缺少必填项 {error.args[0]}（pack.yaml 或 clauses.yaml）。") from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        raise PackBroken(pack_id, f"{type(error).__name__}：{error}。") from error
    rules = {
        name: dataclasses.replace(value, name=name)
        for name, value in vars(module).items()
        if isinstance(value, Rule)
    }
    order = [name for entry in clauses.entries for point in entry.points for name in point.rules]
    rules = dict(sorted(rules.items(), key=lambda r: order.index(r[0]) if r[0] in order else len(order)))
    members: dict[str, MemberCount] = {}
    for value in vars(module).values():
        if isinstance(value, MemberCount) and members.setdefault(value.name, value) is not value:
            raise CountTwice(pack_id, value.name)
    for owner, clause in _references(rules, parameters):
        if clause not in clauses:
            raise ClauseUnknown(pack_id, owner, clause.ref, clauses.refs())
    for rule in rules.values():
        _check_excludes(pack_id, rule, rules)
        for name in rule.period.campaigns():
            if name not in campaigns:
                raise CampaignUnknown(pack_id, rule.title, name, list(campaigns))
    return Pack(info, clauses, parameters, rules, members, digest_of(folder), folder, campaigns)


def _check_excludes(pack_id: str, rule: Rule, rules: Mapping[str, Rule]) -> None:
    """Raise PackBroken when a benefit excludes what is no benefit of the pack, or one it cannot be held against."""
    if not isinstance(rule, Benefit):
        return
    for name in rule.excludes:
        other = rules.get(name)
        if other is None and "." in name:
            continue
        if not isinstance(other, Benefit):
            raise PackBroken(pack_id, f"待遇“{rule.title}”的 excludes 写了“{name}”，本文件没有这项待遇。")
        if not comparable(rule.subject.kind, other.subject.kind):
            raise PackBroken(
                pack_id,
                f"待遇“{rule.title}”（{rule.subject.label}）与“{other.title}”（{other.subject.label}）"
                "无法按同一人互斥，请改用同一类对象。",
            )


def _references(rules: Mapping[str, Rule], parameters: Parameters) -> list[tuple[str, Clause]]:
    found = [(r.title, r.clause) for r in rules.values() if isinstance(r.clause, Clause)]
    return found + [(p.label, p.clause) for p in parameters.values()]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _info(pack_id: str, row: Mapping[str, Any]) -> PackInfo:
    return PackInfo(
        id=pack_id,
        number=row["number"],
        title=row["title"],
        issuers=tuple(row["issuers"]),
        area=str(row["area"]),
        issued=str(row["issued"]),
        published=row["published"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        source=row["source"],
        supersedes=tuple(row.get("supersedes") or ()),
        notes=tuple(row.get("notes") or ()),
        superseded_by=str(row.get("superseded_by") or ""),
        repealed_on=row.get("repealed_on"),
        gives_way_to=tuple(row.get("gives_way_to") or ()),
        template=bool(row.get("template", False)),
    )


def _campaigns(about: Mapping[str, Any]) -> dict[str, Campaign]:
    made = {row["name"]: _campaign(row) for row in about.get("campaigns") or ()}
    for campaign in made.values():
        if (campaign.since is None) != (campaign.until is None):
            raise ValueError(f"行动 {campaign.name} 的开始日期与结束日期须同时写或同时不写")
        if campaign.since and campaign.until and campaign.until < campaign.since:
            raise ValueError(f"行动 {campaign.name} 的结束日期早于开始日期")
    return made


def _campaign(row: Mapping[str, Any]) -> Campaign:
    words = ("name", "title", "theme", "basis", "scope", "report")
    named = {word: str(row.get(word) or "") for word in words}
    return Campaign(**named, since=row.get("since"), until=row.get("until"))
