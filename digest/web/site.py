"""What each request is answered: the way from an address to a file, or to a refusal.

A refusal says nothing of the request and is the same for a wrong token and a missing file.
No address is logged, since the token stands in it.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from digest.pages import INDEX_FILE
from digest.web import headers
from digest.web.access import Access
from digest.web.choosing import Choice, Facts, choose
from digest.web.files import Files, State

PIECE_BYTES = 64 * 1024
"""Handed to the network at once; the next follows when the client took most of it."""
_TRIES = 3
"""A file may be written anew between the look at it and its reading."""


class Site:
    """The application that uvicorn runs."""

    def __init__(self, files: Files, access: Access, *, max_age_s: int) -> None:
        """Serve files to whom access allows; answers may be kept for `max_age_s`."""
        self._files = files
        self._access = access
        scope = "private" if access.token else "public"
        self._cache = f"{scope}, max-age={max_age_s}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        given = Headers(scope=scope)
        answer = await self._answer(scope, given)
        if "transfer-encoding" in given or given.get("content-length", "0") != "0":
            answer.headers["connection"] = "close"  # what it sends is not waited for
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, given: Headers) -> Response:
        local = (scope.get("server") or ("", 0))[0]
        if not self._access.knows_host(given.get("host", ""), local):
            return refusal(421, "This server does not know that host: add it to [serve] hosts")
        name = self._access.inside(scope["path"])
        if name is None:
            return refusal(404, "Not found")
        if scope["method"] not in ("GET", "HEAD"):
            return refusal(405, "Only GET and HEAD", allow="GET, HEAD")
        return await self._file(name or INDEX_FILE, given)

    async def _file(self, name: str, given: Headers) -> Response:
        for _ in range(_TRIES):
            seen = await self._files.look(name)
            if seen is None:
                break
            state, facts = seen
            choice = choose(facts, given.get)
            if choice.unchanged:
                return Response(status_code=304, headers=self._headers(state, facts, choice))
            content = await self._files.content(state, packed=choice.packed)
            if content is not None:
                return _Shared(content, headers=self._headers(state, facts, choice))
        return refusal(404, "Not found")

    def _headers(self, state: State, facts: Facts, choice: Choice) -> dict[str, str]:
        made = headers.of_file(state.name, cache=self._cache, style=facts.style_hash)
        made |= {"etag": choice.etag, "last-modified": choice.last_modified}
        if not choice.unchanged:
            made["content-type"] = headers.content_type(state.name)
            if choice.packed:
                made["content-encoding"] = "gzip"
        return made


def refusal(status: int, reason: str, *, allow: str = "") -> Response:
    """Return an answer that says why there is no file."""
    made = {"cache-control": "no-store", **headers.protection()}
    return PlainTextResponse(
        f"{reason}\n", status_code=status, headers=made | ({"allow": allow} if allow else {})
    )


class _Shared(Response):
    """Bytes that many may be taking at once: sent in pieces, each as the client takes them.

    All of them at once would be copied for each client that does not keep up.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as uvicorn calls it
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        content = memoryview(b"" if scope["method"] == "HEAD" else self.body)
        for begin in range(0, len(content), PIECE_BYTES):
            piece = bytes(content[begin : begin + PIECE_BYTES])
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
