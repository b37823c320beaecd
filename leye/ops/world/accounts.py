"""Accounts of the demo: who they are, and the one password they share, made at first start and kept outside."""

import datetime as dt
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.contrib.auth.hashers import make_password

from leye.accounts.enums import Role
from leye.accounts.models import Post, User
from leye.ops.world import words
from leye.ops.world.draw import pick, stream
from leye.ops.world.places import Places
from leye.standards.divisions import names_path
from leye.standards.names import pinyin
from leye.vault.state import state_dir

FILE = "demo-accounts.txt"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
#: Short names for the demo counties and what they report to; elsewhere the pinyin of the name.
SLUGS = {
    "延川县": "yanchuan", "延安市": "yanan", "陕西省": "shaanxi", "东安县": "dongan", "永州市": "yongzhou", "湖南省": "hunan",
    "乌拉特前旗": "wuqianqi", "巴彦淖尔市": "bayannur", "内蒙古自治区": "neimenggu",
}  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One account of the demo."""

    username: str
    name: str
    role: Role
    area: int
    place: str


def plan_accounts(seed: int, places: Places) -> list[Account]:
    """The accounts of a county: two village assistants, clerk, officer, leader, auditor; then city and province."""
    path = names_path(places.county)
    county, city, province = path[-1], path[-2], path[0]
    slug = _slug(county)
    rng = stream(seed, places.county, "accounts")
    names = iter(_names(rng, 6 + 2))
    town = int(places.town_index[places.assisted[0]])
    found = [
        Account(f"{slug}_village{i}", next(names), Role.VILLAGE_ASSISTANT, int(places.numbers[v]),
                f"{county} {places.town_names[places.town_index[v]]} {places.names[v]}")
        for i, v in enumerate(places.assisted, 1)
    ]  # fmt: skip
    found.append(Account(f"{slug}_town", next(names), Role.TOWNSHIP_CLERK, places.town_numbers[town],
                         f"{county} {places.town_names[town]}"))  # fmt: skip
    for key, role in (
        ("county", Role.COUNTY_OFFICER),
        ("leader", Role.COUNTY_LEADER),
        ("auditor", Role.AUDITOR),
    ):
        found.append(Account(f"{slug}_{key}", next(names), role, places.county_no, county))
    above = [
        (city, places.prefecture_no, "city"),
        (province, places.county_no // 10**10 * 10**10, "province"),
    ]
    for name, number, key in above:
        found.append(Account(f"{_slug(name)}_{key}", next(names), Role.SUPERVISOR, number, name))
    return found


def _slug(place: str) -> str:
    return SLUGS.get(place) or pinyin(place).replace(" ", "")


def _names(rng: np.random.Generator, count: int) -> list[str]:
    surnames = list(words.SURNAMES)
    family = pick(rng, np.array(list(words.SURNAMES.values())), count)
    lists = [words.MEN[1], words.WOMEN[1]]
    found = []
    for number in family:
        letters = lists[int(rng.integers(2))]
        first, second = (letters[int(i)] for i in rng.choice(len(letters), 2, replace=False))
        found.append(surnames[number] + first + second)
    return found


def create_accounts(accounts: list[Account], password: str, since: dt.date) -> dict[str, User]:
    """Users and their posts; an existing user name keeps its user. One hash for all: the demo shares one password."""
    shared = make_password(password)
    users: dict[str, User] = {}
    for account in accounts:
        user, made = User.objects.using("owner").get_or_create(
            username=account.username, defaults={"name": account.name, "password": shared}
        )
        if made:
            Post.objects.using("owner").create(
                user=user, area_id=account.area, role=account.role, valid_from=since
            )
        users[account.username] = user
    return users


def accounts_file() -> Path:
    """Where the accounts and their password are kept."""
    return state_dir() / FILE


def demo_password() -> str:
    """The password in the accounts file, or a new one."""
    path = accounts_file()
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("口令"):
                return line.split(maxsplit=1)[1].strip()
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


def listing(accounts: list[Account], password: str) -> str:
    """The accounts as a plain table, the password in the first line."""
    lines = [f"口令 {password}", ""]
    lines += [f"{a.username:<22}{a.name}\t{a.role.label}\t{a.place}" for a in accounts]
    return "\n".join(lines) + "\n"


def keep_listing(text: str) -> Path:
    """Write the accounts file, mode 0600 from its first byte, then swap."""
    path = accounts_file()
    partial = path.with_suffix(".new")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    partial.replace(path)
    return path
