"""Employers sign up for a fair; an officer accepts with a booth number or refuses with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.fairs.actions.base import CAN_RUN_DESK, FairDayAction
from leye.fairs.enums import STANDING, BoothState
from leye.fairs.models import Booth, BoothPost
from leye.ledger.actions.base import Problems
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.market.actions.fairs import CAN_HOLD_FAIRS
from leye.market.enums import FairState
from leye.market.models import Fair
from leye.standards.phones import PhoneError, clean_phone
from leye.standards.uscc import UsccError, parse_uscc
from leye.vacancies.models import Vacancy

#: More seats for one post is a mistyped number; more sign-ups than these wait for nobody.
MOST_SEATS = 100_000
MOST_POSTS = 30
MOST_SIGNED_UP = 2000
#: From the public page, with one credit code or one telephone: an agency signs a few units up, nobody more.
MOST_OF_ONE = 5


@dataclass(frozen=True)
class Offer:
    """A post as an employer offers it."""

    title: str
    seats: int = 1
    pay: str = ""
    demands: str = ""


def clean_offers(problems: Problems, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Columns of the posts; what is wrong goes to the field `posts`."""
    if len(offers) > MOST_POSTS:
        problems.add("posts", _("一个展位最多%(most)d个岗位。") % {"most": MOST_POSTS})
    found = []
    for offer in offers:
        inner = Problems()
        values: dict[str, Any] = {
            "title": inner.text(BoothPost, "title", offer.title, required=True),
            "pay": inner.text(BoothPost, "pay", offer.pay),
            "demands": inner.text(BoothPost, "demands", offer.demands),
            "seats": offer.seats,
        }
        if not 1 <= offer.seats <= MOST_SEATS:
            inner.add("seats", _("招聘人数应为1至%(most)d之间的整数。") % {"most": MOST_SEATS})
        for sentence in inner.found.values():
            problems.add("posts", _("岗位“%(title)s”：%(why)s") % {"title": offer.title, "why": sentence})
        found.append(values)
    return found


@dataclass(kw_only=True)
class SignUp(FairDayAction[Booth]):
    """An employer signs up, by an officer or from the public page.

    From the public page it waits for an officer, and nothing it says is linked to the ledger before that.
    """

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    name: str = ""
    uscc: str = ""
    contact: str = ""
    phone: str = ""
    employer_id: int | None = None
    posts: Sequence[Offer] = ()
    from_public: bool = False

    def execute(self) -> Booth:
        fair = self.coming_fair(self.fair_id) if self.from_public else self.open_fair(self.fair_id)
        if self.from_public and fair.status != FairState.ANNOUNCED:
            raise Absent
        problems = Problems()
        employer = self._employer()
        name = employer.name if employer else problems.text(Booth, "name", self.name, required=True)
        contact = problems.text(Booth, "contact", self.contact, required=self.from_public)
        phone, uscc = self._phone(problems, employer), self._uscc(problems, employer)
        offers = clean_offers(problems, self.posts)
        if self.from_public and not offers:
            problems.add("posts", _("请至少写一个岗位。"))
        problems.check()
        standing = Booth.objects.filter(fair=fair, state__in=STANDING)
        if standing.count() >= MOST_SIGNED_UP:
            raise ActionError(_("这场招聘会的报名已满。"))
        if standing.filter(name=name).exists():
            raise Invalid({"name": _("“%(name)s”已报名这场招聘会。") % {"name": name}})
        if self.from_public:
            _check_not_too_often(fair, uscc, phone)
        booth = Booth.objects.create(
            fair=fair, area_id=fair.area_id, employer=employer, name=name, uscc=uscc, contact=contact, phone=phone,
            from_public=self.from_public,
        )  # fmt: skip
        _write_posts(booth, offers)
        return booth

    def _employer(self) -> Employer | None:
        if self.employer_id is None:
            return None
        found = Employer.objects.visible_to(self.actor.scope).filter(pk=self.employer_id).first()
        if found is None:
            raise Absent
        return found

    def _phone(self, problems: Problems, employer: Employer | None) -> str:
        given = self.phone.strip() or (employer.phone if employer else "")
        if not given:
            if self.from_public:
                problems.add("phone", _("请填写电话，审核后好通知您。"))
            return ""
        try:
            return clean_phone(given)
        except PhoneError as error:
            problems.add("phone", str(error))
            return ""

    def _uscc(self, problems: Problems, employer: Employer | None) -> str:
        given = self.uscc.strip() or (employer.uscc if employer else "")
        if not given:
            if self.from_public:
                problems.add("uscc", _("请填写统一社会信用代码。"))
            return ""
        try:
            return parse_uscc(given)
        except UsccError as error:
            problems.add("uscc", str(error))
            return ""


def _check_not_too_often(fair: Fair, uscc: str, phone: str) -> None:
    """One employer, or one telephone, fills no fair: refused sign-ups count here too."""
    before = Booth.objects.filter(fair=fair, from_public=True)
    if before.filter(uscc=uscc).count() >= MOST_OF_ONE or before.filter(phone=phone).count() >= MOST_OF_ONE:
        raise ActionError(
            _("这家单位或这个电话在这场招聘会已报名%(most)d次，请打电话给主办方办理。")
            % {"most": MOST_OF_ONE}
        )


