"""Lists the dates that the head of a page declares, the most trusted first.

JSON-LD, then meta elements by what their name promises: the names of social networks
and measuring services are of publication, those of Dublin Core and plain `date` of the
document, which on many systems is the day that its page was laid out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.extract.facts import Facts

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "rnews:datepublished",
    "article:published", "datepublished", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "sailthru.date", "publish-date", "publish_date", "publishdate", "published_time_telegram",
    "publishtime", "published-date", "publication_date", "publicationdate", "pubdate",
    "article.published", "article_date_original", "originalpublicationdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "dc.created", "citation_publication_date", "citation_online_date", "citation_date",
    "datecreated", "date", "displaydate", "timestamp", "article:post_date", "eprints.datestamp",
    "published", "dc.date.published", "dc.date.available", "published_at", "cdc:first_published",
)  # fmt: skip
_OF_DOCUMENT = frozenset(str.split("dc.date dcterms.date date displaydate timestamp datecreated"))
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article.updated",
)  # fmt: skip
_PUBLICATION = re.compile(
    r"(?:publi(?:sh|c)|posted|issued|create).*(?:date|time|on$)|date.*publi(?:sh|c)"
)
"""Names of meta elements that some systems make up for it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One date as the head gives it."""

    value: str
    where: str
    """json-ld or meta."""
    of_document: bool = False
    """Whether its name only says that it is a date of the document."""


def publications(facts: Facts) -> Iterator[Declared]:
    """Yield what is declared as the time of publication."""
    for node, name in (
        (facts.article, "datePublished"),
        (facts.page, "datePublished"),
        (facts.article, "uploadDate"),
        (facts.article, "dateCreated"),
    ):
        yield from (Declared(value, "json-ld") for value in facts.graph.texts(node.get(name)))
    own = (name for name in facts.metas if _PUBLICATION.search(name) and name not in _PUBLISHED)
    for name in (*_PUBLISHED, *own):
        for value in facts.metas.get(name, ()):
            yield Declared(value, "meta", name in _OF_DOCUMENT)


def changes(facts: Facts) -> Iterator[Declared]:
    """Yield what is declared as the time of the last change."""
    for node in (facts.article, facts.page):
        yield from (
            Declared(value, "json-ld") for value in facts.graph.texts(node.get("dateModified"))
        )
    for name in _MODIFIED:
        yield from (Declared(value, "meta") for value in facts.metas.get(name, ()))
