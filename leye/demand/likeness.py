"""What people wrote about work, as classes of the 2022 occupation dictionary."""

import re
from functools import lru_cache

from leye.standards.occupations import occupation
from leye.standards.titles import suggest

#: A guess that is right less often than this is none.
SURE = 0.5
#: What a class is called besides the work that it teaches.
_ABOUT_CLASSES = re.compile(
    r"[（(][^（）()]*[)）]|第?[0-9一二三四五六七八九十]+期|[0-9]{4}年|初级|中级|高级|职业技能|技能|提升|专项|专场|培训班|培训|学习|班$"
)


def family(code: str) -> str:
    """The small class (小类) of an occupation: 4-10-01 of 4-10-01-05; '' of ''."""
    return code.rsplit("-", 1)[0] if code else ""


@lru_cache(maxsize=8192)
def family_of(words: str) -> str:
    """The small class that somebody's words mean; '' when they do not tell."""
    plain = _ABOUT_CLASSES.sub("", words).strip()
    found = suggest(plain, k=1) if plain else []
    return family(found[0].code) if found and found[0].score >= SURE else ""


def name_of(code: str) -> str:
    """The name of an occupation; the code itself where the dictionary has no such entry."""
    entry = occupation(code)
    return entry.name if entry else code
