"""What the tests of the intake share: a new dossier, a server of this machine, the day on which things are added."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from pages_in_our_words import TODAY

from placet.dossier.template import new
from placet.intake.item import Stated
from placet.intake.store import Outcome, add


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a dossier as `placet new` writes it."""
    return new(tmp_path / "case")


@pytest.fixture
def bring(dossier: Path) -> Callable[..., list[Outcome]]:
    """Return `add` for this dossier on the tests' day; this machine may be reached."""

    def brought(*named: str | Path, **options: object) -> list[Outcome]:
        facts = {name: options.pop(name) for name in ("publisher", "day", "title", "language") if name in options}
        stated = Stated(**facts)  # type: ignore[arg-type]
        options = {"today": TODAY, "besides": {"127.0.0.1"}, "stated": stated, **options}
        return list(add(dossier, [str(one) for one in named], **options))  # type: ignore[arg-type]

    return brought


class Answer(NamedTuple):
    """What the server hands over for a path."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


class Web:
    """A server of this machine; `pages` are its answers by path, `asked` the requests with their headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                answer = web.pages.get(self.path, Answer(b"not here", 404))
                if not isinstance(answer, Answer):
                    answer(self)
                    return
                self.send_response(answer.status)
                for name, held in {"Content-Length": str(len(answer.content)), **answer.headers}.items():
                    self.send_header(name, held)
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def put(self, path: str, content: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Answer a path with something, and return its address."""
        raw = content.encode() if isinstance(content, str) else content
        self.pages[path] = Answer(raw, 200, {"Content-Type": kind, **headers})
        return self.address(path)

    def lead(self, path: str, to: str) -> str:
        """Let a path lead on to another address, and return its own."""
        self.pages[path] = Answer(b"", 302, {"Location": to})
        return self.address(path)

    def address(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"


@pytest.fixture
def web() -> Generator[Web, None, None]:
    """Return a server of this machine."""
    found = Web()
    yield found
    found.server.shutdown()
    found.server.server_close()
    found.thread.join()
