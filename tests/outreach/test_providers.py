"""The adapters with the real SDKs: what reaches the provider, and what each of its answers becomes."""

import json
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_tea_openapi.models import Config
from django.core.exceptions import ImproperlyConfigured
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.sms_client import SmsClient

from leye.outreach.sms import aliyun, outbox, settings, tencent
from leye.outreach.sms.port import Outgoing, Receipt, Refused, Reply, Unreadable, Unsure
from tests.outreach.fake_provider import provider

ACCOUNT = settings.Account("key-of-test", "secret-of-test", "磴口就业", "1400000000", "ap-guangzhou")
MESSAGE = Outgoing("7", "13800000011", "甲一您好", "SMS_100", {"name": "甲一", "until": "12月1日"})


def ali(port: int) -> aliyun.Aliyun:
    config = Config(
        access_key_id=ACCOUNT.key,
        access_key_secret=ACCOUNT.secret,
        endpoint=f"127.0.0.1:{port}",
        protocol="HTTP",
    )
    return aliyun.Aliyun(ACCOUNT, Client(config))


def ten(port: int) -> tencent.Tencent:
    profile = ClientProfile(
        httpProfile=HttpProfile(endpoint=f"127.0.0.1:{port}", protocol="http", reqTimeout=5)
    )
    return tencent.Tencent(
        ACCOUNT, SmsClient(Credential(ACCOUNT.key, ACCOUNT.secret), ACCOUNT.region, profile)
    )


def sent(code: str) -> dict[str, Any]:
    status = {"SerialNo": "2028:serial", "Code": code, "Message": "told why", "PhoneNumber": "+8613800000011"}
    return {"Response": {"SendStatusSet": [status], "RequestId": "r"}}


def test_alibaba_cloud_is_given_the_template_and_its_fields_by_name() -> None:
    with provider({"Code": "OK", "Message": "OK", "BizId": "9006^0", "RequestId": "r"}) as there:
        assert ali(there.port).send(MESSAGE) == "9006^0"
    asked = there.asked[0]
    assert asked["headers"]["x-acs-action"] == "SendSms"
    told = {name: values[0] for name, values in asked["body"].items()}
    assert (told["PhoneNumbers"], told["SignName"], told["TemplateCode"]) == (
        "13800000011",
        "磴口就业",
        "SMS_100",
    )
    assert told["OutId"] == "7"
    assert json.loads(told["TemplateParam"]) == {"name": "甲一", "until": "12月1日"}
    assert "secret-of-test" not in str(asked)


def test_tencent_cloud_is_given_the_fields_by_place() -> None:
    with provider(sent("Ok")) as there:
        assert ten(there.port).send(MESSAGE) == "2028:serial"
    asked = there.asked[0]["body"]
    assert asked["PhoneNumberSet"] == ["+8613800000011"]
    assert (asked["SmsSdkAppId"], asked["SignName"], asked["TemplateId"]) == (
        "1400000000",
        "磴口就业",
        "SMS_100",
    )
    assert asked["TemplateParamSet"] == ["甲一", "12月1日"]
    assert asked["SessionContext"] == "7"


@pytest.mark.parametrize(("code", "again"), [
    ("isv.BUSINESS_LIMIT_CONTROL", True), ("isv.MOBILE_NUMBER_ILLEGAL", False), ("isv.SMS_TEMPLATE_ILLEGAL", False),
])  # fmt: skip
def test_alibaba_cloud_refuses(code: str, again: bool) -> None:
    answer = {"Code": code, "Message": "told why", "RequestId": "r"}
    with provider(answer) as there, pytest.raises(Refused, match=f"{code} told why") as refusal:
        ali(there.port).send(MESSAGE)
    assert refusal.value.again is again


