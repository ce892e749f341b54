"""One page to one article: the order of the parts, and what is done when one is missing.

An article whose text cannot be had is still news: its title, date and link are kept,
from the page where it says that it is an article, else from the list that led there. A
page that says nothing of the kind, and has no text, is a section, a form or a mistake.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from lxml import html

from digest.errors import NoArticleError, WalledError
from digest.extract.blocks import without_furniture
from digest.extract.body import main_blocks
from digest.extract.calendar import Calendar
from digest.extract.candidates import declared_blocks
from digest.extract.claims import claims_of
from digest.extract.continued import next_page
from digest.extract.facts import Facts, facts_of
from digest.extract.figures import with_figures, write
from digest.extract.footnotes import with_notes
from digest.extract.found import Found
from digest.extract.furniture import without_repeated
from digest.extract.kind import other_kind
from digest.extract.language import language_of
from digest.extract.listed import NO_TEXT, from_link, guid_of, words_of_address
from digest.extract.liveblog import with_entries
from digest.extract.paywall import is_paywalled
from digest.extract.people import authors_of
from digest.extract.regions import Layout
from digest.extract.rules import Selected, select
from digest.extract.subject import section_of, tags_of
from digest.extract.surface import canonical_of, direction_of, image_of
from digest.extract.title import Title, title_of
from digest.extract.when import modified, published
from digest.extract.wording import weight
from digest.markup import clean, plain, text_of
from digest.model import (
    Article,
    Dropped,
    Extraction,
    Furniture,
    Image,
    Link,
    Page,
    Published,
    Source,
)
from digest.page import base_of, decode, parse
from digest.walls import wall_of

LEAST_TEXT = 80
"""Characters: less is no news but a caption or a notice ("Please enable JavaScript").

The shortest real notices, a flash of one sentence, have about a hundred. A character
of Chinese, Japanese or Korean says as much as three letters and counts as three.
"""

NO_FURNITURE = Furniture()
_OWN_DATES = frozenset({"json-ld", "meta", "microdata", "time", "selector"})
_SUMMARY = ("og:description", "description", "twitter:description", "dc.description")


def extract(
    page: Page, source: Source, link: Link, furniture: Furniture = NO_FURNITURE
) -> Extraction:
    """Return the article that a page holds, and what the page teaches about its site.

    An article without its text is marked `partial`: what is no HTML, "no HTML (TYPE)",
    and a page that says it is an article, or was found in a feed, but has fewer than
    `LEAST_TEXT` characters, "no text"; where the feed carried the text, that is the
    body, and nothing is missing.

    A page that declares an article is read whatever else it asks for: what a login hides
    is the text, and its title, date and teaser are news.

    Raises:
        NoArticleError: the page has no text and no mark of an article.
        WalledError: it is a login, a proof, a question for consent, or needs JavaScript,
            and no selector of `source.article` finds a text in it.
        ConfigError: a selector of `source.article` is none.
    """
    if kind := other_kind(page.body, page.content_type):
        article = _at(page, from_link(link, f"no HTML ({kind})"))
        return Extraction(article=article, furniture=furniture)
    selected = select(decode(page.body, page.content_type), source.article)
    root = parse(selected.text)
    facts = facts_of(root, page.url, base_of(root, page.url))
    if not (selected.body or facts.is_news) and (wall := wall_of(root)):
        raise WalledError(wall.reason)
    found = _described(facts, page, source, link, selected, furniture)
    return replace(found, article=_with_text(found.article, facts, link))


def _with_text(article: Article, facts: Facts, link: Link) -> Article:
    """The article; where its page has no text, with the feed's, or marked as partial."""
    if weight(article.text) >= LEAST_TEXT:
        return article
    if link.html and weight(text_of(link.html)) >= LEAST_TEXT:
        return replace(article, html=link.html, text=text_of(link.html))
    if not (_is_article(facts, article) or link.html or link.teaser or link.published):
        raise NoArticleError("no text and no mark of an article")
    return replace(
        article, partial=NO_TEXT, summary=article.summary or link.teaser, html="", text=""
    )


def _described(
    facts: Facts, page: Page, source: Source, link: Link, selected: Selected, furniture: Furniture
) -> Extraction:
    """The article of a page, its text perhaps empty."""
    declared = language_of(facts, source.language).value
    calendar = Calendar(ZoneInfo(source.timezone), page.fetched_at, declared)
    title = _title(facts, link, selected)
    layout = Layout(title.heading)
    authors = _people(authors_of(facts, layout), link)
    by_hand = _Body(selected.body, furniture) if selected.body else None
    found = by_hand or _body(facts, title, authors.value, calendar, furniture)
    canonical = canonical_of(facts)
    article = Article(
        url=canonical.value or page.url,
        addresses=_once(link.url, page.requested, page.url, canonical.value),
        claims=(*claims_of(facts), *guid_of(link)),
        title=title.text,
        summary=plain(facts.meta(*_SUMMARY), limit=1000) or link.teaser,
        published=_published(facts, layout, calendar, link, selected),
        modified=modified(facts, calendar),
        authors=authors.value,
        provenance=_pairs(
            title=title.provenance,
            authors=authors.where,
            url=canonical.where,
            body="selector" if selected.body else "page",
        ),
    )
    article = _written(article, found.html, facts, source)
    return Extraction(
        article=_filed(article, facts, layout, link),
        furniture=found.furniture,
        next_page=next_page(facts, canonical.value),
        unmatched=selected.unmatched,
        dropped=found.dropped,
    )


