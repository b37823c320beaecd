"""Texts of messages: drafted by one person, approved by another, never changed once approved."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.actions.base import ActionError, Conflict, NotAllowed
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.ledger.models import GroupCode
from leye.outreach.enums import TemplateState
from leye.outreach.models import MessageTemplate

#: What may be filled into a text, by the word in braces. Nothing here tells anybody's situation.
FIELDS = {
    "name": gettext_lazy("姓名"),
    "area": gettext_lazy("所在村（社区）"),
    "unit": gettext_lazy("发送单位"),
    "me": gettext_lazy("发送人"),
    "phone": gettext_lazy("发送人的电话"),
    "until": gettext_lazy("摸底调查的完成期限"),
}
#: Words that tell a reader over the shoulder why somebody is written to, besides the names of sensitive groups.
TELLING = ("贫困", "低保", "特困", "残疾", "就业困难", "脱贫", "监测户", "零就业")
_BRACES = re.compile(r"\{([^{}]*)\}")
MAY_DRAFT = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
MAY_APPROVE = (Role.COUNTY_OFFICER, Role.COUNTY_LEADER, Role.SUPERVISOR)


def fields_of(text: str) -> list[str]:
    """The words in braces, each once, in the order of the text."""
    return list(dict.fromkeys(_BRACES.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values put in."""
    return _BRACES.sub(lambda found: values.get(found[1], ""), text)


def readable(text: str) -> str:
    """The text with the fields' names in words, to be read before anything is filled in."""
    return filled(text, {name: f"〔{label}〕" for name, label in FIELDS.items()})


def digest_of(template: MessageTemplate) -> str:
    """What the approver reads, in one word: of another title, text, area or code it is another one."""
    read = (
        template.area_id, template.title, template.text, template.aliyun_code, template.tencent_id,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


@dataclass(kw_only=True)
class SaveTemplate(LedgerAction[MessageTemplate]):
    """Draft a text, or change a draft."""

    allowed = MAY_DRAFT

    area_no: int
    title: str
    text: str
    aliyun_code: str = ""
    tencent_id: str = ""
    template_id: int | None = None

    def execute(self) -> MessageTemplate:
        area = self.area(self.area_no)
        template = MessageTemplate(made_by_id=self.actor.user)
        if self.template_id is not None:
            template = own_template(self, self.template_id)
            if template.state != TemplateState.DRAFT:
                raise ActionError(_("审核过的模板不能再改。请另起草一个，并停用这个。"))
        problems = Problems()
        template.title = problems.text(MessageTemplate, "title", self.title, required=True)
        template.aliyun_code = problems.text(MessageTemplate, "aliyun_code", self.aliyun_code)
        template.tencent_id = problems.text(MessageTemplate, "tencent_id", self.tencent_id)
        template.text = self._text(problems)
        problems.check()
        template.area = area
        template.made_by_id = self.actor.user
        template.save()
        return template

    def _text(self, problems: Problems) -> str:
        text = self.text.strip()
        if not text:
            problems.add("text", _("请填写短信内容。"))
        if len(text) > 300:
            problems.add("text", _("短信内容最多300个字，现有%(n)s个。") % {"n": len(text)})
        if unknown := [name for name in fields_of(text) if name not in FIELDS]:
            problems.add(
                "text",
                _("不能填入“%(unknown)s”。大括号里只能写：%(known)s。")
                % {"unknown": "、".join(unknown), "known": "、".join(FIELDS)},
            )
        if set(_BRACES.sub("", text)) & set("{}"):
            problems.add("text", _("大括号没有成对，请检查。"))
        sensitive = GroupCode.objects.filter(is_sensitive=True).values_list("name", flat=True)
        if told := list(dict.fromkeys(word for word in (*sensitive, *TELLING) if word in text)):
            problems.add(
                "text",
                _("短信可能被家人、邻居看到，不能写“%(words)s”这样的身份。请改成“就业服务对象”一类的说法。")
                % {"words": "、".join(told)},
            )
        return text


@dataclass(kw_only=True)
class ApproveTemplate(LedgerAction[MessageTemplate]):
    """Another person has read the text: it may be sent from now on.

    `seen` is the digest of what stood on his page. Raises Conflict when the draft was changed since.
    """

    allowed = MAY_APPROVE

    template_id: int
    seen: str

    def execute(self) -> MessageTemplate:
        template = own_template(self, self.template_id)
        if template.state != TemplateState.DRAFT:
            raise ActionError(_("这个模板不在待审核状态。"))
        if template.made_by_id == self.actor.user:
            raise NotAllowed(_("起草人不能审核自己的模板，请另一位同事审核。"))
        if self.seen != digest_of(template):
            raise Conflict(
                _("“%(title)s”在您打开页面以后改过，没有审核。请看过现在的内容再决定。")
                % {"title": template.title}
            )
        template.state, template.approved_by_id = TemplateState.APPROVED, self.actor.user
        template.save(update_fields=["state", "approved_by"])
        return template


@dataclass(kw_only=True)
class EndTemplate(LedgerAction[MessageTemplate]):
    """Not to be used any more."""

    allowed = MAY_DRAFT

    template_id: int

    def execute(self) -> MessageTemplate:
        template = own_template(self, self.template_id)
        if template.state == TemplateState.ENDED:
            raise ActionError(_("这个模板已经停用。"))
        template.state = TemplateState.ENDED
        template.save(update_fields=["state"])
        return template


def own_template(action: "LedgerAction[MessageTemplate]", pk: int) -> MessageTemplate:
    """A text of an area inside the actor's scope, locked."""
    found = (
        MessageTemplate.objects.made_in(action.actor.scope)
        .select_for_update(of=("self",))
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Absent
    return found
