"""A server of models on this machine that answers as it is told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Answers(ThreadingHTTPServer):
    """A server with a list of answers, the last of which it repeats; it keeps what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked, self.heads = [], [], []
        self.released = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_port}/v1"

    def says(self, *answers):
        """Set the answers: claims, words in place of JSON, or (status, headers, bytes)."""
        self.answers = list(answers)

    def handle_error(self, request, client_address):
        """Say nothing of clients that hang up."""


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.heads.append((self.path, {name.lower(): held for name, held in self.headers.items()}))
        answer = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        if answer == "silence":
            self.server.released.wait(20)
            return
        status, headers, written = answer if isinstance(answer, tuple) else (200, {}, completion(body, answer))
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def do_GET(self):
        """Note that a redirect was followed."""
        self.server.heads.append((self.path, {name.lower(): held for name, held in self.headers.items()}))
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()


def completion(body, answer):
    """Return an answer in the form of chat completions: by a call of the tool that was offered, else as words."""
    written = answer if isinstance(answer, str) else json.dumps({"claims": answer})
    message = {"role": "assistant", "content": written}
    if body.get("tools"):
        call = {"id": "c1", "type": "function"}
        call["function"] = {"name": body["tools"][0]["function"]["name"], "arguments": written}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if body.get("tools") else "stop"}
    whole = {"id": "x", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
    return json.dumps({**whole, "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}).encode()


@pytest.fixture
def server():
    """Start the server and end it."""
    held = Answers()
    thread = threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield held
    held.released.set()
    held.shutdown()
    thread.join()
    held.server_close()
