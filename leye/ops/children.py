"""The processes that one `leye serve` keeps: started together, ended together, each by its own id."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from types import FrameType

#: Linux: which signal a process gets when its parent ends (prctl(2)).
PR_SET_PDEATHSIG = 1
#: Seconds that a child has to finish what it is doing.
PATIENCE = 20.0


def end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, even when that was killed. Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:
        os.kill(os.getpid(), signal.SIGTERM)


class Children:
    """Child processes by name; `watch` returns when one ended or a signal asked to stop."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stop = threading.Event()

    def start(self, name: str, *arguments: str) -> None:
        """Start `python ARGUMENTS` in a group of its own, so that Ctrl-C reaches it only through us."""
        self._running[name] = subprocess.Popen(
            [sys.executable, *arguments], stdin=subprocess.DEVNULL, start_new_session=True
        )

    def stop_on_signals(self) -> None:
        """Let SIGINT and SIGTERM end `watch`."""

        def ask(_signal: int, _frame: FrameType | None) -> None:
            self._stop.set()

        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, ask)

    @property
    def asked_to_stop(self) -> bool:
        """Whether a signal came."""
        return self._stop.is_set()

    def ended(self) -> str | None:
        """The name of a child that ended by itself."""
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def watch(self, until: Callable[[], bool] = lambda: False, every: float = 0.5) -> str | None:
        """Wait for a signal, for `until`, or for a child that ends: its name, else None."""
        while not self.asked_to_stop and not until():
            gone = self.ended()
            if gone:
                return gone
            self._stop.wait(every)
        return None

    def pause(self, seconds: float) -> None:
        """Wait, but not once a signal asked to stop."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """End every child: politely, then, when it does not listen, for certain."""
        alive = [child for child in self._running.values() if child.poll() is None]
        for child in alive:
            child.terminate()
        for child in alive:
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._running.clear()
