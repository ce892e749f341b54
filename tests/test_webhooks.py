"""What webhooks are told: within their limits, calling nobody, and without their secret."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter

from digest import webhooks
from digest.model import Letter
from digest.model.letter import WebhookKind

TEXT = """Libya in the morning
2 articles from 2 sources

Quake shakes <Tobruk> & the harbour
https://example.org/quake?a=1&b=2

Call @channel or <!here> now
https://example.org/@user
"""
LETTER = replace(
    letter(), series="libya", subject="Libya in the morning: 2 new: Quake <b> & more", text=TEXT
)
WHOLE = "https://example.org/digest/libya/2026-11-22.html"


def told(kind: WebhookKind, letter: Letter = LETTER, whole: str = WHOLE) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        webhooks.body(kind, letter, message_id="webhook.1", whole=whole)
    )
    return made


@pytest.mark.parametrize("kind", get_args(WebhookKind))
def test_bytes_are_the_same_each_time(kind: WebhookKind) -> None:
    first = webhooks.body(kind, LETTER, message_id="webhook.1", whole=WHOLE)
    assert first == webhooks.body(kind, LETTER, message_id="webhook.1", whole=WHOLE)
    assert first.isascii()


def test_id_is_stable_and_another_for_each_edition_webhook_and_copy() -> None:
    first = webhooks.message_id(LETTER, "team")
    others = {
        webhooks.message_id(replace(LETTER, series=""), "team"),
        webhooks.message_id(replace(LETTER, day=date(2026, 11, 23)), "team"),
        webhooks.message_id(LETTER, "phone"),
        webhooks.message_id(LETTER, "team", again=1),
        webhooks.message_id(replace(LETTER, text="Another"), "team"),
    }
    assert webhooks.message_id(LETTER, "team") == first
    assert len(others - {first}) == 5
    assert re.fullmatch(r"webhook\.2026-11-22\.[0-9a-f]{16}", first)


def test_slack_gets_text_escaped_and_addresses_as_links() -> None:
    text = told("slack")["text"]
    assert "Quake shakes &lt;Tobruk&gt; &amp; the harbour" in text
    assert "<https://example.org/quake?a=1&amp;b=2>" in text
    assert text.endswith(f"<{WHOLE}>")


def test_nobody_is_called_by_what_a_headline_says() -> None:
    text = told("slack")["text"]
    assert "@channel" not in text
    assert "<!here>" not in text
    assert "<https://example.org/%40user>" in text


def test_mark_in_an_address_does_not_make_its_end_the_words_of_a_link() -> None:
    text = told("slack", replace(LETTER, text="https://example.org/a|b?c|d"))["text"]
    assert "<https://example.org/a%7Cb?c%7Cd>" in text


def test_slack_shows_no_previews_of_links() -> None:
    assert told("slack")["unfurl_links"] is told("slack")["unfurl_media"] is False


def test_ntfy_gets_a_title_a_message_and_where_a_tap_leads() -> None:
    assert told("ntfy") == {"title": LETTER.subject, "message": TEXT.strip(), "click": WHOLE}
    assert "click" not in told("ntfy", whole="")


def test_json_has_every_form_of_the_edition() -> None:
    assert told("json") == {
        "id": "webhook.1", "edition": "libya", "date": "2026-11-22",
        "title": LETTER.title, "subject": LETTER.subject, "language": "en", "news": True,
        "url": WHOLE, "text": TEXT, "html": LETTER.html, "markdown": LETTER.markdown,
    }  # fmt: skip


def test_json_that_would_be_too_large_leaves_out_the_largest_forms() -> None:
    whole = replace(LETTER, markdown="ز" * webhooks.MOST_JSON)
    assert told("json", whole)["markdown"] is None
    assert told("json", whole)["html"] == LETTER.html
    larger = replace(whole, text="ز" * webhooks.MOST_JSON)
    assert told("json", larger)["text"] is None


def test_long_edition_ends_at_a_paragraph_with_the_whole_linked() -> None:
    long = replace(LETTER, text="\n\n".join(f"Story {n} & more.\nSecond line." for n in range(999)))
    text = told("slack", long)["text"]
    assert re.search(r"Story \d+ &amp; more\.\nSecond line\.\n\n…\n\n<https://", text)
    assert len(text.encode()) <= webhooks.MOST_SLACK
    message = told("ntfy", long)["message"]
    assert re.search(r"Second line\.\n\n…$", message)
    assert len(message.encode()) <= 4096


def test_text_without_paragraphs_ends_at_a_line_or_where_there_is_no_room() -> None:
    lines = replace(LETTER, text="\n".join("A line of some words." for _ in range(999)))
    assert told("ntfy", lines)["message"].endswith("some words.\n\n…")
    message = told("ntfy", replace(LETTER, text="ز" * 9999))["message"]
    assert message.endswith("زز\n\n…")
    assert len(message.encode()) <= webhooks.MOST_NTFY


def test_address_too_long_for_a_link_is_left_out() -> None:
    long = f"https://example.org/{'a' * 5000}"
    assert "aaa" not in told("slack", replace(LETTER, text=f"Story\n{long}\n"))["text"]


@given(
    st.text(max_size=300) | st.text(alphabet="<>&@!|#*\n ahttps:/.\ud800\u2066", max_size=300),
    st.sampled_from(["", WHOLE, "javascript:alert(1)", f"https://x.example/{'y' * 3000}"]),
)
def test_whatever_an_edition_says_limits_hold_and_slack_sees_links_alone(
    text: str, whole: str
) -> None:
    long = replace(LETTER, text=text * 60, subject=text)
    slack = told("slack", long, whole)["text"]
    assert len(slack.encode(errors="replace")) <= webhooks.MOST_SLACK
    assert not re.search(r"<(?!https?://[^<>|@\s]+>)", slack)
    assert not re.search(r"@\w", slack)
    ntfy = told("ntfy", long, whole)
    assert len(ntfy["message"].encode(errors="replace")) <= webhooks.MOST_NTFY
    assert ntfy["message"]
    assert ntfy.get("click", "https:").startswith("https:")
    assert len(webhooks.body("json", long, message_id="x")) <= webhooks.MOST_JSON


def test_topic_of_ntfy_goes_beside_the_message_and_not_into_what_is_kept() -> None:
    kept = webhooks.body("ntfy", LETTER, message_id="x")
    address, sent = webhooks.addressed("ntfy", "https://ntfy.sh/s3cret-topic?auth=abc", kept)
    assert address == "https://ntfy.sh/?auth=abc"
    assert json.loads(sent) == {"topic": "s3cret-topic", **json.loads(kept)}
    assert b"s3cret" not in kept


def test_others_get_what_is_kept() -> None:
    for kind in ("slack", "json"):
        there = webhooks.addressed(kind, " https://hooks.example.org/a/b#c\n", b"{}")
        assert there == ("https://hooks.example.org/a/b", b"{}")


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("slack", ""),
        ("json", "ftp://example.org/s3cret"),
        ("json", "https://user:s3cret@example.org/"),
        ("ntfy", "https://ntfy.sh/"),
        ("ntfy", "https://ntfy.sh/s3cret/json"),
        ("ntfy", "https://ntfy.sh/s3cret topic"),
    ],
)
def test_address_of_another_form_is_refused_without_being_told(kind: WebhookKind, url: str) -> None:
    with pytest.raises(ValueError, match="url is no") as caught:
        webhooks.addressed(kind, url, b"{}")
    assert "s3cret" not in str(caught.value)
