"""Asking a language model over HTTP: where texts may go, and an endpoint that misbehaves."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.stub_model import QUICK, Stub, event, serving, value
from walkout.errors import ConfigurationError, EndpointDownError, EndpointError
from walkout.extract.endpoint_question import question
from walkout.flows.endpoint import FAILURES, Line
from walkout.model.endpoint import Endpoint

QUESTION = question("五百名工人罢工")


@pytest.fixture
def stub() -> Iterator[Stub]:
    """An endpoint that finds a strike."""
    with serving(Stub(lambda text: [event(value("action", "strike", "罢工"))])) as made:
        yield made


def line(stub: Stub, **changes: Any) -> Line:
    """Return a line to a stub that waits for nobody."""
    made = Endpoint(stub.url, "m", **{"timeout": QUICK, **changes})
    return Line(made, sleep=lambda seconds: None)


def test_a_question_is_answered(stub: Stub) -> None:
    """The model's words come back; only the model, the instructions and the text went out."""
    reply = line(stub)(QUESTION)
    assert '"strike"' in reply.content
    assert not reply.cut
    (body,) = stub.requests
    assert stub.paths == ["/v1/chat/completions"]
    assert set(body) == {
        "model", "messages", "temperature", "max_tokens", "stream", "response_format",
    }  # fmt: skip
    assert [m["content"] for m in body["messages"]] == [QUESTION.system, QUESTION.user]
    (headers,) = stub.headers
    assert "Authorization" not in headers
    assert headers["User-Agent"] == "walkout"


def test_the_key_goes_with_the_question_and_into_no_message(stub: Stub) -> None:
    """It comes from the environment alone."""
    made = Endpoint(stub.url, "m", key_env="STUB_KEY")
    Line(made, environment={"STUB_KEY": "k-123"})(QUESTION)
    assert stub.headers[0]["Authorization"] == "Bearer k-123"
    with pytest.raises(ConfigurationError) as caught:
        Line(made, environment={})
    assert caught.value.where == {"variable": "STUB_KEY"}
    with pytest.raises(ConfigurationError) as caught:
        Line(made, environment={"STUB_KEY": "k-1\r\nX: y"})
    assert "k-1" not in str(caught.value)


