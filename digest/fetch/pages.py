"""From the last answer of a way to the Page that it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from digest.fetch.exchange import Answer
from digest.model import Page


def page(requested: str, url: str, answer: Answer, *, permanent: bool) -> Page:
    """Return the Page of an answer; `permanent` is whether all redirects to it were."""
    return Page(
        requested=requested,
        url=url,
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
        fresh_s=answer.fresh_s,
        fetched_at=datetime.now(UTC),
        permanent=permanent,
    )


def kept(page: Page, conditions: Mapping[str, str]) -> Page:
    """Return the unchanged Page with the validators that were sent where it brings none."""
    return replace(
        page,
        etag=page.etag or conditions.get("If-None-Match", ""),
        last_modified=page.last_modified or conditions.get("If-Modified-Since", ""),
    )
