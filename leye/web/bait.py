"""A field that people do not see and machines fill in, for the forms that anybody may send."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

BAIT = "homepage"


def bitten(request: HttpRequest) -> bool:
    """Whether a machine filled the form in."""
    return bool(request.POST.get(BAIT))


def refuse(form: forms.Form) -> None:
    """Say that nothing was kept: a person whose browser filled the field in learns what to do."""
    form.add_error(None, _("没有提交成功。请刷新页面重新填写；还不行的，请打电话给经办机构。"))
