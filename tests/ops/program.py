"""The program run as an operator runs it: other processes, a state folder of their own."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds for anything to happen on a busy machine.
PATIENCE = 120.0


class Program:
    """`leye` and Python with a state folder, and perhaps a database address, that belong to a test."""

    def __init__(self, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LEYE_")}
        # Not pytest's folder: the embedded server's account must reach it, and sockets have short names.
        self.state = Path(tempfile.mkdtemp(prefix="leye-ops-"))
        self.environment = {**kept, "LEYE_STATE": str(self.state), "PYTHONUNBUFFERED": "1", **settings}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`python ARGUMENTS`, whatever comes of it."""
        return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True,
                              capture_output=True, check=False)  # fmt: skip

    def __call__(self, *arguments: str) -> str:
        """What `python ARGUMENTS` printed; fails with all it said."""
        ended = self.run(*arguments)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def leye(self, *arguments: str) -> str:
        """What `leye ARGUMENTS` printed; fails with all it said."""
        return self("-m", "leye", *arguments)


class Served:
    """`leye serve` (or another command that serves), watched through what it prints."""

    def __init__(self, program: Program, port: int, *command: str) -> None:
        self.port = port
        self.said = ""
        self._ready = threading.Event()
        self._heard = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leye", *command, "--port", str(port)],
            cwd=ROOT, env=program.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._ready.wait(PATIENCE)
        if "已启动" not in self.said:
            self.stop()
            raise AssertionError(f"not started: {self.said}")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                with self._heard:
                    self.said += line
                    self._heard.notify_all()
                if "已启动" in line:
                    self._ready.set()
        self._ready.set()

    def hears(self, words: str, times: int = 1) -> bool:
        """Whether it says something so often before patience ends."""
        with self._heard:
            return self._heard.wait_for(lambda: self.said.count(words) >= times, PATIENCE)

    def status(self, path: str) -> int:
        """What the pages answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def children(self) -> list[int]:
        """Process ids of the pages' and the worker's processes."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end: the exit code."""
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        return code
