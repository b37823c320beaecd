"""Forms of evidence: a file, a signature on the screen or on paper, a code, why something is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.evidence.contents import FORMATS, MOST_BYTES
from leye.evidence.enums import AttachmentKind, Signer
from leye.ledger.enums import Relation
from leye.web.fields import past_day

ACCEPT = ",".join(f".{ending}" for one in FORMATS for ending in one.endings)
#: What a clerk calls a file that comes without a signature of its own.
FREE_KINDS = [
    (kind.value, kind.label) for kind in (AttachmentKind.PHOTO, AttachmentKind.DOCUMENT)
]  # fmt: skip
FAMILY = [(one.value, one.label) for one in Relation if one != Relation.HEAD]


def file_field(**options: Any) -> forms.FileField:
    """A photo or a PDF."""
    return forms.FileField(
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("照片（JPG、PNG）或PDF，最大%(most)dMB。") % {"most": MOST_BYTES // 2**20},
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的，请重新选择。")},
        **options,
    )


class FileForm(forms.Form):
    """A file to be laid to a row."""

    kind = forms.ChoiceField(
        label=_("材料类型"), choices=FREE_KINDS, initial=AttachmentKind.PHOTO, widget=forms.RadioSelect
    )
    file = file_field(label=_("文件"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class SignerForm(forms.Form):
    """Who signs."""

    signer = forms.ChoiceField(
        label=_("谁签字"), choices=Signer.choices, initial=Signer.SELF, widget=forms.RadioSelect
    )
    signer_name = forms.CharField(label=_("代签家属姓名"), max_length=60, required=False)
    relation = forms.ChoiceField(
        label=_("是本人的"), choices=[("", _("家属代签时选择")), *FAMILY], required=False
    )

    def signature(self) -> dict[str, Any]:
        """Who signs, as the actions take it: the relation in words."""
        data = self.cleaned_data
        relation = str(Relation(data["relation"]).label) if data["relation"] else ""
        return {"signer": data["signer"], "signer_name": data["signer_name"], "relation": relation}


class ScreenForm(SignerForm):
    """A signature drawn on the screen."""

    drawing = forms.CharField(
        widget=forms.HiddenInput, max_length=900_000, error_messages={"required": _("请在框内签名。")}
    )


class PaperForm(SignerForm):
    """A signature on paper, with its photo."""

    signed_on = past_day(_("签字日期"))
    file = file_field(label=_("签字材料的照片或扫描件"))


class CodeForm(forms.Form):
    """The code that the person reads out."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "short",
                "data-no-draft": "",
            }
        ),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("撤回原因"), max_length=200)


class MainReasonForm(forms.Form):
    """Why the household does not want to work."""

    reason = forms.CharField(label=_("主要原因"), max_length=200)


class CloseForm(forms.Form):
    """The number under which the set is filed."""

    file_no = forms.CharField(
        label=_("存档编号"), max_length=60, help_text=_("可以用建议的编号，也可以用本单位的档案号。")
    )
