"""共享: let a post outside the area see one person for a while, take it back, and what others let me see."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.actions.shares import LONGEST_PURPOSE, MAY_SHARE, EndShare, GrantShare
from leye.accounts.enums import Role, ShareRight
from leye.accounts.models import Post, Share
from leye.accounts.sharing import MOST, find_posts, open_shares, shared_with
from leye.areas.paths import full_path
from leye.ledger.models import Person
from leye.ledger.reading import PersonFile, people_by_ids
from leye.standards.calendar import add_months, today
from leye.web.acting import attempt
from leye.web.fields import BLANK, DayField, past_day
from leye.web.people.steps import leave, person_or_404
from leye.web.work import WorkRequest, actor_of, work_page

#: How long a share is offered for at first.
USUAL_MONTHS = 3


def post_words(post: Post) -> str:
    """A post as one line: who, where, as what."""
    return f"{post.user.name} · {full_path(post.area_id)} · {post.get_role_display()}"


class ShareForm(forms.Form):
    """With whom, what for, with which right, until when. Of several posts that fit, one is chosen."""

    who = forms.CharField(label=gettext_lazy("用户名或姓名"), max_length=50, required=False)
    area = forms.CharField(
        label=gettext_lazy("或对方辖区"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("填名称或12位区划代码，再选岗位。"),
    )
    role = forms.ChoiceField(label=gettext_lazy("对方岗位"), choices=[*BLANK, *Role.choices], required=False)
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=LONGEST_PURPOSE, widget=forms.Textarea(attrs={"rows": 2})
    )
    right = forms.ChoiceField(
        label=gettext_lazy("权限"),
        choices=ShareRight.choices,
        initial=ShareRight.VIEW,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("查看：只能看档案；经办：还能记服务、改资料。"),
    )
    valid_from = past_day(gettext_lazy("开始日期"))
    valid_to = DayField(label=gettext_lazy("截止日期"), help_text=gettext_lazy("最长一年，到期自动收回。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].initial = add_months(today(), USUAL_MONTHS).isoformat()
        self.found: list[Post] = []
        if self.is_bound:
            who, area, role = (str(self.data.get(name, "")) for name in ("who", "area", "role"))
            self.found = find_posts(who, area, role, today())
        if 1 < len(self.found) <= MOST:
            self.fields["post"] = forms.ChoiceField(
                label=gettext_lazy("选哪一个岗位"),
                choices=[(str(post.pk), post_words(post)) for post in self.found],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("找到%(count)d个岗位，请选一个。") % {"count": len(self.found)}
                },
            )
            self.order_fields(["who", "area", "role", "post"])

    def clean(self) -> dict[str, Any]:
        """With the one post under `post`."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("who") and not (data.get("area") and data.get("role")):
            self.add_error("who", _("请填对方的用户名或姓名，或填辖区并选岗位。"))
        elif not self.found:
            self.add_error("who", _("没有找到这样的在任岗位，请核对用户名、姓名或辖区。"))
        elif len(self.found) > MOST:
            self.add_error("area", _("符合的岗位太多，请填明辖区和岗位。"))
        elif len(self.found) == 1:
            data["post"] = self.found[0]
        elif "post" in data:
            data["post"] = next(post for post in self.found if str(post.pk) == data["post"])
        return data


@work_page(*MAY_SHARE)
def grant(request: WorkRequest, pk: int) -> HttpResponse:
    """The form, and the share that it makes."""
    person = person_or_404(request, pk)
    if not request.scope.covers(person.area_id):
        raise PermissionDenied(_("只有责任辖区可以共享此人。"))
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = ("post", "right", "purpose", "valid_from", "valid_to")
        values = {name: form.cleaned_data[name] for name in names}
        share = attempt(form, GrantShare(actor_of(request), person_id=pk, **values))
        if share is not None:
            told = _("已共享给%(name)s，到%(day)s自动收回。") % {
                "name": share.post.user.name,
                "day": share.valid_to.isoformat(),
            }
            messages.success(request, told)
            return leave(request, reverse("person", args=[pk]))
    context = {
        "step": {
            "title": _("共享此人"), "button": _("共享"),
            "note": _("对方会看到此人的全部档案，每次查看都有记录。"),
        },
        "person": person, "form": form, "url": request.path, "back": reverse("person", args=[pk]),
    }  # fmt: skip
    template = "people/step_dialog.html" if request.htmx else "people/step.html"
    return render(request, template, context, status=422 if form.errors and request.htmx else 200)


@require_POST
@work_page(*MAY_SHARE)
def end(request: WorkRequest, pk: int, row: int) -> HttpResponse:
    """Take a share back."""
    person = person_or_404(request, pk)
    share = get_object_or_404(
        Share.objects.in_range(request.scope.lo, request.scope.hi), pk=row, person_id=pk
    )
    try:
        EndShare(actor_of(request), share_id=share.pk).run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("共享已结束，%(name)s不再看到此人。") % {"name": share.post.user.name})
    return redirect("person", person.pk)


@work_page()
def shared(request: WorkRequest) -> HttpResponse:
    """People whom other areas let this post see."""
    shares = {
        share.person_id: share
        for share in shared_with(request.post)
        if share.person_id in request.scope.shared
    }
    rows = [
        {"hit": hit, "share": shares[hit.id], "place": full_path(hit.area_no)}
        for hit in people_by_ids(request.scope, shares)
    ]
    return render(request, "people/shared.html", {"rows": rows})


def card_of(request: WorkRequest, file: PersonFile) -> dict[str, Any]:
    """What the file says about sharing: to its own area with whom, to the others by whom and until when."""
    person: Person = file.person
    if not request.scope.covers(person.area_id):
        return {"my_share": shared_with(request.post).filter(person_id=person.pk).last()}
    return {
        "shares": [{"share": share, "to": post_words(share.post)} for share in open_shares(person)],
        "may_share": request.post.role in MAY_SHARE,
    }
