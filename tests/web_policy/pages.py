"""Pages compared."""

import re
from typing import Any


def without_tokens(page: Any) -> str:
    """A page's text without what differs each time: the tokens against forged requests."""
    text: str = page.text
    text = re.sub(r'name="csrf-token" content="[^"]*"', "", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
