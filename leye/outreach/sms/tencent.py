"""Tencent Cloud's Short Message Service (API version 2021-01-11)."""

from typing import Any, ClassVar

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from leye.outreach.sms.port import Outgoing, Receipt, Refused, Reply, broken_line, rows_of
from leye.outreach.sms.settings import Account

#: Beginnings of answers after which the same message may go through later.
AGAIN = (
    "RequestLimitExceeded",
    "InternalError",
    "LimitExceeded",
    "FailedOperation.ForbidAddMarketingTemplates",
)
#: Errors that the SDK itself raises when the line breaks.
LINE = ("ClientNetworkError", "ServerNetworkError")


def client(account: Account) -> SmsClient:
    """The SDK's client, with a few seconds of patience."""
    profile = ClientProfile(httpProfile=HttpProfile(reqTimeout=10, protocol="https"))
    return SmsClient(Credential(account.key, account.secret), account.region, profile)


class Tencent:
    """Sends one message a request; fields go by place, as the provider's template numbers them."""

    name: ClassVar[str] = "tencent"

    def __init__(self, account: Account, sdk: Any = None) -> None:
        self.account = account
        self.sdk = sdk or client(account)

    def send(self, message: Outgoing) -> str:
        """The provider's SerialNo."""
        request = SendSmsRequest()
        request.PhoneNumberSet = [f"+86{message.phone}"]
        request.SmsSdkAppId = self.account.app
        request.SignName = self.account.sign
        request.TemplateId = message.template
        request.TemplateParamSet = list(message.fields.values())
        request.SessionContext = message.number
        try:
            status = self.sdk.SendSms(request).SendStatusSet[0]
        except TencentCloudSDKException as error:
            code = str(error.get_code() or "")
            if code in LINE:
                raise broken_line(str(error.get_message())) from error
            raise Refused(f"{code} {error.get_message()}", code.startswith(AGAIN)) from error
        if status.Code != "Ok":
            raise Refused(f"{status.Code} {status.Message}", str(status.Code).startswith(AGAIN))
        return str(status.SerialNo)


def receipts(pushed: Any) -> list[Receipt]:
    """Delivery reports as the provider pushes them."""
    return [
        Receipt(
            str(row.get("sid", "")), row.get("report_status") == "SUCCESS",
            "" if row.get("report_status") == "SUCCESS" else str(row.get("errmsg") or row.get("description") or ""),
        )
        for row in rows_of(pushed)
        if "text" not in row
    ]  # fmt: skip


def replies(pushed: Any) -> list[Reply]:
    """Replies as the provider pushes them."""
    return [Reply(str(row.get("mobile", "")), str(row["text"])) for row in rows_of(pushed) if "text" in row]
