"""A county of 100,000 in a ledger of 1,000,000, and a roster of 100,000 rows to import into it.

Of the roster, half stands in the ledger unchanged, a fifth with another phone, and three tenths are new. The
people of the other nine counties have made-up identity indexes and ciphers: they are only there to be searched.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import psycopg
import xlsxwriter

from leye.standards.identity import make_identity
from leye.standards.names import pinyin
from leye.vault.crypto import encrypt, index_of

COUNTY = 150822
HEADER = (
    "姓名",
    "身份证号",
    "性别",
    "民族",
    "文化程度",
    "联系电话",
    "村（社区）",
    "人员类别",
    "劳动能力",
    "就业意愿",
)
_FAMILY, _GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉玲",
)
_BORN = dt.date(1960, 1, 1)
_EDUCATION = {"初中": "70", "高中": "60", "大学专科": "30"}


def village_number(place: int) -> int:
    """The area number of the nth of a county's 200 villages."""
    return COUNTY * 10**6 + (101 + place // 20) * 1000 + 201 + place % 20


def people(count: int) -> list[tuple[str, str, str, str, str, int]]:
    """Name, identity number, sex, education, phone and village of made-up people, the same each time."""
    draw = random.Random(20)
    found = []
    for number in range(count):
        sequence = number % 1000
        born = _BORN + dt.timedelta(days=(number // 1000) * 97)
        name = draw.choice(_FAMILY) + draw.choice(_GIVEN) + draw.choice(_GIVEN)
        found.append((name, make_identity(str(COUNTY), born, sequence), "1" if sequence % 2 else "2",
                      draw.choice(list(_EDUCATION)), f"138{draw.randrange(10**8):08d}", draw.randrange(200)))  # fmt: skip
    return found


def write_roster(path: Path, rows: int) -> None:
    """The roster as an .xlsx of ten columns."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, HEADER)
        for place, (name, number, sex, education, phone, village) in enumerate(people(rows), start=1):
            changed = rows * 5 // 10 <= place <= rows * 7 // 10
            sheet.write_row(place, 0, (
                name, number, "男" if sex == "1" else "女", "汉族", education, "139" + phone[3:] if changed else phone,
                f"第{village}村", "脱贫人口", "有劳动能力", "有",
            ))  # fmt: skip


def fill(connection: psycopg.Connection[tuple[object, ...]], ledger: int, known: int) -> None:
    """Areas, `known` people of the roster, and made-up people up to `ledger`. Triggers rest while it loads."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        _areas(connection)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE known (LIKE ledger_person INCLUDING DEFAULTS) ON COMMIT DROP")
            with cursor.copy(
                "COPY ledger_person (id, area_id, relation, name, name_pinyin, name_initials, id_cipher, id_index,"
                " id_tail, birth_date, sex, ethnic, education, phone, address, hukou_code, work_capacity, is_student,"
                " note, version) FROM STDIN"
            ) as copy:
                for place, (name, number, sex, education, phone, village) in enumerate(
                    people(known), start=1
                ):
                    syllables = pinyin(name).split()
                    birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
                    copy.write_row((
                        place, village_number(village), "", name, "".join(syllables),
                        "".join(s[0] for s in syllables), encrypt(number), index_of(number), number[-4:], birth, sex,
                        "01", _EDUCATION[education], phone, "", "", "able", False, "", 1,
                    ))  # fmt: skip
            cursor.execute(
                "INSERT INTO ledger_person (id, area_id, relation, name, name_pinyin, name_initials, id_cipher, id_index,"
                " id_tail, birth_date, sex, ethnic, education, phone, address, hukou_code, work_capacity, is_student,"
                " note, version) SELECT i, (%(county)s + i * 10 / (%(ledger)s + 1)) * 1000000"
                " + (101 + (i %% 200) / 20) * 1000 + 201 + i %% 20, '', '某' || i, 'mou' || i, 'm' || i,"
                " decode(repeat(md5(i::text), 3), 'hex'), '\\x01'::bytea || sha256(i::text::bytea), '0000',"
                " DATE '1960-01-01' + (i %% 18000)::int, (1 + i %% 2)::text, '01', '70',"
                " '137' || lpad((i %% 100000000)::text, 8, '0'),"
                " '', '', 'able', false, '', 1 FROM generate_series(%(first)s::bigint, %(ledger)s) i",
                {"county": COUNTY, "first": known + 1, "ledger": ledger},
            )
            cursor.execute(
                "INSERT INTO ledger_groupmembership (person_id, area_id, group_id, valid_from, evidence)"
                " SELECT id, area_id, 'formerly_poor', DATE '2021-01-01', '' FROM ledger_person"
            )
            cursor.execute(
                "INSERT INTO ledger_intention (person_id, area_id, wants_work, wants_startup, occupation, place, stated_on)"
                " SELECT id, area_id, 'yes', false, '', '', DATE '2025-01-01' FROM ledger_person"
            )
            for table in ("person", "groupmembership", "intention"):
                cursor.execute(
                    f"SELECT setval('ledger_{table}_id_seq', (SELECT max(id) FROM ledger_{table}))".encode()
                )
    connection.execute("VACUUM ANALYZE")


def _areas(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """A province with one prefecture, ten counties of ten townships of twenty villages each."""
    rows: list[tuple[int, int, str, int, str, int | None]] = [
        (15 * 10**10, 15 * 10**10 + 10**10 - 1, "内蒙古自治区", 1, "autonomous_region", None),
        (1508 * 10**8, 1508 * 10**8 + 10**8 - 1, "巴彦淖尔市", 2, "city", 15 * 10**10),
    ]
    for county in range(COUNTY, COUNTY + 10):
        rows.append((county * 10**6, county * 10**6 + 10**6 - 1, f"第{county}县", 3, "county", 1508 * 10**8))
        for town in range(10):
            no = county * 10**6 + (101 + town) * 1000
            rows.append((no, no + 999, f"第{town}镇", 4, "town", county * 10**6))
            rows += [
                (no + 201 + v, no + 201 + v, f"第{town * 20 + v}村", 5, "village", no) for v in range(20)
            ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO areas_area (no, last, code, name, level, kind, parent_id, valid_from, official_name)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, DATE '2000-01-01', %s)",
            [
                (no, last, str(no), name, level, kind, parent, name)
                for no, last, name, level, kind, parent in rows
            ],
        )
