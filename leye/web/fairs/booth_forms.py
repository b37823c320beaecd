"""Forms of booths: who signs up, with which posts, and what came of talks."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.fairs.actions.booths import Offer
from leye.fairs.enums import Reason, Talk
from leye.fairs.models import Booth, BoothPost
from leye.standards.text import clean_cell

_SEATS = re.compile(r"^(\d{1,6})\s*(?:人|名|个)?$")
_SPLIT = re.compile(r"[,，;；\t|]+")


class PostsField(forms.CharField):
    """Posts, one a line: title, seats, pay, demands, with commas between. Gives a list of Offer."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        options.setdefault("max_length", 8000)
        options.setdefault(
            "help_text", _("每行一个岗位：岗位，人数，待遇，要求。例如：焊工，3，6000-8000元/月，会电焊")
        )
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The offers. Raises ValidationError naming the line."""
        text = super().clean(value)
        offers, wrong = [], []
        for line in filter(None, (clean_line(line) for line in text.splitlines())):
            parts = [clean_cell(part) for part in _SPLIT.split(line, maxsplit=3)]
            seats = _SEATS.fullmatch(parts[1]) if len(parts) > 1 else None
            if len(parts) > 1 and seats is None:
                wrong.append(
                    _now("“%(line)s”：第二项应是招聘人数，例如：焊工，3，6000元/月") % {"line": line[:40]}
                )
                continue
            more = [*parts[2:], "", ""]
            offers.append(Offer(parts[0], int(seats[1]) if seats else 1, more[0], more[1]))
        if wrong:
            raise forms.ValidationError(wrong)
        return offers


def clean_line(line: str) -> str:
    """A line without what stands around it."""
    return line.strip(" \t\r　,，;；")


def posts_text(booth: Booth) -> str:
    """The posts of a booth as they are typed."""
    return "\n".join(_post_text(post) for post in booth.posts.all())


def _post_text(post: BoothPost) -> str:
    return "，".join(filter(None, (post.title, str(post.seats), post.pay, post.demands)))


class SignUpForm(forms.Form):
    """An employer signs up, entered by an officer."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=40, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    posts = PostsField(label=_("岗位"), required=False)


class PublicSignUpForm(SignUpForm):
    """An employer signs up by itself."""

    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=40)
    contact = forms.CharField(label=_("联系人"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=40, help_text=_("只给主办方联系您，不公开。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip
    posts = PostsField(label=_("岗位"))


class JoinForm(forms.Form):
    """Somebody means to come."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("电话"), max_length=40, help_text=_("只用于现场签到和改期通知，不公开。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    wants = forms.CharField(label=_("想找的工作"), max_length=120, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200)


class PostsForm(forms.Form):
    posts = PostsField(label=_("岗位"), required=False)


class TalkForm(forms.Form):
    """Who talked here, and with what result."""

    numbers = forms.CharField(
        label=_("扫码或输入来访者编号"), max_length=2000,
        widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"}),
        help_text=_("可以一次输几个，例如：012 023 034。"),
    )  # fmt: skip
    result = forms.ChoiceField(
        label=_("结果"), choices=Talk.choices, initial=Talk.INTERESTED, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("没谈成的原因"), choices=[("", _("没谈成时选")), *Reason.choices], required=False
    )
    post_id = forms.TypedChoiceField(label=_("谈的岗位"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, booth: Booth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("没有说定")), *((post.pk, post.title) for post in booth.posts.all())]


class WalkInForm(forms.Form):
    """Somebody who is in no ledger: name and phone, no more unless he shows a card."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"data-identity": ""}),
    )
    asked_help = forms.BooleanField(label=_("需要就业帮助"), required=False)
