"""The outbox: messages are written to a file of this machine and go nowhere. For demo, tests, and trying out."""

import json
from typing import Any, ClassVar

from django.utils import timezone

from leye.outreach.sms.port import Outgoing, Receipt, Reply, rows_of
from leye.standards.calendar import SHANGHAI
from leye.vault.state import state_dir


class Outbox:
    """Appends a line of JSON a message to `outbox/messages.jsonl` of the state folder."""

    name: ClassVar[str] = "outbox"

    def send(self, message: Outgoing) -> str:
        """The line's number is the message's own."""
        folder = state_dir() / "outbox"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = {
            "at": timezone.now().astimezone(SHANGHAI).isoformat(timespec="seconds"), "number": message.number,
            "phone": message.phone, "text": message.text,
        }  # fmt: skip
        with (folder / "messages.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return f"outbox-{message.number}"


def receipts(pushed: Any) -> list[Receipt]:
    """[{"receipt", "delivered", "problem"}]: a gateway of one's own may push these too."""
    return [
        Receipt(str(row.get("receipt", "")), bool(row.get("delivered")), str(row.get("problem", "")))
        for row in rows_of(pushed)
        if "text" not in row
    ]


def replies(pushed: Any) -> list[Reply]:
    """[{"phone", "text"}]."""
    return [Reply(str(row.get("phone", "")), str(row["text"])) for row in rows_of(pushed) if "text" in row]
