"""One request over https: the only line of the program that reaches the network, and only `coach setup` comes here."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from types import TracebackType
from typing import IO, Any, Protocol, Self

TIMEOUT = 30.0  # seconds without a byte


class Unreachable(Exception):  # noqa: N818 - it says what happened
    """No answer, or a broken one: worth another try."""


class NotThere(Exception):  # noqa: N818 - as above
    """The server has no such file, or does not give it: another try would not help."""


class Reply(Protocol):
    """An answer. `starts_at`: the file's byte that its first byte is. `read` raises Unreachable when the line breaks."""

    starts_at: int

    def read(self, size: int, /) -> bytes: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_url(address: str, start: int) -> Reply:
    """The file at an https address from byte `start` on; the server may send it from the beginning all the same.

    Raises Unreachable and NotThere.
    """
    if not address.startswith("https://"):
        raise NotThere("only https addresses are fetched")
    request = urllib.request.Request(address, headers={"User-Agent": "coach", "Accept-Encoding": "identity"})  # noqa: S310 - https, checked above
    if start:
        request.add_header("Range", f"bytes={start}-")
    try:
        answer = urllib.request.build_opener(_OnlyHttps).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (408, 416, 425, 429) or error.code >= 500:
            raise Unreachable(f"the server answered {error.code}") from error
        raise NotThere(f"the server answered {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(_reason(error)) from error
    return HttpReply(answer, _first_byte(answer))


class HttpReply:
    def __init__(self, answer: IO[bytes], starts_at: int) -> None:
        self._answer = answer
        self.starts_at = starts_at

    def read(self, size: int, /) -> bytes:
        try:
            return self._answer.read(size)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(_reason(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answer.close()


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """A hub sends on to its storage; never to a plain http address."""

    def redirect_request(self, *asked: Any) -> Any:
        new_address = str(asked[-1])
        if not new_address.startswith("https://"):
            raise NotThere("the server sends on to an address without https")
        return super().redirect_request(*asked)


def _first_byte(answer: Any) -> int:
    if answer.status != http.client.PARTIAL_CONTENT:
        return 0
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else -1


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror.lower()
    return str(inner) or type(error).__name__
