"""LEYE_DATABASE_URL: the same program on Debian's PostgreSQL, with an owner who is no superuser."""

import json
import shutil
from collections.abc import Iterator

import psycopg
import pytest

from tests.ops.debian_server import newest_binaries, running
from tests.ops.program import Program

PROBE = """
import datetime as dt
import json
from leye.ops.boot import boot
boot()
from django.db import connection, transaction
from leye.accounts.models import Post
from leye.accounts.scope import acting, as_service, scope_of
from leye.ledger.models import Person
from tests.small_world import build_small_world
build_small_world()
def add(area, name):
    with as_service():
        Person.objects.create(area_id=area, name=name, id_cipher=b"x", id_index=name.encode(), id_tail="0000",
                              birth_date=dt.date(1990, 1, 1), sex="1")
add(150822101201, "甲"), add(610622101201, "乙")
seen = {}
with transaction.atomic():
    seen["nobody"] = Person.objects.count()
for user in ("village", "yanchuan", "banner"):
    with acting(scope_of(Post.objects.using("owner").select_related("area").get(user__username=user))):
        seen[user] = [person.name for person in Person.objects.all()]
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    seen["role"] = cursor.fetchone()[0]
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A Debian server with an empty database."""
    binaries = newest_binaries()
    if binaries is None:
        pytest.skip(
            "Debian's postgresql package is not installed and could not be installed (tools/debian.py says why)"
        )
    with running(binaries) as url:
        yield url


@pytest.fixture(scope="module")
def program(address: str) -> Iterator[Program]:
    """The program pointed at it, with a state folder of its own, migrated."""
    made = Program(LEYE_DATABASE_URL=address)
    assert "最新" in made.leye("migrate")
    yield made
    shutil.rmtree(made.state)


def test_migrations_run_again_without_change(program: Program) -> None:
    assert "最新" in program.leye("migrate")


def test_every_guarded_table_has_its_policies(program: Program, address: str) -> None:
    with psycopg.connect(address) as connection:
        bare = connection.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area_id'"
            " WHERE c.relkind = 'r' AND c.relname ~ '^(ledger|casework)_' AND NOT c.relrowsecurity"
            " AND c.relname <> 'ledger_groupcode'"  # a code list, for everybody to read
        ).fetchall()
        guarded = connection.execute("SELECT count(DISTINCT tablename) FROM pg_policies").fetchone()
    assert bare == []
    assert guarded is not None
    assert guarded[0] >= 10


def test_a_post_sees_its_own_area_only(program: Program) -> None:
    seen = json.loads(program("-c", PROBE).splitlines()[-1])
    assert seen == {"nobody": 0, "village": ["甲"], "yanchuan": ["乙"], "banner": [], "role": "leye_app"}


def test_doctor_finds_the_server_and_its_version(program: Program) -> None:
    ended = program.run("-m", "leye", "doctor", "--json")
    found = {finding["name"]: finding for finding in json.loads(ended.stdout)}
    assert found["数据库"]["well"]
    assert found["数据库结构"]["well"]
    assert found["页面所用角色"]["well"]


NIGHT = """
import json
from leye.ops.boot import boot
boot()
from leye.worklist.models import Todo
from leye.worklist.night import run_night
from tests.worklist.people import DAY, adopt, unemployed
adopt(150822000000)
person = unemployed("150822199003040021", 150822101201)
first, second = run_night(DAY), run_night(DAY)
states = Todo.objects.using("owner").filter(subject_id=person.pk).values_list("rule", "state")
print(json.dumps({"states": dict(states), "first": first.counts["todos_written"],
                  "second": second.counts["todos_written"]}))
"""


def test_the_night_runs_there_too(program: Program) -> None:
    """After the test above has built the small world."""
    found = json.loads(program("-c", NIGHT).splitlines()[-1])
    assert found["states"]["recommended_jobs"] == "open"
    assert found["first"] > 4
    assert found["second"] == 0
