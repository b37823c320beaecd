"""Ask ClamAV about a file where the installation has it (LEYE_CLAMAV: a socket's path, or host:port)."""

import io

import clamd
from django.conf import settings
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.evidence.enums import Scan
from leye.ledger.errors import Invalid

PATIENCE_SECONDS = 30
PORT = 3310


def scan(name: str, content: bytes) -> Scan:
    """Whether the scanner passed the file; Scan.NONE where there is no scanner.

    Raises Invalid when it found something, ActionError when it is set up and does not answer: then no file is
    taken unlooked at.
    """
    address = settings.CLAMAV
    if not address:
        return Scan.NONE
    try:
        answer = _scanner(address).instream(io.BytesIO(content))
    except (clamd.ClamdError, OSError) as error:
        raise ActionError(
            _("查毒程序没有应答，文件没有收下。请稍后再传；一直这样的，请管理员检查ClamAV服务。")
        ) from error
    verdict, what = answer["stream"]
    if verdict == "OK":
        return Scan.CLEAN
    words = _("“%(name)s”查出病毒（%(what)s），没有收下。请在原来的电脑或手机上查毒。")
    raise Invalid({"file": words % {"name": name, "what": what or verdict}})


def _scanner(address: str) -> clamd.ClamdNetworkSocket:
    if "/" in address:
        return clamd.ClamdUnixSocket(address, timeout=PATIENCE_SECONDS)
    host, _colon, port = address.partition(":")
    return clamd.ClamdNetworkSocket(host, int(port or PORT), timeout=PATIENCE_SECONDS)
