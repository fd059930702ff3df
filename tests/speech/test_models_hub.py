"""One request: what the server may answer, and what becomes of it."""

from __future__ import annotations

import email.message
import io
import urllib.error
import urllib.request
from typing import Any

import pytest

from coach.speech.hub import NotThere, Unreachable, _OnlyHttps, open_url

ADDRESS = "https://somewhere.example/model.bin"


class Answer(io.BytesIO):
    def __init__(self, status: int, data: bytes = b"", **headers: str) -> None:
        super().__init__(data)
        self.status = status
        self.headers = email.message.Message()
        for name, value in headers.items():
            self.headers[name.replace("_", "-")] = value


class Server:
    """Stands where urllib's opener stands; answers once, or raises."""

    def __init__(self, answer: Answer | Exception) -> None:
        self.answer = answer
        self.asked: list[urllib.request.Request] = []

    def open(self, request: urllib.request.Request, timeout: float) -> Answer:
        assert timeout > 0
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Any:
    def made(answer: Answer | Exception) -> Server:
        server = Server(answer)
        monkeypatch.setattr(urllib.request, "build_opener", lambda *_: server)
        return server

    return made


def refused(code: int) -> urllib.error.HTTPError:
    return urllib.error.HTTPError(ADDRESS, code, "no", email.message.Message(), io.BytesIO())


def test_a_whole_file(serve: Any) -> None:
    server = serve(Answer(200, b"abc"))
    with open_url(ADDRESS, 0) as reply:
        assert (reply.starts_at, reply.read(2), reply.read(2), reply.read(2)) == (0, b"ab", b"c", b"")
    assert server.asked[0].get_header("Range") is None
    assert server.answer.closed


def test_the_rest_of_a_file(serve: Any) -> None:
    server = serve(Answer(206, b"c", Content_Range="bytes 2-2/3"))
    with open_url(ADDRESS, 2) as reply:
        assert (reply.starts_at, reply.read(9)) == (2, b"c")
    assert server.asked[0].get_header("Range") == "bytes=2-"


def test_a_server_that_sends_all_of_it_anyway(serve: Any) -> None:
    serve(Answer(200, b"abc"))
    assert open_url(ADDRESS, 2).starts_at == 0


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (refused(404), NotThere, "the server answered 404"),
        (refused(401), NotThere, "the server answered 401"),
        (refused(503), Unreachable, "the server answered 503"),
        (refused(429), Unreachable, "the server answered 429"),
        (urllib.error.URLError(OSError(101, "Network is unreachable")), Unreachable, "network is unreachable"),
        (TimeoutError("timed out"), Unreachable, "timed out"),
    ],
)
def test_refusals(serve: Any, answer: Exception, error: type[Exception], message: str) -> None:
    serve(answer)
    with pytest.raises(error, match=message):
        open_url(ADDRESS, 0)


def test_a_line_that_breaks_while_reading(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer(200, b"abc")

    def broken(size: int) -> bytes:
        raise ConnectionResetError(104, "Connection reset by peer")

    monkeypatch.setattr(answer, "read", broken)
    serve(answer)
    with open_url(ADDRESS, 0) as reply, pytest.raises(Unreachable, match="connection reset by peer"):
        reply.read(1)


def test_never_on_to_an_address_without_https() -> None:
    request = urllib.request.Request(ADDRESS)
    redirect = _OnlyHttps().redirect_request
    headers = email.message.Message()
    with pytest.raises(NotThere, match="without https"):
        redirect(request, io.BytesIO(), 302, "Found", headers, "http://somewhere.example/x")
    onward = redirect(request, io.BytesIO(), 302, "Found", headers, "https://elsewhere.example/x")
    assert onward.full_url == "https://elsewhere.example/x"
