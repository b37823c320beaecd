"""Forms of messages: a text, a number that wants none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.outreach.actions.templates import FIELDS
from leye.web.fields import AreaField

EVERYWHERE = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class TemplateForm(forms.Form):
    """A text with fields in braces."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    area = AreaField(label=gettext_lazy("使用地区"))
    text = forms.CharField(
        label=gettext_lazy("内容"), max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )
    aliyun_code = forms.CharField(label=gettext_lazy("阿里云模板代码"), max_length=40, required=False)
    tencent_id = forms.CharField(label=gettext_lazy("腾讯云模板编号"), max_length=40, required=False)

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        area: Any = self.fields["area"]
        area.offer(scope, *EVERYWHERE)
        self.fields["text"].help_text = "，".join(f"{{{name}}} {label}" for name, label in FIELDS.items())
        self.initial = {"area": scope.lo, **self.initial}


class OptOutForm(forms.Form):
    """A number and how its owner said so."""

    phone = forms.CharField(label=gettext_lazy("号码"), max_length=20)
    reason = forms.CharField(
        label=gettext_lazy("退订方式"), max_length=200, help_text=gettext_lazy("例如来电说明、当面说的。")
    )
