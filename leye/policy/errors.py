"""Errors of the policy language. Each message says what happened, where, and what to do next."""

from __future__ import annotations

from datetime import date


class PolicyError(Exception):
    """Base of every error a pack, a parameter or a clause reference can raise."""


class ClauseMissing(PolicyError):
    """A rule was written without the clause of the document that orders it."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f'规则“{title}”没有写明依据条款。请补上 clause，例如 clause="三(七)"。')


class ClauseUnknown(PolicyError):
    """A rule or parameter names a clause that the pack's clause index does not hold."""

    def __init__(self, pack: str, owner: str, clause: str, known: list[str]) -> None:
        self.pack, self.owner, self.clause = pack, owner, clause
        super().__init__(
            f"政策包 {pack} 中“{owner}”引用的条款“{clause}”不在条款目录里。"
            f"目录里有：{'、'.join(known)}。请改正引用，或在 clauses.yaml 中补登该条款。"
        )


class NumberInRule(PolicyError):
    """A number stands in a rule instead of a dated parameter."""

    def __init__(self, title: str, field: str) -> None:
        super().__init__(
            f'规则“{title}”的 {field} 直接写了数字。数字一律放在 parameters.yaml，规则里用 param("参数名")。'
        )


class ParameterUnknown(PolicyError):
    """A rule asks for a parameter that parameters.yaml does not define."""

    def __init__(self, pack: str, name: str, near: list[str]) -> None:
        hint = f"相近的参数：{'、'.join(near)}。" if near else ""
        super().__init__(f"政策包 {pack} 没有参数“{name}”。{hint}请在 parameters.yaml 中补登，或改正拼写。")


class ParameterOutsideDates(PolicyError):
    """A parameter was asked for on a day on which it has no value. It never counts as 0."""

    def __init__(self, pack: str, name: str, label: str, clause: str, day: date, spans: str) -> None:
        self.pack, self.name, self.clause, self.day = pack, name, clause, day
        super().__init__(
            f"政策包 {pack} 的参数“{label}”（{name}，依据 {clause}）在 {day.isoformat()} 没有取值；"
            f"已有取值的期间：{spans}。请在 parameters.yaml 补上该期间的取值，"
            "或把该文件作为“延续执行的本地规则”采用（采用时须勾选延续执行）。"
        )


class ParameterToFill(PolicyError):
    """The document leaves a number open (``X``), and nobody has filled it in here."""

    def __init__(self, pack: str, name: str, label: str, clause: str, where: str = "本地区") -> None:
        self.pack, self.name, self.clause = pack, name, clause
        super().__init__(
            f"政策包 {pack} 的参数“{label}”（{name}，依据 {clause}）在文件中是空缺，{where}还没有填写。"
            "用到它的规则暂不执行；请在“参数”页填写本地取值后再采用或继续执行。"
        )


class CampaignUnknown(PolicyError):
    """A rule counts over a campaign that pack.yaml does not describe."""

    def __init__(self, pack: str, owner: str, name: str, known: list[str]) -> None:
        self.pack, self.owner, self.name = pack, owner, name
        names = "、".join(known) or "没有任何行动"
        super().__init__(
            f"政策包 {pack} 中“{owner}”按行动“{name}”计期，pack.yaml 的 campaigns 里有：{names}。"
            "请在 pack.yaml 补登该行动，或改正名称。"
        )


class PackBroken(PolicyError):
    """A pack folder cannot be loaded; the other packs are not affected."""

    def __init__(self, pack: str, reason: str) -> None:
        self.pack, self.reason = pack, reason
        super().__init__(f"政策包 {pack} 无法载入：{reason} 其他政策包不受影响；请修正该文件夹后重试。")


class FactUnknown(PolicyError):
    """A rule asks for a fact that the subject does not have."""

    def __init__(self, subject: str, name: str, near: list[str]) -> None:
        hint = f"相近的事实：{'、'.join(near)}。" if near else ""
        super().__init__(f"“{subject}”没有名为“{name}”的事实。{hint}全部事实见数据字典。")


class PlainTest(PolicyError):
    """A test in a rule is plain True or False, so it asks nothing of anybody."""

    def __init__(self) -> None:
        super().__init__(
            "规则的条件里有一项不是对事实的判断，恒为真或恒为假。"
            '例如 site.kind == "…" 比较的是对象的名称，应写 site.of_kind("…")。请改正该条件。'
        )


class KindUnknown(PolicyError):
    """A rule asks for a kind that nothing can have."""

    def __init__(self, label: str, name: str, near: list[str]) -> None:
        hint = f"相近的有：{'、'.join(near)}。" if near else ""
        super().__init__(f"{label}没有“{name}”这一类。{hint}请改正拼写；确需新增的，先在数据字典里补登。")


class CountsInCircle(PolicyError):
    """A count asks for itself, directly or through another."""

    def __init__(self, pack: str, name: str) -> None:
        super().__init__(f"政策包 {pack} 的计数“{name}”绕回到了自己。请改写它的条件，使计数之间不循环引用。")


class CountTwice(PolicyError):
    """Two counts of one pack have the same name."""

    def __init__(self, pack: str, name: str) -> None:
        super().__init__(f"政策包 {pack} 有两个计数都叫“{name}”。请给其中一个改名。")


class ChildUnknown(PolicyError):
    """A count over something that does not belong to the subject."""

    def __init__(self, parent: str, child: str, known: list[str]) -> None:
        can = f"可以计数的有：{'、'.join(known)}。" if known else "它下面没有可以计数的对象。"
        super().__init__(f"“{parent}”不能按“{child or '未写明的对象'}”计数。{can}请改正 of=。")