def _written(article: Article, html: str, facts: Facts, source: Source) -> Article:
    """The article with its body, cleaned, and what the text shows of itself."""
    body = clean(html, facts.base)
    text = text_of(body)
    language = language_of(facts, source.language, text)
    direction = direction_of(facts, language.value, article.title + text)
    if direction == "rtl":
        body = clean(body, facts.base, direction=direction)
    return replace(
        article,
        html=body,
        text=text,
        language=language.value,
        direction=direction,
        paywalled=is_paywalled(facts, text),
        provenance=article.provenance + _pairs(language=language.where),
    )


def _filed(article: Article, facts: Facts, layout: Layout, link: Link) -> Article:
    """The article with its section, its tags and its lead image."""
    section = section_of(facts, layout)
    tags = tags_of(facts, layout)
    image = image_of(facts)
    if image.value is None and link.image:
        image = Found(Image(url=link.image), "link")
    pairs = _pairs(
        published=article.published.provenance if article.published else "",
        section=section.where,
        tags=tags.where,
        image=image.where,
    )
    return replace(
        article,
        section=section.value,
        tags=tags.value,
        image=image.value,
        enclosures=link.enclosures,
        provenance=article.provenance + pairs,
    )


def _people(authors: Found[tuple[str, ...]], link: Link) -> Found[tuple[str, ...]]:
    return authors if authors.value or not link.authors else Found(link.authors, "link")


def _title(facts: Facts, link: Link, selected: Selected) -> Title:
    title = title_of(facts)
    if selected.title:
        return replace(title, text=selected.title, provenance="selector")
    if title.text:
        return title
    if link.title:
        return replace(title, text=link.title, provenance="link")
    return replace(title, text=words_of_address(facts.url), provenance="address")


def _published(
    facts: Facts, layout: Layout, calendar: Calendar, link: Link, selected: Selected
) -> Published | None:
    """The date of the page, or that of the link where it is the better one.

    A feed's date is better than words in the page, and than a day without a clock when
    both name the same day.
    """
    if selected.date and (found := calendar.read(selected.date, "selector")):
        return found
    found = published(facts, layout, calendar)
    listed = link.published
    if found is None or listed is None:
        return found or listed
    same_day = found.at.date() == listed.at.date()
    if found.provenance == "text" or (same_day and found.day_only and not listed.day_only):
        return listed
    return found


@dataclass(frozen=True, slots=True)
class _Body:
    """The main text as HTML, not yet cleaned, and what reading it gave beside."""

    html: str
    furniture: Furniture
    dropped: tuple[Dropped, ...] = ()


def _body(
    facts: Facts,
    title: Title,
    authors: tuple[str, ...],
    calendar: Calendar,
    furniture: Furniture,
) -> _Body:
    """The main text, the lines dropped that are no part of it."""
    blocks = main_blocks(facts.root, title.heading)
    if len(blocks) <= 1:  # none, or all the text of JSON-LD run together
        declared = declared_blocks(facts.graph.text(facts.article.get("articleBody")))
        if len(declared.text_content()) >= 0.9 * len(blocks.text_content()):
            blocks = declared
    captions = with_figures(blocks, facts, title)
    dropped = without_furniture(
        blocks, title.text, authors, lambda text: calendar.read(text, "text") is not None
    )
    write(captions)
    blocks = with_entries(blocks, facts, calendar)
    with_notes(blocks, facts)
    furniture, repeated = without_repeated(blocks, facts.url, furniture)
    text = "".join(html.tostring(block, encoding="unicode") for block in blocks)
    return _Body(text, furniture, dropped + repeated)


def _is_article(facts: Facts, article: Article) -> bool:
    """Whether the page itself says that it is an article, or dates itself."""
    return facts.is_news or (
        article.published is not None and article.published.provenance in _OWN_DATES
    )


def _at(page: Page, article: Article) -> Article:
    """The article with the addresses that its page was found at."""
    return replace(article, addresses=_once(*article.addresses, page.requested, page.url))


def _once(*addresses: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if address))


def _pairs(**provenance: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, source) for name, source in provenance.items() if source)
