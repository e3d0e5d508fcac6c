"""The clients of ACLED and UCDP against a server of this machine: tokens, pages, lost rows, busy and broken answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from placet.cli import app, main
from placet.errors import UsageError
from placet.events import clients, read, service

FIRST, LAST = date(2025, 5, 1), date(2025, 5, 31)


class Asked(NamedTuple):
    """A request as the server saw it."""

    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]


class Said(NamedTuple):
    """An answer: what is no text is written as JSON."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})


def always(said: Said) -> Callable[[Asked], Said]:
    """Answer everything alike."""
    return lambda _: said


class Service:
    """A server whose answers are given by a function; it keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answer: Callable[[Asked], Said] = always(Said({}, 404))
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                form = parse_qs(self.rfile.read(length).decode())
                parts = urlsplit(self.path)
                asked = Asked(
                    parts.path,
                    {name: found[0] for name, found in parse_qs(parts.query).items()},
                    {name: found[0] for name, found in form.items()},
                    {name.lower(): found for name, found in self.headers.items()},
                )
                outer.asked.append(asked)
                said = outer.answer(asked)
                raw = said.body.encode() if isinstance(said.body, str) else json.dumps(said.body).encode()
                self.send_response(said.status)
                for name, found in {"Content-Length": str(len(raw)), **said.headers}.items():
                    self.send_header(name, found)
                self.end_headers()
                self.wfile.write(raw)

            do_POST = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> Generator[Service, None, None]:
    """Return a server of this machine, and names and passwords for it."""
    monkeypatch.setenv(clients.ACLED_USER, "somebody")
    monkeypatch.setenv(clients.ACLED_PASSWORD, "quiet words")
    monkeypatch.setenv(clients.UCDP_TOKEN, "token-of-ucdp")
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


def acled_row(number: int) -> dict[str, object]:
    return {
        "event_id_cnty": f"UKR{number}",
        "event_date": "2025-05-02",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "country": "Ukraine",
        "admin1": "Donetsk",
        "latitude": "48.0",
        "longitude": "37.8",
        "geo_precision": "1",
        "notes": 'Two lines,\n"quoted"',
        "fatalities": "0",
        "timestamp": 1_746_500_000,
    }


def ged_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "where_prec": 1,
        "adm_1": "Donetsk oblast",
        "latitude": 48.0,
        "longitude": 37.8,
        "country": "Ukraine",
        "country_id": 369,
        "date_prec": 1,
        "date_start": "2025-05-02T00:00:00",
        "date_end": "2025-05-02T00:00:00",
        "type_of_violence": 1,
        "best": 2,
        "high": 3,
        "low": 1,
    }


def acled_of(rows: int, *, tokens: list[str] | None = None) -> Callable[[Asked], Said]:
    """Answer as ACLED with so many rows; each of the tokens is good for one page."""
    given: list[str] = []

    def answer(asked: Asked) -> Said:
        if asked.path == "/oauth/token":
            given.append(f"t{len(given)}")
            return Said({"access_token": given[-1], "refresh_token": "again", "expires_in": 86_400})
        if asked.headers["authorization"] != f"Bearer {given[-1]}" or (tokens is not None and given[-1] in tokens):
            return Said({"message": "expired"}, 401)
        if tokens is not None:
            tokens.append(given[-1])
        size, page = int(asked.query["limit"]), int(asked.query["page"])
        part = [acled_row(number) for number in range((page - 1) * size, min(rows, page * size))]
        return Said({"status": 200, "success": True, "count": len(part), "data": part})

    return answer


def ucdp_of(base: str, ids: list[int], total: int, size: int = 2) -> Callable[[Asked], Said]:
    """Answer as UCDP with these rows, and say a total."""

    def answer(asked: Asked) -> Said:
        page = int(asked.query["page"])
        part = [ged_row(number) for number in ids[page * size : (page + 1) * size]]
        more = (page + 1) * size < len(ids)
        following = f"{base}{asked.path}?pagesize={size}&page={page + 1}" if more else ""
        return Said({"TotalCount": total, "TotalPages": 9, "NextPageUrl": following, "Result": part})

    return answer


def no_wait(seconds: float) -> None:
    raise AssertionError(f"nothing here makes us wait, and it was {seconds} s")


def test_acled_reads_pages_until_a_short_one(remote, monkeypatch, tmp_path):
    monkeypatch.setattr(clients, "ACLED_PAGE", 3)
    remote.answer = acled_of(7)
    found = clients.acled(FIRST, LAST, base=remote.base, wait=no_wait)
    assert 7 == found.rows
    assert ["1", "2", "3"] == [asked.query["page"] for asked in remote.asked if asked.query]
    assert "2025-05-01|2025-05-31" == remote.asked[1].query["event_date"]
    form = {"grant_type": "password", "username": "somebody", "password": "quiet words", "client_id": "acled"}
    assert form == remote.asked[0].form
    path = tmp_path / "acled.csv"
    path.write_text(found.text)
    events = read(path)
    assert ("acled", 7, 7) == (events.reader.name, events.read, events.kept)


def test_acled_asks_once_more_when_the_last_page_is_full(remote, monkeypatch):
    monkeypatch.setattr(clients, "ACLED_PAGE", 3)
    remote.answer = acled_of(6)
    assert 6 == clients.acled(FIRST, LAST, base=remote.base, wait=no_wait).rows
    assert ["1", "2", "3"] == [asked.query["page"] for asked in remote.asked if asked.query]


def test_acled_renews_its_token_between_pages(remote, monkeypatch):
    monkeypatch.setattr(clients, "ACLED_PAGE", 3)
    remote.answer = acled_of(4, tokens=[])
    assert 4 == clients.acled(FIRST, LAST, base=remote.base, wait=no_wait).rows
    assert ["password", "refresh_token"] == [asked.form["grant_type"] for asked in remote.asked if asked.form]


def test_acled_takes_the_password_when_the_refresh_token_is_dead(remote, monkeypatch):
    monkeypatch.setattr(clients, "ACLED_PAGE", 3)
    usual = acled_of(4, tokens=[])
    remote.answer = lambda asked: (
        Said({"error": "invalid_grant"}, 400) if asked.form.get("grant_type") == "refresh_token" else usual(asked)
    )
    assert 4 == clients.acled(FIRST, LAST, base=remote.base, wait=no_wait).rows
    grants = [asked.form["grant_type"] for asked in remote.asked if asked.form]
    assert ["password", "refresh_token", "password"] == grants


def test_acled_that_lets_nobody_in_is_said_without_the_password(remote):
    remote.answer = always(Said({"error": "invalid_grant"}, 400))
    with pytest.raises(UsageError, match="does not accept PLACET_ACLED_USER and PLACET_ACLED_PASSWORD") as refused:
        clients.acled(FIRST, LAST, base=remote.base, wait=no_wait)
    assert "quiet words" not in str(refused.value)


def test_a_token_is_no_access(remote):
    remote.answer = lambda asked: Said({"access_token": "t"}) if asked.form else Said({"message": "Access denied"}, 403)
    with pytest.raises(UsageError, match=r"answer 403\); an account needs to be given access"):
        clients.acled(FIRST, LAST, base=remote.base, wait=no_wait)


def test_rows_that_move_between_two_pages_are_found(remote, monkeypatch):
    monkeypatch.setattr(clients, "ACLED_PAGE", 2)
    pages = {"1": [0, 1], "2": [1, 2], "3": []}
    remote.answer = lambda asked: (
        Said({"access_token": "t"})
        if asked.form
        else Said({"data": [acled_row(number) for number in pages[asked.query["page"]]]})
    )
    with pytest.raises(UsageError, match="page 2 repeats 1 rows"):
        clients.acled(FIRST, LAST, base=remote.base, wait=no_wait)


def test_a_page_that_counts_otherwise_than_it_has_is_an_error(remote):
    remote.answer = lambda asked: (
        Said({"access_token": "t"}) if asked.form else Said({"count": 3, "data": [acled_row(1)]})
    )
    with pytest.raises(UsageError, match="page 1 says 3 rows and has 1"):
        clients.acled(FIRST, LAST, base=remote.base, wait=no_wait)


def test_ucdp_follows_the_pages_with_its_token(remote, tmp_path):
    remote.answer = ucdp_of(remote.base, [1, 2, 3, 4, 5], 5)
    found = clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)
    assert 5 == found.rows
    assert {"token-of-ucdp"} == {asked.headers["x-ucdp-access-token"] for asked in remote.asked}
    assert {"/api/gedevents/25.1"} == {asked.path for asked in remote.asked}
    assert ("369", "2025-05-01") == (remote.asked[0].query["Country"], remote.asked[0].query["StartDate"])
    path = tmp_path / "ged.csv"
    path.write_text(found.text)
    events = read(path)
    assert ("ged", 5, 5) == (events.reader.name, events.read, events.kept)
    assert [date(2025, 5, 2)] * 5 == events.rows["day_from"].to_list()


@pytest.mark.parametrize(
    ("ids", "total", "missing"), [([1, 2, 3, 4, 5], 7, "2 are missing"), ([1, 2, 2, 3], 4, "1 are missing")]
)
def test_rows_that_ucdp_loses_in_silence_are_found_by_the_count(remote, ids, total, missing):
    remote.answer = ucdp_of(remote.base, ids, total)
    with pytest.raises(UsageError, match=missing):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


def test_a_total_that_changes_on_the_way_is_an_error(remote):
    usual = ucdp_of(remote.base, [1, 2, 3], 3)
    remote.answer = lambda asked: Said({**usual(asked).body, "TotalCount": 3 + len(remote.asked)})
    with pytest.raises(UsageError, match="TotalCount is 5 after 4; the table changed"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


def test_pages_in_a_circle_end(remote):
    usual = ucdp_of(remote.base, [1, 2, 3], 3)
    circle = f"{remote.base}/api/gedevents/25.1?page=0&pagesize=2"
    remote.answer = lambda asked: Said({**usual(asked).body, "NextPageUrl": circle})
    with pytest.raises(UsageError, match="the pages lead in a circle"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


@pytest.mark.parametrize("elsewhere", ["http://127.0.0.1:9/api", "//elsewhere.example/x", "http://[", "nowhere"])
def test_the_token_is_not_carried_to_another_host(remote, elsewhere):
    usual = ucdp_of(remote.base, [1], 1)
    remote.answer = lambda asked: Said({**usual(asked).body, "NextPageUrl": elsewhere})
    with pytest.raises(UsageError, match="the next page lies elsewhere"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)
    assert 1 == len(remote.asked)


def test_a_busy_service_is_asked_again_when_it_says(remote):
    usual = ucdp_of(remote.base, [1], 1)
    remote.answer = lambda asked: Said({}, 429, {"Retry-After": "7"}) if len(remote.asked) == 1 else usual(asked)
    waited: list[float] = []
    assert 1 == clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=waited.append).rows
    assert [7.0] == waited


def test_a_service_that_asks_for_an_hour_is_not_waited_for(remote):
    remote.answer = always(Said({}, 429, {"Retry-After": "3600"}))
    with pytest.raises(UsageError, match="asks to wait 3,600 seconds"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("12", 12.0), ("", 2.0), ("soon", 2.0), ("-5", 2.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)],
)
def test_retry_after_is_a_number_or_a_moment(said, seconds):
    assert seconds == service.retry_after({"retry-after": said}, 2.0)


def test_a_broken_service_is_asked_four_times(remote):
    remote.answer = always(Said("trouble", 500))
    waited: list[float] = []
    with pytest.raises(UsageError, match="answers 500 to 4 requests; try again later"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=waited.append)
    assert ([2.0, 4.0, 8.0], 4) == (waited, len(remote.asked))


@pytest.mark.parametrize("body", ["{", "<html>", "[1, 2]", "[" * 100_000, ""])
def test_broken_json_is_said(remote, body):
    remote.answer = always(Said(body))
    with pytest.raises(UsageError, match=r"/api/gedevents/25\.1 does not answer with a JSON object"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


@pytest.mark.parametrize("result", [None, "rows", [1], {"id": 1}])
def test_answers_without_rows_are_said(remote, result):
    remote.answer = always(Said({"TotalCount": 1, "NextPageUrl": "", "Result": result}))
    with pytest.raises(UsageError, match="answers without rows"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


def test_a_refused_token_names_its_variable(remote):
    remote.answer = always(Said({}, 401))
    with pytest.raises(UsageError, match="look at PLACET_UCDP_TOKEN and the release") as refused:
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)
    assert "token-of-ucdp" not in str(refused.value)


def test_an_answer_larger_than_the_limit_is_left(remote, monkeypatch):
    monkeypatch.setattr(service, "MOST_ANSWER_BYTES", 1_000)
    remote.answer = always(Said("x" * 100_000))
    with pytest.raises(UsageError, match="sends more than is read"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)


def test_the_time_of_the_whole_is_limited(remote, monkeypatch):
    monkeypatch.setattr(service, "MOST_SECONDS", 0.0)
    with pytest.raises(UsageError, match="took more than 0 minutes"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)
    assert not remote.asked


def test_nothing_there_and_nobody_there(remote):
    remote.answer = ucdp_of(remote.base, [], 0)
    with pytest.raises(UsageError, match="no rows for these days"):
        clients.ucdp(FIRST, LAST, "25.1", base=remote.base, wait=no_wait)
    with pytest.raises(UsageError, match=r"cannot reach http://127\.0\.0\.1:9"):
        clients.ucdp(FIRST, LAST, "25.1", base="http://127.0.0.1:9", wait=no_wait)


@pytest.mark.parametrize("release", ["", "latest", "../25.1", "25.1?x=1", "25"])
def test_a_release_that_is_none_is_refused_before_anything_is_asked(remote, release):
    with pytest.raises(UsageError, match="is no release of UCDP GED"):
        clients.ucdp(FIRST, LAST, release, base=remote.base, wait=no_wait)
    assert not remote.asked


def test_what_the_verb_needs_is_said(monkeypatch, capsys, tmp_path: Path):
    for name in (clients.ACLED_USER, clients.ACLED_PASSWORD, clients.UCDP_TOKEN):
        monkeypatch.delenv(name, raising=False)
    out = tmp_path / "x.csv"
    days = ["--from", "2025-05-01", "--to", "2025-05-31", "--out", str(out)]
    for words, said in [
        (["acled", *days], "the environment variable PLACET_ACLED_USER is not set"),
        (["ucdp", *days], "say which release of UCDP GED, like --release 25.1"),
        (["ucdp", "--release", "25.1", *days], "the environment variable PLACET_UCDP_TOKEN is not set"),
        (["acled", "--from", "2025-05-02", "--to", "2025-05-01", "--out", str(out)], "before it starts"),
    ]:
        with pytest.raises(SystemExit) as left:
            main(["fetch", *words])
        assert 2 == left.value.code
        assert said in capsys.readouterr().err
    assert not out.exists()


def test_the_verb_writes_the_file(remote, monkeypatch, capsys, tmp_path: Path):
    fetched = clients.ucdp
    remote.answer = ucdp_of(remote.base, [1, 2, 3], 3)
    monkeypatch.setattr(clients, "ucdp", lambda *words: fetched(*words, base=remote.base, wait=no_wait))
    out = tmp_path / "ged.csv"
    words = ["fetch", "ucdp", "--release", "25.1", "--from", "2025-05-01", "--to", "2025-05-31", "--out", str(out)]
    app(words, result_action="return_value")
    assert 3 == read(out).kept
    assert "3 rows of ucdp, events of 2025-05-01 to 2025-05-31" in capsys.readouterr().out.replace("\n", " ")
