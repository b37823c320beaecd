"""What stands against publishing a vacancy, with the article. Hard remarks refuse it; soft ones are for the reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.standards.calendar import today
from leye.standards.certificates import certificate_names, certificates_asked_in
from leye.standards.money import show_yuan
from leye.standards.text import fold_width
from leye.vacancies.enums import AgencyKind, ContractKind, Hours, PayPeriod
from leye.vacancies.fingerprint import alike
from leye.vacancies.indexing import month_pay
from leye.vacancies.models import EmployerStanding, Vacancy, VacancyRules
from leye.vacancies.upkeep import lowest_wages
from leye.vacancies.wording import AGES, BANS, CONTACTS, FEES, LURES

#: No month's pay is less or more, in fen: 1 yuan and 9,999,999 yuan are slips or baits.
LEAST_MONTH, MOST_MONTH = 300_00, 200_000_00
#: Per piece or per job nobody pays more, in fen.
MOST_PIECE = 100_000_00
#: The highest pay may be so many times the lowest before the reviewer is told.
WIDE = 4
#: So many seats are a slip; so many are worth asking about.
MOST_SEATS, MANY_SEATS = 5000, 300
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Remark:
    """One thing found: a short name, whether it refuses, the field, the sentence, and the article behind it."""

    name: str
    hard: bool
    field: str
    sentence: str
    article: str = ""


@dataclass(frozen=True)
class Around:
    """What the checks know besides the vacancy itself. `twin`: an open vacancy that says the same."""

    standing: EmployerStanding | None = None
    agency: EmployerStanding | None = None
    rules: VacancyRules | None = None
    twin: Vacancy | None = None


def remarks_on(vacancy: Vacancy) -> list[Remark]:
    """All remarks, the hard ones first. The vacancy need not be saved."""
    with as_service():
        wanted = [pk for pk in (vacancy.employer_id, vacancy.agency_id) if pk]
        standings = {one.employer_id: one for one in EmployerStanding.objects.filter(employer__in=wanted)}
        around = Around(
            standings.get(vacancy.employer_id),
            standings.get(vacancy.agency_id or 0),
            lowest_wages(vacancy.area_id),
            alike(vacancy),
        )
    return sorted(check(vacancy, around), key=lambda remark: not remark.hard)


def check(vacancy: Vacancy, around: Around) -> Iterator[Remark]:
    """The remarks on a vacancy, given what is around it; asks no database."""
    yield from _pay(vacancy, around.rules)
    yield from _words(vacancy)
    yield from _age(vacancy)
    yield from _units(vacancy, around)
    yield from _seats(vacancy)
    yield from _terms(vacancy)
    if around.twin is not None:
        words = _("与另一个岗位重复（编号%(no)d，同单位、同名称、同地点、同报酬）。请直接修改或确认那一个。")
        yield Remark("twin", True, "title", words % {"no": around.twin.pk})


def _pay(vacancy: Vacancy, rules: VacancyRules | None) -> Iterator[Remark]:
    low, high = vacancy.pay_low_fen, vacancy.pay_high_fen
    if low is None and high is None:
        words = _("报酬写的是面议。求职人看不到大概数目，建议写明范围。")
        yield Remark(
            "no_pay",
            False,
            "pay_low_fen",
            words,
            _("人力资源市场暂行条例第二十四条：基本劳动报酬等招聘信息应当真实、合法"),
        )
        return
    if low is not None and high is not None and low > high:
        yield Remark("pay_order", True, "pay_high_fen", _("报酬上限%(high)s低于下限%(low)s。") % {
            "high": show_yuan(high), "low": show_yuan(low)})  # fmt: skip
        return
    month_low, month_high = month_pay(vacancy)
    if month_high is None:
        if (high or low or 0) > MOST_PIECE or (low if low is not None else high or 0) <= 0:
            yield Remark("pay_odd", True, "pay_low_fen", _("报酬%(pay)s不合常理，请核对金额和计酬周期。") % {
                "pay": show_yuan(high or low or 0)})  # fmt: skip
        return
    for amount, field in ((month_low, "pay_low_fen"), (month_high, "pay_high_fen")):
        if amount is not None and not LEAST_MONTH <= amount <= MOST_MONTH:
            words = _("折合每月%(pay)s，不合常理，请核对金额和计酬周期（元、千元、万元）。")
            yield Remark("pay_odd", True, field, words % {"pay": show_yuan(amount)})
            return
    if month_low and month_high > WIDE * month_low:
        words = _("报酬上限是下限的%(times)d倍，范围太大，求职人无法判断。")
        yield Remark("pay_wide", False, "pay_high_fen", words % {"times": month_high // month_low})
    yield from _lowest(vacancy, month_low, month_high, rules)


def _lowest(
    vacancy: Vacancy, month_low: int | None, month_high: int, rules: VacancyRules | None
) -> Iterator[Remark]:
    """Below the lowest wage: by the hour for part of the day, by the month for the whole of it."""
    if rules is None:
        return
    least, paid_low, paid_high = rules.minimum_month_fen, month_low, month_high
    if vacancy.pay_period == PayPeriod.HOUR or vacancy.hours == Hours.PART:
        if vacancy.pay_period != PayPeriod.HOUR:
            return
        least, paid_low = rules.minimum_hour_fen, vacancy.pay_low_fen
        paid_high = vacancy.pay_high_fen or vacancy.pay_low_fen or 0
    if not least or vacancy.hours == Hours.FLEXIBLE:
        return
    article = _("劳动法第四十八条：支付的工资不得低于当地最低工资标准")
    values = {"least": show_yuan(least), "basis": rules.reason}
    if paid_high < least:
        protected = vacancy.contract in (ContractKind.LABOUR, ContractKind.DISPATCH)
        words = _("低于当地最低工资标准%(least)s（%(basis)s）。") % values
        yield Remark("lowest_wage", protected, "pay_low_fen", words, article)
    elif paid_low is not None and paid_low < least:
        words = _("报酬下限低于当地最低工资标准%(least)s（%(basis)s），请向单位核实。") % values
        yield Remark("lowest_wage", False, "pay_low_fen", words, article)


def _words(vacancy: Vacancy) -> Iterator[Remark]:
    """What the text says that it may not."""
    fields = (("title", vacancy.title), ("duties", vacancy.duties), ("place", vacancy.place),
              ("duties", "、".join((*vacancy.skills, *vacancy.certificates))))  # fmt: skip
    for field, text in fields:
        plain = _SPACE.sub("", fold_width(text)).lower()
        for ban in BANS:
            if words := ban.find(plain):
                sentence = _("%(about)s：“%(words)s”。请删去。") % {"about": ban.about, "words": words}
                yield Remark(ban.name, ban.name != "looks", field, sentence, str(ban.article))
        if words := FEES.find(plain):
            sentence = _("%(about)s：“%(words)s”。") % {"about": FEES.about, "words": words}
            yield Remark("fees", True, field, sentence, str(FEES.article))
        if words := AGES.find(plain):
            sentence = _("文字里限定年龄：“%(words)s”。") % {"words": words}
            if not vacancy.age_reason:
                sentence += _("法律、法规对年龄有规定的，请填“限定年龄的依据”；没有的请删去。")
            yield Remark("age", not vacancy.age_reason, field, sentence, str(AGES.article))
        if match := CONTACTS.search(fold_width(text)):
            sentence = _("“%(words)s”像是电话、微信或网址。联系方式请填在“联系人”“联系电话”里。")
            yield Remark("contact", True, field, sentence % {"words": match.group()[:30]})
        if match := LURES.search(plain):
            sentence = _("“%(words)s”是招聘诈骗常用的说法，不予发布；如有疑问，请联系公安机关核实。")
            yield Remark("fraud", True, field, sentence % {"words": match.group()})


def _age(vacancy: Vacancy) -> Iterator[Remark]:
    low, high = vacancy.age_low, vacancy.age_high
    if low is not None and low < 16:
        article = _("劳动法第十五条：禁止招用未满十六周岁的未成年人")
        yield Remark("child", True, "age_low", _("年龄下限低于16周岁。"), article)
    if low is not None and high is not None and low > high:
        yield Remark("age_order", True, "age_high", _("年龄上限低于下限。"))
    lawful = (low is None or low <= 18) and high is None
    if (low is not None or high is not None) and not lawful:
        if vacancy.age_reason:
            words = _("限定了年龄，依据是“%(reason)s”，请核实。") % {"reason": vacancy.age_reason}
            yield Remark("age", False, "age_reason", words, str(AGES.article))
        else:
            words = _("限定年龄要写明法律、法规的依据；没有依据的请不要限定。")
            yield Remark("age", True, "age_reason", words, str(AGES.article))


def _units(vacancy: Vacancy, around: Around) -> Iterator[Remark]:
    """The employer and whoever posts for it."""
    standing, agency = around.standing, around.agency
    if standing is not None and standing.closed_on is not None:
        words = _("“%(name)s”已于%(day)s停业或注销（%(reason)s），不能招聘。")
        values = {
            "name": vacancy.employer_name,
            "day": standing.closed_on,
            "reason": standing.closed_reason or _("未写明原因"),
        }
        yield Remark("closed", True, "employer_id", words % values)
    elif standing is None or standing.verified_on is None:
        words = _("“%(name)s”还没有核实过，请先核对营业执照。") % {"name": vacancy.employer_name}
        yield Remark("unverified", False, "employer_id", words)
    if vacancy.agency_id is None:
        return
    if agency is None or not agency.agency_kind:
        yield Remark("agency", True, "agency_id", _("代招机构没有登记代招身份，请先在单位页面登记。"))
        return
    licensed = agency.licence and (agency.licence_until is None or agency.licence_until >= today())
    if agency.closed_on is not None:
        yield Remark("agency", True, "agency_id", _("代招机构已停业或注销。"))
    elif agency.agency_kind == AgencyKind.AGENCY and not licensed:
        article = _("人力资源市场暂行条例第十八条：从事职业中介活动应当取得人力资源服务许可证")
        yield Remark("licence", True, "agency_id", _("代招机构没有有效的人力资源服务许可证。"), article)


def _seats(vacancy: Vacancy) -> Iterator[Remark]:
    if vacancy.seats > MOST_SEATS:
        words = _("招聘%(seats)d人，不合常理，请核对；确实要招这么多人的，请分岗位登记。")
        yield Remark("seats", True, "seats", words % {"seats": vacancy.seats})
    elif vacancy.seats > MANY_SEATS:
        words = _("招聘%(seats)d人，人数很多，请向单位核实。") % {"seats": vacancy.seats}
        yield Remark("seats", False, "seats", words)


def _terms(vacancy: Vacancy) -> Iterator[Remark]:
    """Contract, insurance and days."""
    if vacancy.expires_on is not None and vacancy.expires_on < today():
        yield Remark(
            "expired", True, "expires_on", _("招聘截止日期%(day)s已过。") % {"day": vacancy.expires_on}
        )
    if vacancy.contract == ContractKind.NONE and vacancy.hours in (Hours.FULL, Hours.SHIFT):
        article = _("劳动合同法第十条：建立劳动关系，应当订立书面劳动合同")
        yield Remark("contract", False, "contract", _("全日工作却不签合同，请核实。"), article)
    if vacancy.contract == ContractKind.LABOUR and vacancy.hours == Hours.FULL and not vacancy.insurance:
        article = _("社会保险法第五十八条：自用工之日起三十日内为职工申请办理社会保险登记")
        yield Remark("insurance", False, "insurance", _("没有写缴纳哪些社会保险。"), article)
    told = certificates_asked_in(f"{vacancy.title}，{vacancy.duties}")
    if missing := [name for name in told if name not in certificate_names(vacancy.certificates)]:
        words = _("文字里要求“%(names)s”，“证书”一栏没有填。没填的不作为匹配条件，没有证的人也会被推荐。")
        yield Remark("certificate", False, "certificates", words % {"names": "、".join(missing)})
    if not vacancy.occupation:
        yield Remark("occupation", False, "occupation", _("没有选职业，按职业查找和匹配时找不到这个岗位。"))
    if not vacancy.duties:
        yield Remark(
            "duties",
            False,
            "duties",
            _("没有写工作内容。"),
            _("人力资源市场暂行条例第二十四条：工作内容等招聘信息应当真实、合法"),
        )
