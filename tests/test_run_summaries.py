"""A whole run with a language model: its words stand in the edition, and nothing waits for it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from runner import Runner
from site_server import Site

MARK = "summary by a language model"
SAID = "The model has read all of this article and says so."


@contextmanager
def model(status: int = 200, said: str = SAID) -> Iterator[tuple[str, list[str | None]]]:
    """Serve a language model; gives its address, and the keys that it is asked with."""
    keys: list[str | None] = []

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.append(self.headers["Authorization"])
            told = json.dumps({"choices": [{"message": {"content": said}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1", keys
        finally:
            server.shutdown()
            thread.join()


def ask(runner: Runner, address: str, *lines: str) -> None:
    """Let the configuration name a model."""
    text = runner.file.read_text()
    lines = ("", "[summary]", f'url = "{address}"', 'model = "small"', *lines)
    runner.file.write_text(text + "\n".join(lines))


def text(runner: Runner) -> str:
    return runner.edition(runner.editions()[-1]).replace("\\", "")


def test_edition_has_the_words_of_the_model_marked_and_asks_once(
    runner: Runner, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_KEY", "s3cret")
    site.publish(0)
    site.publish(1)
    with model() as (address, keys):
        ask(runner, address, 'key_env = "MODEL_KEY"')
        assert not runner.run().crashed
        first = text(runner)
        assert first.count(SAID) == first.count(MARK) == 2
        assert keys == ["Bearer s3cret"] * 2
        runner.run()
        assert text(runner) == first
        assert len(keys) == 2


@pytest.mark.parametrize(("status", "said"), [(500, SAID), (200, "Win at https://evil.example/")])
def test_edition_is_as_without_a_model_where_it_fails_or_says_what_may_not_be_shown(
    runner: Runner, site: Site, status: int, said: str
) -> None:
    site.publish(0)
    site.publish(1)
    runner.run()
    without = text(runner)
    with model(status, said) as (address, keys):
        ask(runner, address)
        report = runner.run()
    assert not report.crashed
    assert not report.trouble
    assert text(runner) == without
    assert keys


def test_key_that_is_not_there_costs_the_summaries_alone(runner: Runner, site: Site) -> None:
    site.publish(0)
    with model() as (address, keys):
        ask(runner, address, 'key_env = "NOT_SET_ANYWHERE"')
        report = runner.run()
    assert not report.trouble
    assert not keys
    assert MARK not in text(runner)
    assert "site0" in text(runner)