def _write_posts(booth: Booth, offers: list[dict[str, Any]]) -> None:
    """Make the booth's posts these: those that are there already stay, with the talks about them."""
    there = {(post.title, post.pay): post for post in booth.posts.all()}
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    for values in offers:
        key = (values["title"], values["pay"])
        if key in wanted:
            wanted[key]["seats"] += values["seats"]
        else:
            wanted[key] = dict(values)
    for key, values in wanted.items():
        post = there.get(key) or BoothPost(booth=booth, area_id=booth.area_id)
        for name, value in values.items():
            setattr(post, name, value)
        post.save()
    for key, post in there.items():
        if key not in wanted:
            post.delete()


@dataclass(kw_only=True)
class SetPosts(FairDayAction[Booth]):
    """Put the posts of a booth right."""

    allowed = CAN_HOLD_FAIRS

    booth_id: int
    posts: Sequence[Offer]

    def execute(self) -> Booth:
        booth = self.booth(self.booth_id)
        problems = Problems()
        offers = clean_offers(problems, self.posts)
        problems.check()
        _write_posts(booth, offers)
        return booth


def pay_words(vacancy: Vacancy) -> str:
    """The pay of a vacancy in a few characters: 4000–6000元/月, or 面议."""
    low, high = vacancy.pay_low_fen, vacancy.pay_high_fen
    bounds = [f"{fen / 100:g}" for fen in dict.fromkeys(fen for fen in (low, high) if fen is not None)]
    if not bounds:
        return _("面议")
    return _("%(pay)s元/%(period)s") % {"pay": "–".join(bounds), "period": vacancy.get_pay_period_display()}


@dataclass(kw_only=True)
class TakeVacancies(FairDayAction[int]):
    """Show the employer's open vacancies at the booth; what is shown already is brought up to date. How many."""

    allowed = CAN_HOLD_FAIRS

    booth_id: int

    def execute(self) -> int:
        booth = self.booth(self.booth_id)
        if booth.employer_id is None:
            raise ActionError(_("这家单位还不在用人单位库里，没有可选用的岗位。请直接填写岗位。"))
        there = {post.vacancy_id: post for post in booth.posts.filter(vacancy__isnull=False)}
        # The manager's own type says no more than that it holds models.
        open_ones: Any = (
            Vacancy.objects.visible_to(self.actor.scope).open().filter(employer_id=booth.employer_id)
        )
        count = 0
        for vacancy in open_ones.order_by("pk")[:MOST_POSTS]:
            left = vacancy.seats - vacancy.filled
            if left < 1:
                continue
            post = there.get(vacancy.pk) or BoothPost(booth=booth, area_id=booth.area_id, vacancy=vacancy)
            post.title, post.seats, post.pay = vacancy.title, left, pay_words(vacancy)
            same = booth.posts.filter(title=post.title, pay=post.pay).exclude(pk=post.pk).first()
            if same is not None:
                same.vacancy, same.seats = same.vacancy or vacancy, max(same.seats, left)
                post = same
            post.save()
            count += 1
        return count


@dataclass(kw_only=True)
class AcceptBooth(FairDayAction[Booth]):
    """Accept a sign-up and give it a booth number: the next free one unless another is given.

    An employer of the ledger with the same credit code is linked.
    """

    allowed = CAN_HOLD_FAIRS

    booth_id: int
    number: int | None = None

    def execute(self) -> Booth:
        booth = self.booth(self.booth_id)
        if booth.fair.status == FairState.CANCELLED:
            raise ActionError(_("这场招聘会已取消。"))
        if booth.state == BoothState.WITHDRAWN:
            raise ActionError(_("这家单位已退出报名，请重新报名。"))
        others = Booth.objects.filter(fair=booth.fair).exclude(pk=booth.pk)
        number = self.number or booth.number
        if number is None:
            number = (others.aggregate(last=Max("number"))["last"] or 0) + 1
        if not 1 <= number <= MOST_SIGNED_UP:
            raise Invalid({"number": _("展位号应为1至%(most)d之间的整数。") % {"most": MOST_SIGNED_UP}})
        if booth.employer_id is None and booth.uscc:
            booth.employer = Employer.objects.visible_to(self.actor.scope).filter(uscc=booth.uscc).first()
        booth.state, booth.number, booth.reason = BoothState.ACCEPTED, number, ""
        booth.decided_by_id, booth.decided_at = self.actor.user, timezone.now()
        booth.save()
        return booth


@dataclass(kw_only=True)
class RefuseBooth(FairDayAction[Booth]):
    """Refuse a sign-up, or note that the employer drew back (`withdrawn`); with the reason. The number gets free."""

    allowed = CAN_HOLD_FAIRS

    booth_id: int
    reason: str
    withdrawn: bool = False

    def execute(self) -> Booth:
        booth = self.booth(self.booth_id)
        if booth.talks.exists():
            raise ActionError(_("这个展位已有洽谈记录，不能再退回。"))
        problems = Problems()
        booth.reason = problems.text(Booth, "reason", self.reason, required=True)
        problems.check()
        booth.state = BoothState.WITHDRAWN if self.withdrawn else BoothState.REFUSED
        booth.number, booth.came = None, None
        booth.decided_by_id, booth.decided_at = self.actor.user, timezone.now()
        booth.save()
        return booth


@dataclass(kw_only=True)
class NoteWhoCame(FairDayAction[int]):
    """Which of the accepted employers came, by booth; the number of those that did."""

    allowed = CAN_RUN_DESK

    fair_id: int
    came: Sequence[int]

    def execute(self) -> int:
        fair = self.fair_of_today(self.fair_id)
        here = set(self.came)
        for booth in Booth.objects.filter(fair=fair, state=BoothState.ACCEPTED):
            came = booth.pk in here or booth.talks.exists()
            if booth.came != came:
                booth.came = came
                booth.save(update_fields=["came"])
        return Booth.objects.filter(fair=fair, came=True).count()
