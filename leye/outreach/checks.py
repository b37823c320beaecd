"""Whether this installation can send messages and take what is pushed: judged when it starts, not at the first push."""

import os
from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from leye.outreach.sms import settings

#: Settings that are judged at every start: `leye serve` refuses to start with an error among them.
AT_START = "settings"
#: The package that sends through each provider; the outbox needs none.
SDKS = {"aliyun": "alibabacloud_dysmsapi20170525", "tencent": "tencentcloud"}


def judge_sms(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every fault of the settings of text messages: what, where, and what to do. No setting's value is shown."""
    return [*_provider(), *_push_token()]


def _provider() -> list[CheckMessage]:
    try:
        name = settings.provider()
    except ImproperlyConfigured:
        told = _("环境变量 LEYE_SMS 写的短信通道不认识：%(name)s。") % {"name": os.environ["LEYE_SMS"]}
        return [
            Error(
                told, _("可以写：%(names)s。") % {"names": "、".join(settings.PROVIDERS)}, id="outreach.E001"
            )
        ]
    found: list[CheckMessage] = []
    if missing := settings.missing_of(name):
        told = _("短信通道 %(name)s 缺少环境变量：%(missing)s。") % {
            "name": name,
            "missing": "、".join(missing),
        }
        hint = _("照短信服务商控制台上的内容补上，再重新启动；暂时不发短信，就去掉 LEYE_SMS。")
        found.append(Error(told, hint, id="outreach.E002"))
    if name in SDKS and find_spec(SDKS[name]) is None:
        told = _("短信通道 %(name)s 用的程序包没有安装。") % {"name": name}
        found.append(Error(told, _("运行 make setup LEVEL=sms，再重新启动。"), id="outreach.E003"))
    return found


def _push_token() -> list[CheckMessage]:
    try:
        settings.push_token()
    except ImproperlyConfigured:
        told = _("环境变量 LEYE_SMS_PUSH_TOKEN 太短：%(have)s个字符，至少要%(need)s个。知道它的人能往台账里写短信回执。") % {
            "have": len(os.environ["LEYE_SMS_PUSH_TOKEN"]), "need": settings.SHORTEST_TOKEN}  # fmt: skip
        hint = _(
            "运行 python -c 'import secrets; print(secrets.token_urlsafe(32))' 生成一个，写进"
            " LEYE_SMS_PUSH_TOKEN，在短信服务商处同时改推送地址，再重新启动；不接收推送，就去掉它。"
        )
        return [Error(told, hint, id="outreach.E004")]
    return []
