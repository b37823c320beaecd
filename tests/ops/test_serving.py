"""`leye serve`: starts, answers, stops with all its children, and loses nothing when it is killed."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.ops.debian_server import free_port
from tests.ops.program import PATIENCE, Program, Served

FILL = "from leye.ops.boot import boot; boot(); from tests.small_world import build_small_world; build_small_world()"
COUNT = "from leye.ops.boot import boot; boot(); from leye.accounts.models import User; print(User.objects.count())"


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """The program with an embedded server of its own, migrated, its pages collected."""
    made = Program()
    made("-m", "django", "collectstatic", "--noinput", "-v", "0", "--settings", "leye.config.settings")
    made.leye("migrate")
    yield made
    made.run("-m", "leye", "db", "stop", "--force")
    shutil.rmtree(made.state)


def _wait_until_gone(pids: list[int]) -> None:
    _gone, alive = psutil.wait_procs(
        [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], PATIENCE
    )
    assert alive == []


@pytest.mark.slow
def test_serves_and_stops_with_all_its_children(program: Program) -> None:
    served = Served(program, free_port(), "serve")
    children = served.children()
    assert len(children) == 2
    assert served.status("/account/login/") == 200
    assert served.stop() == 0, served.said
    _wait_until_gone(children)
    assert "没有在运行" in program.leye("db", "status")


@pytest.mark.slow
def test_killed_with_its_database_it_starts_again_and_nothing_is_lost(program: Program) -> None:
    served = Served(program, free_port(), "serve")
    children = served.children()
    program("-c", FILL)
    postmaster = int((program.state / "pg" / "postmaster.pid").read_text().splitlines()[0])
    served.stop(signal.SIGKILL)
    os.kill(postmaster, signal.SIGKILL)
    _wait_until_gone([*children, postmaster])
    again = Served(program, served.port, "serve")
    assert again.status("/account/login/") == 200
    assert program("-c", COUNT).strip() == "9"
    assert again.stop(signal.SIGTERM) == 0, again.said
    # The killed one does not count as a user of the database any more.
    assert "没有在运行" in program.leye("db", "status")


@pytest.mark.slow
def test_the_pages_outlive_their_database_and_the_worker_comes_back(program: Program) -> None:
    served = Served(program, free_port(), "serve")
    os.kill(int((program.state / "pg" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGINT)
    # The new worker starts the embedded server again.
    assert served.hears("后台任务进程停了"), served.said
    assert served.hears("Launching a worker", times=2), served.said
    assert served.status("/account/login/") == 200
    assert len(served.children()) == 2
    assert served.stop() == 0, served.said


def test_a_taken_port_is_said_and_nothing_is_started(program: Program) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for command in ("serve", "demo"):
            ended = program.run("-m", "leye", command, "--port", port)
            assert ended.returncode == 1
            assert f"端口 {port} 已被其他程序占用" in ended.stderr
            assert "Traceback" not in ended.stderr


def test_serve_refuses_a_database_without_schema() -> None:
    bare = Program()
    try:
        ended = bare.run("-m", "leye", "serve", "--port", str(free_port()))
        assert ended.returncode == 1
        assert "leye migrate" in ended.stderr
    finally:
        shutil.rmtree(bare.state)


def test_an_address_that_cannot_be_read_is_said_in_one_sentence() -> None:
    wrong = Program(LEYE_DATABASE_URL="mysql://somebody")
    away = Program(LEYE_DATABASE_URL=f"postgresql://a:b@127.0.0.1:{free_port()}/c")
    for program, sentence in ((wrong, "LEYE_DATABASE_URL 应为"), (away, "数据库连不上")):
        ended = program.run("-m", "leye", "migrate")
        shutil.rmtree(program.state)
        assert ended.returncode == 1
        assert sentence in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_database_started_by_hand_stays_until_it_is_stopped(program: Program) -> None:
    assert "正在运行" in program.leye("db", "start")
    program.leye("doctor")
    assert "正在运行" in program.leye("db", "status")
    assert "已停止" in program.leye("db", "stop")
    assert "没有在运行" in program.leye("db", "status")


def test_a_backup_is_private_and_restores_into_an_empty_database_only(
    program: Program, tmp_path: Path
) -> None:
    program.leye("backup", str(tmp_path / "copies"))
    (dump,) = (tmp_path / "copies").iterdir()
    assert dump.stat().st_mode & 0o077 == 0
    people = program("-c", COUNT)
    refused = program.run("-m", "leye", "restore", str(dump))
    assert ("不能覆盖" in refused.stderr) == (people.strip() != "0")
    other = Program()
    try:
        other.leye("restore", str(dump))
        assert other("-c", COUNT) == people
    finally:
        shutil.rmtree(other.state)
