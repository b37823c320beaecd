"""What the tests need from Debian's packages: Chromium, Chinese fonts, and another PostgreSQL to try.

Missing packages are installed when this user may do so. Without Chromium the tests fail, unless LEYE_NO_BROWSER=1
says that the browser tests are to be left out; without the other PostgreSQL its tests say why they are skipped.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def has_browser() -> bool:
    """Whether some Chromium can be started."""
    return any(shutil.which(name) for name in BROWSERS)


def has_chinese_fonts() -> bool:
    """Whether screenshots would show Chinese instead of boxes."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return any("CJK" in file.name for folder in folders for file in folder.rglob("*.tt[cf]"))


def has_other_postgres() -> bool:
    """Whether Debian's PostgreSQL programs are there."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def missing() -> list[str]:
    """The packages to install."""
    wanted = [] if has_other_postgres() else ["postgresql"]
    if os.environ.get("LEYE_NO_BROWSER") != "1":
        wanted += [] if has_browser() else ["chromium"]
        wanted += [] if has_chinese_fonts() else ["fonts-noto-cjk"]
    return wanted


def may_install() -> list[str] | None:
    """The words before apt-get: none for root, sudo when it asks no password; None when neither works."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(packages: list[str], before: list[str]) -> str:
    """Install packages; what apt-get said when it failed, else nothing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    said = ""
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        ended = subprocess.run([*before, "apt-get", *arguments], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        said = ended.stdout if ended.returncode else ""
    return said


def main() -> None:
    """Install what is missing, and end with 1 when the browser tests could not run."""
    steps = sys.argv[sys.argv.index("--steps") + 1] if "--steps" in sys.argv else "1"
    print(f"{steps}/{steps} 浏览器和数据库 / Chromium, PostgreSQL … ", end="", flush=True)
    started = time.monotonic()
    wanted = missing()
    before = may_install()
    said = install(wanted, before) if wanted and before is not None else ""
    print(f"{time.monotonic() - started:.1f} s", flush=True)
    if said:
        print(said)
    still = missing()
    if still:
        print(
            f"缺少 / missing: {' '.join(still)}\n请运行 / please run: sudo apt-get install -y {' '.join(still)}"
        )
    if "chromium" in still or "fonts-noto-cjk" in still:
        sys.exit("没有浏览器或中文字体，页面测试无法运行；若确实不要它们，请设 LEYE_NO_BROWSER=1。\n"
                 "Browser tests cannot run. Set LEYE_NO_BROWSER=1 to leave them out.")  # fmt: skip


if __name__ == "__main__":
    main()
