"""Alibaba Cloud's Short Message Service (Dysmsapi, version 2017-05-25)."""

import json
from typing import Any, ClassVar

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.models import Config
from darabonba.exceptions import DaraException, RetryError
from Tea.exceptions import TeaException

from leye.outreach.sms.port import Outgoing, Receipt, Refused, Reply, broken_line, rows_of
from leye.outreach.sms.settings import Account

#: Answers after which the same message may go through later: too quick, too many of the day, a fault of theirs.
AGAIN = ("Throttling", "ServiceUnavailable", "InternalError", "SystemError", "isp.SYSTEM_ERROR", "isv.BUSINESS_LIMIT_CONTROL",
         "isp.RAM_PERMISSION_DENY_TEMPORARY")  # fmt: skip
ENDPOINT = "dysmsapi.aliyuncs.com"


def client(account: Account) -> Client:
    """The SDK's client over HTTPS, with a few seconds of patience."""
    config = Config(
        access_key_id=account.key, access_key_secret=account.secret, endpoint=ENDPOINT, protocol="HTTPS",
        connect_timeout=5_000, read_timeout=10_000,
    )  # fmt: skip
    return Client(config)


class Aliyun:
    """Sends one message a request; fields go by name, as the provider's template names them."""

    name: ClassVar[str] = "aliyun"

    def __init__(self, account: Account, sdk: Any = None) -> None:
        self.account = account
        self.sdk = sdk or client(account)

    def send(self, message: Outgoing) -> str:
        """The provider's BizId."""
        request = SendSmsRequest(
            phone_numbers=message.phone, sign_name=self.account.sign, template_code=message.template,
            template_param=json.dumps(dict(message.fields), ensure_ascii=False), out_id=message.number,
        )  # fmt: skip
        try:
            body = self.sdk.send_sms(request).body
        except (TeaException, DaraException) as error:
            code = str(getattr(error, "code", "") or "")
            if not code:
                raise broken_line(str(error)) from error
            raise Refused(
                f"{code} {getattr(error, 'message', '')}".strip(), code.startswith(AGAIN)
            ) from error
        except (RetryError, OSError) as error:
            raise broken_line(str(error)) from error
        if body.code != "OK":
            raise Refused(f"{body.code} {body.message}", str(body.code).startswith(AGAIN))
        return str(body.biz_id)


def receipts(pushed: Any) -> list[Receipt]:
    """SmsReport as the provider pushes it."""
    return [
        Receipt(
            str(row.get("biz_id", "")), row.get("success") in (True, "true"),
            "" if row.get("success") in (True, "true") else str(row.get("err_code") or row.get("err_msg") or ""),
        )
        for row in rows_of(pushed)
        if "content" not in row
    ]  # fmt: skip


def replies(pushed: Any) -> list[Reply]:
    """SmsUp as the provider pushes it."""
    return [
        Reply(str(row.get("phone_number", "")), str(row["content"]))
        for row in rows_of(pushed)
        if "content" in row
    ]
