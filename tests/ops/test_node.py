"""The front end's Node, behind a network whose certificates only Python was told of."""

import runpy
from pathlib import Path

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "node.py"))


def trusted(**environment: str) -> str:
    return TOOL["trusted_certificates"](environment)["NODE_EXTRA_CA_CERTS"]


def test_node_trusts_what_python_and_pip_trust() -> None:
    assert trusted(SSL_CERT_FILE="a.pem", PIP_CERT="b.pem") == "a.pem"
    assert trusted(PIP_CERT="b.pem") == "b.pem"


def test_what_was_said_for_node_alone_wins() -> None:
    assert trusted(SSL_CERT_FILE="a.pem", NODE_EXTRA_CA_CERTS="c.pem") == "c.pem"
    assert trusted() == ""
