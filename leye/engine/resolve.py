"""From adoptions, local values and campaigns to two tables of disjoint ranges: windows by rule, values.

Pure Python: the caller reads adoptions from wherever it keeps them and stores the rows that come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from leye.engine.adoptions import (
    Adoption,
    AdoptionsOverlap,
    AreaRule,
    AreaValue,
    CampaignDates,
    Notice,
    Override,
    Resolved,
    ValueUnusable,
)
from leye.engine.ranges import Dated, at_once, cut, disjoint
from leye.engine.superseding import pieces_in_force, supersedes
from leye.policy import Pack, ParameterOutsideDates, ParameterToFill, PolicyError, Rule, Span
from leye.policy.parameters import Parameter
from leye.policy.periods import DayTest, as_number, campaign_keys


def resolve(
    packs: Mapping[str, Pack],
    adoptions: Iterable[Adoption],
    overrides: Iterable[Override],
    as_of: date,
    is_working_day: DayTest,
    campaigns: Iterable[CampaignDates] = (),
    *,
    strict: bool = True,
) -> Resolved:
    """What is in force where on ``as_of``: the most specific area wins.

    A number that the document leaves open and nobody has filled in is a notice; the rules that need it do not
    act there, all others do. ``strict``: raise for a fault (AdoptionsOverlap, ParameterOutsideDates,
    ValueUnusable); else every fault is a notice, the rules concerned do not act, and of two adoptions that
    overlap the one that began first goes on. Nothing that is wrong with one pack stops another.
    """
    resolver = _Resolver(packs, list(overrides), list(campaigns), as_of, is_working_day, strict)
    every = list(adoptions)
    by_pack: dict[str, list[Adoption]] = {}
    for adoption in every:
        if adoption.pack in packs and _holds(adoption, as_of):
            by_pack.setdefault(adoption.pack, []).append(adoption)
    for pack_id in sorted(by_pack):
        resolver.pack(packs[pack_id], by_pack[pack_id], every)
    return resolver.result


def _holds(dated: Adoption | Override, day: date) -> bool:
    return dated.since <= day and (dated.until is None or day <= dated.until)


class _Resolver:
    """Resolves pack after pack into one result."""

    def __init__(
        self,
        packs: Mapping[str, Pack],
        overrides: list[Override],
        campaigns: list[CampaignDates],
        as_of: date,
        is_working_day: DayTest,
        strict: bool,
    ) -> None:
        self.packs = packs
        # By what they set: a province has thousands, and each of its counties asks for every number.
        self.overrides: dict[tuple[str, str], list[Override]] = {}
        for override in overrides:
            if _holds(override, as_of):
                self.overrides.setdefault((override.pack, override.name), []).append(override)
        self.campaigns = campaigns
        self.as_of = as_of
        self.is_working_day = is_working_day
        self.strict = strict
        self.result = Resolved(as_of)

    def fault(self, pack: Pack, lo: int, hi: int, error: PolicyError) -> None:
        """Raise, or tell and go on."""
        if self.strict:
            raise error
        self.result.notices.append(Notice(pack.id, lo, hi, str(error), "fault"))

    def note(self, pack: Pack, lo: int, hi: int, message: str) -> None:
        """Tell something that is not wrong."""
        self.result.notices.append(Notice(pack.id, lo, hi, message))

    def pack(self, pack: Pack, adoptions: list[Adoption], every: Sequence[Adoption]) -> None:
        """All ranges in which a pack is adopted."""
        what = f"政策包 {pack.id} 的采用"
        adoptions = self._apart(pack, adoptions, what)
        later = [a for a in every if a.pack in self.packs and supersedes(self.packs[a.pack], pack)]
        for lo, hi, adoption in disjoint(adoptions, lambda a, b: AdoptionsOverlap(what, a, b)):
            if not self._acts(pack, adoption):
                continue
            for a, b, end, why in pieces_in_force(self.packs, pack, lo, hi, later, self.as_of):
                if end < self.as_of:
                    self.note(pack, a, b, why)
                else:
                    self._range(pack, adoption, a, b, end)

    def _apart(self, pack: Pack, ranged: list[Adoption], what: str) -> list[Adoption]:
        """The adoptions without those that equal or cross an earlier one, which are faults."""
        kept: list[Adoption] = []
        for item in sorted(ranged, key=lambda r: r.since):
            try:
                disjoint([*kept, item], lambda a, b: AdoptionsOverlap(what, a, b))
            except AdoptionsOverlap as error:
                self.fault(pack, item.lo, item.hi, error)
            else:
                kept.append(item)
        return kept

    def _acts(self, pack: Pack, adoption: Adoption) -> bool:
        """Whether the adoption acts on the day; past the document's dates only a standing one does."""
        info, as_of = pack.info, self.as_of
        if info.valid_from <= as_of <= info.valid_until:
            return True
        if as_of < info.valid_from:
            message = f"文件 {info.number} 自 {info.valid_from} 起施行，此前不产生任务。"
        elif adoption.standing:
            message = (
                f"文件 {info.number} 已于 {info.valid_until} 到期，本地区延续执行，参数沿用最后一次取值。"
            )
        else:
            message = (
                f"文件 {info.number} 已于 {info.valid_until} 到期，采用未勾选“延续执行”，不再产生任务。"
                "如需继续，请以“延续执行的本地规则”重新采用。"
            )
        self.note(pack, adoption.lo, adoption.hi, message)
        return as_of > info.valid_until and adoption.standing

    def _range(self, pack: Pack, adoption: Adoption, lo: int, hi: int, end: date) -> None:
        """Add the rows of one range under one adoption, which acts until ``end`` at most."""
        result, as_of = self.result, self.as_of
        result.values.append(AreaValue(pack.id, "", lo, hi, 1, as_of))
        values: dict[str, list[tuple[int, int, int | None]]] = {}
        for name, parameter in pack.parameters.items():
            if parameter.kind == "target":
                self._target(pack, parameter, adoption, lo, hi)
                continue
            values[name] = self._values(pack, parameter, adoption, lo, hi)
            rows = [
                AreaValue(pack.id, name, a, b, value, as_of)
                for a, b, value in values[name]
                if value is not None
            ]
            result.values += rows
        for name in pack.campaigns:
            values |= self._campaign(pack, name, lo, hi)
        self._tell_missing(pack, values)
        whole = _whole(pack, adoption, end)
        for rule in pack.rules.values():
            self._rule(pack, rule, lo, hi, values, whole)

    def _rule(
        self,
        pack: Pack,
        rule: Rule,
        lo: int,
        hi: int,
        values: dict[str, list[tuple[int, int, int | None]]],
        whole: Span,
    ) -> None:
        """The windows of one rule; none where a number it needs is missing."""
        asked = [*rule.period.parameters(), *_keys(rule)]
        open_ones = [n for n in pack.needs[rule.name] if _blocks(pack, n, values, self.as_of)]
        for a, b, chosen in at_once(lo, hi, sorted({*asked, *open_ones}), values):
            if any(chosen[n] is None for n in {*asked, *open_ones}):
                continue
            numbers = {n: v for n, v in chosen.items() if v is not None}
            try:
                window = rule.period.window(self.as_of, whole, numbers.__getitem__, self.is_working_day)
            except (ValueError, KeyError) as error:
                self.fault(pack, a, b, ValueUnusable(pack, rule, {n: chosen[n] for n in asked}, error))
                continue
            if window is not None:
                days = (window.since, window.until, window.due_on)
                self.result.rules.append(AreaRule(pack.id, rule.name, a, b, *days, self.as_of))

    def _own(self, pack: Pack, parameter: Parameter, adoption: Adoption, lo: int, hi: int) -> int | None:
        """The document's own value on the day; None for one left open, lapsed, or outside its dates."""
        try:
            return parameter.value_on(self.as_of, standing=adoption.standing)
        except ParameterToFill:
            return None
        except ParameterOutsideDates as error:
            if not parameter.lapsed(self.as_of):
                self.fault(pack, lo, hi, error)
            return None

    def _values(
        self, pack: Pack, parameter: Parameter, adoption: Adoption, lo: int, hi: int
    ) -> list[tuple[int, int, int | None]]:
        """The value of a parameter in each piece of the range; None where there is none."""
        own = self._own(pack, parameter, adoption, lo, hi)
        ours = self._local(pack, parameter.name)
        what = f"政策包 {pack.id} 中参数“{parameter.label}”的本地取值"
        try:
            return cut(lo, hi, own, ours, lambda o: o.value, lambda a, b: AdoptionsOverlap(what, a, b))
        except AdoptionsOverlap as error:
            self.fault(pack, lo, hi, error)
            return [(lo, hi, None)]

    def _local(self, pack: Pack, name: str) -> list[Override]:
        return self.overrides.get((pack.id, name), [])

    def _target(self, pack: Pack, parameter: Parameter, adoption: Adoption, lo: int, hi: int) -> None:
        """A target has a row only for the very area it was set for: the document's own, or an override's."""
        own = self._own(pack, parameter, adoption, lo, hi)
        ours = sorted(self._local(pack, parameter.name), key=lambda o: -o.hi)
        at = {o.lo: o.value for o in ours if lo <= o.lo <= hi}
        home = int(pack.info.area.ljust(12, "0"))
        if own is not None and lo <= home <= hi:
            at = {home: own} | at
        if parameter.to_fill and adoption.lo not in at:
            self._left_open(pack, lo, hi, [parameter], [])
        self.result.values += [
            AreaValue(pack.id, parameter.name, no, no, value, self.as_of) for no, value in at.items()
        ]

    def _campaign(
        self, pack: Pack, name: str, lo: int, hi: int
    ) -> dict[str, list[tuple[int, int, int | None]]]:
        """The first and last day of a campaign in each piece of the range, as numbers."""
        campaign = pack.campaigns[name]
        mine = _one_each([c for c in self.campaigns if (c.pack, c.name) == (pack.id, name)], self.as_of)
        what = f"政策包 {pack.id} 中行动“{campaign.title}”的本地日期"
        since, until = campaign_keys(name)

        def clash(first: Dated, second: Dated) -> AdoptionsOverlap:
            return AdoptionsOverlap(what, first, second)

        try:
            return {
                since: cut(lo, hi, _numbered(campaign.since), mine, lambda c: as_number(c.since), clash),
                until: cut(lo, hi, _numbered(campaign.until), mine, lambda c: as_number(c.until), clash),
            }
        except AdoptionsOverlap as error:
            self.fault(pack, lo, hi, error)
            return {since: [(lo, hi, None)], until: [(lo, hi, None)]}

    def _tell_missing(self, pack: Pack, values: Mapping[str, list[tuple[int, int, int | None]]]) -> None:
        """One notice a range for all the numbers and days that the document leaves open there."""
        missing: dict[tuple[int, int], list[str]] = {}
        for name, pieces in values.items():
            for a, b, value in pieces:
                if value is None:
                    missing.setdefault((a, b), []).append(name)
        for (a, b), names in missing.items():
            numbers = [p for n in names if n in pack.parameters and (p := pack.parameters[n]).to_fill]
            days = [c.title for c in pack.campaigns.values() if campaign_keys(c.name)[0] in names]
            self._left_open(pack, a, b, numbers, days)

    def _left_open(
        self, pack: Pack, lo: int, hi: int, numbers: Sequence[Parameter], campaigns: Sequence[str]
    ) -> None:
        if not numbers and not campaigns:
            return
        named = {p.name for p in numbers}
        stopped = [r.title for r in pack.rules.values() if named & pack.needs[r.name]]
        stopped += [
            r.title
            for r in pack.rules.values()
            if r.title not in stopped
            and any(pack.campaigns[c].title in campaigns for c in r.period.campaigns())
        ]
        words = [f"“{p.label}”（{p.name}，依据 {p.clause}）" for p in numbers]
        words += [f"行动“{title}”的起止日期" for title in campaigns]
        then = f"暂不执行的规则：{'、'.join(stopped)}。" if stopped else "指标照常统计，但没有目标可比。"
        message = f"文件 {pack.info.number} 空缺待填：{'、'.join(words)}。{then}请在“参数”页填写本地取值。"
        self.result.notices.append(Notice(pack.id, lo, hi, message, "to_fill"))


