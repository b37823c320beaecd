"""The Chinese font of printed sheets: found on the machine, or in a package that brings one without root."""

import functools
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.vault.state import state_dir

#: Fonts that hold the characters of names, the better ones first.
KNOWN = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Serif CJK SC",
    "Microsoft YaHei", "SimSun", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
#: A package of the registry that carries one such font (SIL Open Font License).
PACKAGE = "noto_cjk_sans_otc"


class NoChineseFont(ActionError):
    """No font on this machine can print Chinese."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "这台服务器没有中文字体，不能排印表册。请管理员安装 Debian 软件包 fonts-noto-cjk，"
                "或把一个中文字体文件放进数据目录的 fonts 文件夹，然后重新启动。"
            )
        )


@dataclass(frozen=True)
class Typefaces:
    """The fonts that typst may use, and the family to set text in."""

    fonts: typst.Fonts
    family: str


def font_folders() -> list[Path]:
    """Folders in which fonts may lie besides the system's own: the state folder's and the package's."""
    folders = [state_dir() / "fonts"]
    package = importlib.util.find_spec(PACKAGE)
    if package is not None and package.submodule_search_locations:
        folders += [Path(place) for place in package.submodule_search_locations]
    return [folder for folder in folders if folder.is_dir()]


@functools.cache
def typefaces() -> Typefaces:
    """The best font of this machine, looked for once. Raises NoChineseFont."""
    return choose(typst.Fonts(True, False, [str(folder) for folder in font_folders()]))


def choose(fonts: typst.Fonts) -> Typefaces:
    """The best of some fonts. Raises NoChineseFont."""
    there = set(fonts.families())
    family = next((name for name in KNOWN if name in there), None)
    if family is None:
        raise NoChineseFont
    return Typefaces(fonts, family)
