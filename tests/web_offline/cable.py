"""A network cable that can be pulled at any moment: a proxy between the browser and the server."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum


class Cut(Enum):
    """Where the line is broken."""

    NOWHERE = "nowhere"
    BEFORE = "no connection is answered"
    DURING = "the request breaks off half-way"
    AFTER = "the server gets the request, the answer is lost"


@dataclass
class Cable:
    """Listens on a port of 127.0.0.1 and passes bytes on to the server's port, as far as `cut` allows.

    Cuts other than BEFORE concern requests whose first line begins with `only`; the rest passes.
    """

    server: int
    cut: Cut = Cut.NOWHERE
    only: bytes = b"POST /offline/sync/"
    broken: int = 0
    port: int = field(default=0, init=False)
    _lines: set[socket.socket] = field(default_factory=set, init=False)

    def __enter__(self) -> "Cable":
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._listening.close()
        self.hang_up()

    @property
    def address(self) -> str:
        """Where the browser finds the server."""
        return f"http://127.0.0.1:{self.port}"

    def pull(self, where: Cut = Cut.BEFORE) -> None:
        """Break the line; connections that stand are closed, as when a phone leaves the village."""
        self.cut = where
        self.hang_up()

    def plug(self) -> None:
        """Mend the line."""
        self.cut = Cut.NOWHERE

    def hang_up(self) -> None:
        """Close every connection."""
        for line in list(self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                browser, _address = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        """One connection, one request after the other; the server closes after each answer or keeps it open."""
        with browser:
            self._lines.add(browser)
            try:
                if self.cut is not Cut.BEFORE:
                    with socket.create_connection(("127.0.0.1", self.server)) as server:
                        self._lines.add(server)
                        self._pass_on(browser, server)
                        self._lines.discard(server)
            except OSError:
                return
            finally:
                self._lines.discard(browser)

    def _pass_on(self, browser: socket.socket, server: socket.socket) -> None:
        lose = threading.Event()

        def answers() -> None:
            with suppress(OSError):
                while data := server.recv(65536):
                    if lose.is_set():
                        self.broken += 1
                        break
                    browser.sendall(data)
            for line in (browser, server):
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=answers, daemon=True).start()
        while data := browser.recv(65536):
            if self.cut is not Cut.NOWHERE and data.startswith(self.only):
                if self.cut is Cut.DURING:
                    server.sendall(data[: len(data) // 2])
                    self.broken += 1
                    return
                lose.set()
            server.sendall(data)