def _whole(pack: Pack, adoption: Adoption, end: date) -> Span:
    """The days a document acts under an adoption. A standing one has no end of its own."""
    own = date.max if adoption.standing else pack.info.valid_until
    until = min(own, end, adoption.until or date.max)
    return Span(max(pack.info.valid_from, adoption.since), until)


def _keys(rule: Rule) -> list[str]:
    return [key for name in rule.period.campaigns() for key in campaign_keys(name)]


def _blocks(
    pack: Pack, name: str, values: Mapping[str, list[tuple[int, int, int | None]]], as_of: date
) -> bool:
    """Whether a number is missing somewhere and its rules must wait for it: not when its order has lapsed."""
    return not pack.parameters[name].lapsed(as_of) and any(value is None for *_, value in values[name])


def _numbered(day: date | None) -> int | None:
    return None if day is None else as_number(day)


def _one_each(dates: Iterable[CampaignDates], as_of: date) -> list[CampaignDates]:
    """Of several runs of a campaign in one range the one that counts: running, else the last, else the next."""

    def merit(run: CampaignDates) -> tuple[bool, bool, int]:
        begun = run.since <= as_of
        return run.since <= as_of <= run.until, begun, (1 if begun else -1) * run.since.toordinal()

    best: dict[tuple[int, int], CampaignDates] = {}
    for run in dates:
        place = (run.lo, run.hi)
        if place not in best or merit(run) > merit(best[place]):
            best[place] = run
    return list(best.values())