@pytest.mark.parametrize(("code", "again"), [
    ("LimitExceeded.PhoneNumberDailyLimit", True), ("FailedOperation.ContainSensitiveWord", False),
])  # fmt: skip
def test_tencent_cloud_refuses(code: str, again: bool) -> None:
    with provider(sent(code)) as there, pytest.raises(Refused, match="told why") as refusal:
        ten(there.port).send(MESSAGE)
    assert refusal.value.again is again
    whole = {
        "Response": {
            "Error": {"Code": "AuthFailure.SignatureFailure", "Message": "bad key"},
            "RequestId": "r",
        }
    }
    with provider(whole) as there, pytest.raises(Refused, match="bad key") as refusal:
        ten(there.port).send(MESSAGE)
    assert not refusal.value.again


def test_a_bad_key_of_alibaba_cloud_is_an_answer_not_a_broken_line() -> None:
    answer = {"Code": "InvalidAccessKeyId.NotFound", "Message": "no such key", "RequestId": "r"}
    with provider(answer, status=404) as there, pytest.raises(Refused, match="no such key") as refusal:
        ali(there.port).send(MESSAGE)
    assert not refusal.value.again


@pytest.mark.parametrize("make", [ali, ten])
def test_a_line_that_breaks_after_the_message_went_leaves_it_unsure(make: Any) -> None:
    with provider({}, hang_up=True) as there, pytest.raises(Unsure):
        make(there.port).send(MESSAGE)
    assert there.asked, "the message had been handed over"


@pytest.mark.parametrize("make", [ali, ten])
def test_without_a_connection_nothing_can_have_left(make: Any) -> None:
    with provider({}) as there:
        port = there.port
    with pytest.raises(Refused) as refusal:
        make(port).send(MESSAGE)
    assert refusal.value.again


def test_what_the_providers_push_is_read() -> None:
    report = {"phone_number": "13800000011", "success": True, "err_code": "DELIVERED", "biz_id": "9006^0"}
    assert aliyun.receipts([report, {**report, "success": False, "err_code": "MK:0010"}]) == [
        Receipt("9006^0", True), Receipt("9006^0", False, "MK:0010")]  # fmt: skip
    assert aliyun.replies([{"phone_number": "13800000011", "content": "TD"}]) == [Reply("13800000011", "TD")]
    status = {"report_status": "SUCCESS", "errmsg": "DELIVRD", "mobile": "13800000011", "sid": "2028:serial"}
    assert tencent.receipts([status, {**status, "report_status": "FAIL", "errmsg": "MK:0001"}]) == [
        Receipt("2028:serial", True), Receipt("2028:serial", False, "MK:0001")]  # fmt: skip
    assert tencent.replies([{"mobile": "13800000011", "text": "退订"}]) == [Reply("13800000011", "退订")]
    assert outbox.receipts([{"receipt": "outbox-7", "delivered": True}]) == [Receipt("outbox-7", True)]
    for module in (aliyun, tencent, outbox):
        with pytest.raises(Unreadable):
            module.receipts({"not": "a list"})


def test_the_outbox_keeps_the_words_in_a_file_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEYE_STATE", str(tmp_path))
    assert outbox.Outbox().send(MESSAGE) == "outbox-7"
    outbox.Outbox().send(MESSAGE)
    lines = (tmp_path / "outbox" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["甲一您好", "甲一您好"]


def test_an_account_that_is_not_whole_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEYE_SMS_KEY", "LEYE_SMS_SECRET", "LEYE_SMS_SIGN", "LEYE_SMS_APP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEYE_SMS_KEY", "k")
    with pytest.raises(ImproperlyConfigured, match="LEYE_SMS_SECRET, LEYE_SMS_SIGN, LEYE_SMS_APP"):
        settings.account("tencent")
    monkeypatch.setenv("LEYE_SMS", "pigeon")
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        settings.provider()
    monkeypatch.setenv("LEYE_SMS", "aliyun")
    monkeypatch.setenv("LEYE_SMS_SECRET", "s")
    monkeypatch.setenv("LEYE_SMS_SIGN", "磴口就业")
    settings.sender.cache_clear()
    assert settings.sender().name == "aliyun"
    settings.sender.cache_clear()
    assert "secret" not in repr(ACCOUNT)
