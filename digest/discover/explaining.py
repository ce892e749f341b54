"""Say of every address of a listing why it was taken, or why not."""

from digest import markup
from digest.discover import kinds, listing
from digest.discover.scoring import Judged
from digest.discover.select import listing_links
from digest.model import Considered, Link, Page, Source

_MOST_FOR = 3
_MOST_AGAINST = 2
_LEAST_SAID = 0.25
"""Points; what counts less is not told."""


def explain(page: Page, source: Source) -> tuple[Considered, ...]:
    """Return all addresses of a listing that may be articles, in its order, each judged.

    Those that its data or the selectors of the source name, and scoring did not see,
    follow with 0 points. For a feed, a sitemap or an API, its entries; for what is
    neither, nothing.

    Raises:
        ConfigError: a selector of the source is not CSS, or lacks `item`.
    """
    survey = kinds.survey(page, source)
    if survey.kind != "listing":
        return tuple(_named(link, f"an entry of the {survey.kind}") for link in survey.links)
    found = listing.read(page, source)
    links = {link.url: link for link in listing_links(found.survey)}
    by = "by your selectors" if found.survey.selected else "in the page's own data"
    scored = links.keys() == {link.url for link in found.survey.links} and bool(found.judged)
    judged = tuple(
        _considered(one, taken=one.candidate.address in links, by="" if scored else by)
        for one in found.judged
    )
    seen = {one.url for one in judged}
    return judged + tuple(_named(link, by) for url, link in links.items() if url not in seen)


def _named(link: Link, reason: str) -> Considered:
    return Considered(url=link.url, title=link.title, points=0.0, taken=True, reason=reason)


def _considered(one: Judged, *, taken: bool, by: str) -> Considered:
    said = _reason(one)
    if by:
        said = f"{by}; {said}" if taken else f"not {by}; {said}"
    elif taken and not one.passed:
        said = f"below the bar, but in the list nearest to it; {said}"
    return Considered(
        url=one.candidate.address,
        title=markup.plain(one.candidate.title),
        points=round(one.points, 2),
        taken=taken,
        reason=said,
    )


def _reason(one: Judged) -> str:
    told = [piece for piece in one.evidence if abs(piece.points) >= _LEAST_SAID]
    best = sorted((p for p in told if p.points > 0), key=lambda p: -p.points)[:_MOST_FOR]
    worst = sorted((p for p in told if p.points < 0), key=lambda p: p.points)[:_MOST_AGAINST]
    parts = [", ".join(piece.words for piece in best)]
    parts.append("but " + ", ".join(piece.words for piece in worst) if worst else "")
    if one.kin <= -1.0:
        parts.append("those around it look less like articles")
    elif one.kin >= 1.0:
        parts.append("those around it look more like articles")
    return "; ".join(filter(None, parts)) or "nothing speaks for it"
