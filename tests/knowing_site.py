"""A site that asks for a cookie, a login and a key, and repeats all of them wherever it can."""

import base64
from http.server import BaseHTTPRequestHandler

from site_server import article, story

COOKIE, PASSWORD, KEY = "CANARY-5e55-10n", "CANARY-p455-w0rd", "CANARY-k3y-0f-m1n3"
LOGIN = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
CANARIES = (b"CANARY", LOGIN.encode(), b"CANARY".hex().encode())


class Walled:
    """Two sites: one for readers who are known, and one that must never hear of it."""

    def __init__(self) -> None:
        self.home = ""
        self.other = ""
        self.stories = 3
        self.broken = False
        self.moved = False
        self.known: list[str] = []
        """What was asked for with all the credentials."""
        self.strange: list[str] = []
        """What was asked for without any of them."""
        self.leaked: list[str] = []
        """What the other site was shown, or the own one in part."""

    def see(self, path: str, headers: list[str]) -> bool:
        told = [one for one in headers if any(word in one for word in (COOKIE, LOGIN, KEY))]
        (self.known if len(told) == 3 else self.strange).append(path)
        if len(told) not in (0, 3) or (path == "/robots.txt" and told):
            self.leaked.append(path)
        return len(told) == 3

    def page(self, path: str) -> str:
        said = f"{COOKIE} {LOGIN} {PASSWORD} {KEY}"
        head = f'<meta name="user" content="{said}"><script>var session = "{said}"</script>'
        if path != "/":
            number = int(path.rpartition("-")[2])
            title = f"A long enough headline about story number {number} {said}"
            return article(title, body=story(number) + f"<p>For you alone: {said}.</p>", head=head)
        rows = "".join(
            f'<article><h2><a href="/news/story-number-{n}?session={COOKIE}">A long enough '
            f"headline about story number {n} {said}</a></h2></article>"
            for n in range(self.stories)
        )
        away = (
            f'<article><h2><a href="/away?s={COOKIE}">Told elsewhere at length</a></h2></article>'
        )
        body = f"<body><main>{away}{rows}</main></body>"
        return f"<html><head><title>{said}</title>{head}</head>{body}</html>"


def own(sites: Walled) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            known = sites.see(path, [f"{n}: {v}" for n, v in self.headers.items()])
            if not known or path == "/robots.txt":
                self._say(404 if path == "/robots.txt" else 401, "who are you?")
            elif sites.broken:
                self._say(403, f"{COOKIE} {KEY} {LOGIN}")
            elif path == "/away" or sites.moved:
                self._say(301, "", to=f"{sites.other}/read?for={COOKIE}&key={KEY}&l={LOGIN}")
            else:
                self._say(200, sites.page(path))

        def _say(self, status: int, body: str, *, to: str = "") -> None:
            self.send_response(status, f"Hello {COOKIE}" if status != 404 else "no")
            self.send_header("Content-Type", f"text/html; for={KEY}; charset=utf-8")
            self.send_header("Set-Cookie", f"again={COOKIE}")
            self.send_header("ETag", f'"{KEY}-{len(body)}"')
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    return Handler


def another(sites: Walled) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            everything = f"{self.path} {self.headers.as_string()}"
            if any(canary.decode() in everything for canary in CANARIES):
                sites.leaked.append(everything)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(article("Told elsewhere at length", body=story(99)).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    return Handler
