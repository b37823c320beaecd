"""Serve the pages and do the background work, until told to stop."""

import http.client
import socket
import time
from collections.abc import Callable

from leye.ops.children import Children

HOST = "127.0.0.1"
#: Seconds that the pages have to answer for the first time.
START_PATIENCE = 60.0
#: Seconds before a worker that ended by itself is started anew.
WORKER_PAUSE = 5.0
WORKER = ("-m", "leye", "worker")

Say = Callable[[str], None]


class PortTaken(RuntimeError):
    """Another program answers on the port."""


class ServerEnded(RuntimeError):
    """The pages or the worker ended by themselves, or never answered."""


def require_free_port(port: int) -> None:
    """Raise PortTaken unless the port of 127.0.0.1 can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise PortTaken(f"没有权限使用端口 {port}；请换一个 1024 以上的端口，例如 PORT=8001。") from error
        except OSError as error:
            raise PortTaken(
                f"端口 {port} 已被其他程序占用（可能是另一个正在运行的乐业）；"
                f"请先停掉它，或换一个端口：make demo PORT={port + 1}。"
            ) from error


def _status(port: int) -> int | None:
    """What the sign-in page answers; None while nobody does."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/account/login/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _wait_for_pages(children: Children, port: int) -> str | None:
    """Until the pages answer, a signal came or a child ended (its name). Raises ServerEnded."""
    until = time.monotonic() + START_PATIENCE
    status: list[int | None] = [None]

    def settled() -> bool:
        status[0] = _status(port)
        return status[0] is not None or time.monotonic() > until

    gone = children.watch(settled, every=0.1)
    if gone or children.asked_to_stop:
        return gone
    if status[0] is None or status[0] >= 500:
        what = f"登录页出错({status[0]})" if status[0] else f"{START_PATIENCE:.0f} 秒内没有响应"
        raise ServerEnded(f"页面服务没有正常启动：{what}。请查看上面的信息，或运行 leye doctor。")
    return None


def serve(port: int, workers: int, threads: int, say: Say, ready: str) -> None:
    """Start gunicorn and the worker, say `ready` when the pages answer, end both on Ctrl-C or SIGTERM.

    A worker that ends later by itself is started anew. Raises PortTaken and ServerEnded.
    """
    require_free_port(port)
    children = Children()
    children.stop_on_signals()
    try:
        children.start(
            "pages",
            "-m",
            "gunicorn",
            "leye.config.wsgi",
            "-c",
            "python:leye.ops.web_server",
            "--bind",
            f"{HOST}:{port}",
            "--workers",
            str(workers),
            "--threads",
            str(threads),
        )
        children.start("worker", *WORKER)
        gone = early = _wait_for_pages(children, port)
        if not gone and not children.asked_to_stop:
            say(ready)
            gone = children.watch()
        while gone == "worker" and not early:
            # A worker ends when its database goes away; the pages stay and say so, until both are back.
            say(f"后台任务进程停了（多半是数据库连不上），页面照常；{WORKER_PAUSE:.0f} 秒后重新启动它。")
            children.pause(WORKER_PAUSE)
            if children.asked_to_stop:
                gone = None
                break
            children.start("worker", *WORKER)
            gone = children.watch()
        if gone:
            name = {"pages": "页面服务", "worker": "后台任务进程"}[gone]
            raise ServerEnded(f"{name}意外退出，已停止其余进程，数据没有丢失；请查看上面的信息后重新启动。")
        say("正在停止……")
    finally:
        children.stop()
    say("已停止，数据都已保存。")