def test_proxies_of_the_environment_are_not_used(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would see every text."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert line(stub)(QUESTION).content


@pytest.mark.parametrize(
    ("how", "told"),
    [
        pytest.param("slow", "too slow", id="no answer in time"),
        pytest.param("drip", "too slow", id="a byte now and then"),
        pytest.param("hang_up", "cannot be reached, or broke off", id="it hangs up"),
        pytest.param("short", "cannot be reached, or broke off", id="it hangs up in the middle"),
        pytest.param("huge", "far too long", id="an answer without end"),
        pytest.param("foreign", "not built as", id="another kind of answer"),
        pytest.param("no_json", "not built as", id="a web page"),
        pytest.param("418", "gives no answer", id="a status of no use"),
        pytest.param("429 after 600", "gives no answer", id="it wants to be left alone for long"),
    ],
)
def test_an_endpoint_that_misbehaves_is_told_and_asked_again_later(
    stub: Stub, how: str, told: str
) -> None:
    """One clear error without a word of the answer; the next question is put as if nothing was."""
    stub.script = [how]
    asked = line(stub)
    begun = time.monotonic()
    with pytest.raises(EndpointError, match=told) as caught:
        asked(QUESTION)
    assert not isinstance(caught.value, EndpointDownError)
    assert "secret" not in str(caught.value)
    assert time.monotonic() - begun < QUICK * 4
    assert asked(QUESTION).content


@pytest.mark.parametrize("status", ["429 after 0", "429", "500", "502", "503 after 1", "504"])
def test_a_busy_endpoint_is_asked_again(stub: Stub, status: str) -> None:
    """Twice more, after the wait that it asks for or a growing one."""
    stub.script = [status, status]
    waits: list[float] = []
    made = Line(Endpoint(stub.url, "m", timeout=QUICK), sleep=waits.append)
    assert made(QUESTION).content
    assert len(stub.requests) == 3
    asked = status.partition(" after ")[2]
    assert waits == ([float(asked)] * 2 if asked else [1.0, 2.0])


def test_an_endpoint_that_stays_busy_is_left(stub: Stub) -> None:
    """Three tries for one question, and then the next text."""
    stub.script = ["500"] * 3
    with pytest.raises(EndpointError, match="gives no answer"):
        line(stub)(QUESTION)
    assert len(stub.requests) == 3


@pytest.mark.parametrize("status", ["401", "403", "404", "elsewhere"])
def test_what_asking_again_does_not_mend_ends_the_asking(stub: Stub, status: str) -> None:
    """A refused key, a wrong address, a redirect: nobody is asked a second time, nor elsewhere."""
    stub.script = [status]
    asked = line(stub)
    for _ in range(2):
        with pytest.raises(EndpointDownError):
            asked(QUESTION)
    assert stub.paths == ["/v1/chat/completions"]


def test_an_endpoint_that_fails_again_and_again_is_given_up(stub: Stub) -> None:
    """So that ten thousand texts do not each wait for an endpoint that hangs."""
    stub.script = ["hang_up"] * 10
    asked = line(stub)
    for _ in range(FAILURES):
        with pytest.raises(EndpointError):
            asked(QUESTION)
    with pytest.raises(EndpointDownError, match="given up"):
        asked(QUESTION)
    assert len(stub.requests) == FAILURES


@pytest.mark.parametrize("status", ["400", "422"])
def test_a_server_that_knows_no_schema_is_asked_more_simply(stub: Stub, status: str) -> None:
    """From a schema to JSON to nothing, once for the whole run."""
    stub.script = [status, status]
    asked = line(stub)
    asked(QUESTION)
    asked(QUESTION)
    kinds = [r.get("response_format", {}).get("type") for r in stub.requests]
    assert kinds == ["json_schema", "json_object", None, None]


def test_an_endpoint_that_is_not_there_is_told() -> None:
    """Nothing listens: an error of the endpoint, not of the program."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match="cannot be reached"):
        Line(Endpoint(f"http://127.0.0.1:{port}", "m", timeout=QUICK))(QUESTION)


Found = list[tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[Any, ...]]]


def resolving(monkeypatch: pytest.MonkeyPatch, *hosts: str) -> None:
    """Let every name have these addresses."""

    def look_up(host: str, port: int, **kinds: Any) -> Found:
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in hosts
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        pytest.param("http://llm.example:8080", ["192.0.2.7"], id="another machine"),
        pytest.param("https://llm.example", ["192.0.2.7"], id="another machine, in secret"),
        pytest.param("http://localhost:8080", ["192.0.2.7"], id="a name that lies"),
        pytest.param("http://10.0.0.5:8080", ["10.0.0.5"], id="this network"),
        pytest.param("http://0.0.0.0:8080", ["0.0.0.0"], id="any address"),  # noqa: S104
        pytest.param("http://llm.example", ["::ffff:192.0.2.7"], id="IPv4 within IPv6"),
        pytest.param("http://169.254.1.1", ["169.254.1.1"], id="link-local"),
    ],
)
def test_texts_that_are_not_public_stay_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, addresses: list[str]
) -> None:
    """The address counts, not the name; it is told before any text is read."""
    resolving(monkeypatch, *addresses)
    with pytest.raises(ConfigurationError, match="not on this machine"):
        Line(Endpoint(url, "m"))


def test_of_several_addresses_only_this_machine_is_used(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is both here and elsewhere is asked here."""
    resolving(monkeypatch, "192.0.2.7", "127.0.0.1")
    assert line(stub)(QUESTION).content


def test_a_name_that_moves_away_between_two_questions_gets_no_text(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each connection judges the address that it is made to."""
    asked = line(stub)
    asked(QUESTION)
    resolving(monkeypatch, "192.0.2.7")
    with pytest.raises(ConfigurationError, match="not on this machine"):
        asked(QUESTION)
    assert len(stub.requests) == 1


def test_who_answers_is_asked_of_the_connection(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was looked up, the other end of the socket decides."""
    asked = line(stub)
    monkeypatch.setattr(socket.socket, "getpeername", lambda sock: ("192.0.2.7", 80))
    with pytest.raises(ConfigurationError, match="not on this machine"):
        asked(QUESTION)
    assert stub.requests == []


def test_public_texts_leave_in_secret_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTPS they may; over plain HTTP they go to this machine alone."""
    resolving(monkeypatch, "192.0.2.7")
    with pytest.raises(ConfigurationError, match="in secret"):
        Line(Endpoint("http://llm.example", "m"), public=True)
    Line(Endpoint("https://llm.example", "m"), public=True)


def test_public_texts_may_go_to_this_machine_in_the_open(stub: Stub) -> None:
    """Nobody listens in between."""
    assert Line(Endpoint(stub.url, "m", timeout=QUICK), public=True)(QUESTION).content
