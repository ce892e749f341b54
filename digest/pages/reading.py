"""The page of one feed, in parts: what stands before its articles, each of them, the end."""

from collections.abc import Mapping
from datetime import UTC

from digest.address import absolute
from digest.feeds import published, summary_of, title_of
from digest.markup import language_tag, plain
from digest.model import Feed, Stored
from digest.pages.references import alternates, reference
from digest.pages.templates import HEAD, ITEM
from digest.pages.wording import in_words, of_page

TAIL = b"</main>\n</body>\n</html>\n"
"""The end of the page of a feed."""


def head(feed: Feed, *, files: Mapping[str, str]) -> bytes:
    """Return the page of a feed up to its articles, which are not looked at.

    Args:
        feed: its title, description and language are shown.
        files: names of the files beside the page, as `beside` returns them; what is not
            named is not referred to.
    """
    title = plain(feed.title) or "digest"
    found = alternates(files, title=title)
    page = HEAD.render(
        title=title,
        description=plain(feed.description, limit=1000),
        alternates=found,
        page={"alternates": found},
        icon=reference(files.get("icon", "")),
        index=reference(files.get("index", "")),
        **of_page(feed.language),
    )
    return page.encode()


def item(stored: Stored, *, source_title: str) -> bytes:
    """Return an article's part of a page: title, source, day and summary.

    Its text is that of the feeds: what has no title gets the first words of its text, or
    its address. The day is that of publication where the article was published, so that
    what is dated just "22 November" stays there; the address leads nowhere but to http(s).
    """
    article, at = stored.article, published(stored)
    part = ITEM.render(
        title=title_of(article),
        address=absolute(article.url),
        source=plain(source_title),
        moment=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        day=in_words(at.date()),
        summary=summary_of(article),
        language=language_tag(article.language),
        direction="rtl" if article.direction == "rtl" else "ltr",
    )
    return part.encode()
