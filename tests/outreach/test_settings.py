"""Settings of text messages are judged at the start: what is wrong, where, and what to do."""

import pytest
import typer
from django.core.checks import run_checks

from leye.ops.commands.serve import require_sound_settings
from leye.outreach.checks import AT_START

LONG = "x" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "_KEY", "_SECRET", "_SIGN", "_APP", "_PUSH_TOKEN"):
        monkeypatch.delenv(f"LEYE_SMS{name}", raising=False)


@pytest.mark.parametrize(
    ("settings", "fault", "words"),
    [
        ({"LEYE_SMS_PUSH_TOKEN": "geheim"}, "outreach.E004", ["LEYE_SMS_PUSH_TOKEN 太短：6个字符，至少要32个", "token_urlsafe"]),
        ({"LEYE_SMS": "pigeon"}, "outreach.E001", ["LEYE_SMS", "pigeon", "outbox、aliyun、tencent"]),
        ({"LEYE_SMS": "tencent", "LEYE_SMS_KEY": "k", "LEYE_SMS_SIGN": "s"}, "outreach.E002",
         ["LEYE_SMS_SECRET、LEYE_SMS_APP", "补上"]),
    ],
)  # fmt: skip
def test_a_start_with_a_bad_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    fault: str,
    words: list[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(typer.Exit):
        require_sound_settings()
    told = capsys.readouterr().err
    assert fault in told
    assert [word for word in words if word not in told] == []
    assert "geheim" not in told


def test_a_missing_package_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leye.outreach.checks.find_spec", lambda name: None)
    for name in ("", "_KEY", "_SECRET", "_SIGN"):
        monkeypatch.setenv(f"LEYE_SMS{name}", "aliyun")
    assert [(found.id, "LEVEL=sms" in str(found.hint)) for found in run_checks(tags=[AT_START])] == [
        ("outreach.E003", True)
    ]


def test_a_start_with_nothing_set_or_a_long_secret_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    require_sound_settings()
    monkeypatch.setenv("LEYE_SMS_PUSH_TOKEN", LONG)
    require_sound_settings()
