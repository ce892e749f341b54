"""What a reading has given so far, counted as it goes on."""

from dataclasses import dataclass, field

from digest.model import Failure, Link, Outcome
from digest.pipeline.offers import Offer
from digest.pipeline.pages import Pages
from digest.store import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Barren:
    """A new link whose page could be read and gave no article."""

    key: str
    link: Link
    reason: str


@dataclass(slots=True)
class Tally:
    """What a reading has given so far."""

    new: int = 0
    known: int = 0
    updated: int = 0
    moved: int = 0
    copies: int = 0
    partial: int = 0
    crashed: int = 0
    undated: int = 0
    failures: list[Failure] = field(default_factory=list)
    shown: dict[str, Listed] = field(default_factory=dict)
    asleep: int = 0
    """Links that gave no article before, and are not yet asked again."""
    off_subject: int = 0
    """Links to articles that are on no subject of the source, read now or left alone."""
    barren: list[Barren] = field(default_factory=list)
    """New links that lead to a page without an article."""
    textless: list[Failure] = field(default_factory=list)
    """Articles, new or not, whose pages are walls, forbidden to us, or without a text."""
    known_textless: int = 0
    """How many of these were known to be."""
    read: int = 0
    """Articles that were read and judged well."""
    broken: str = ""
    """Why articles that were read together cannot be believed; "" when they can."""
    again: bool = False
    """Some link failed for a passing reason: the listing must not be answered 304."""
    retry_after_s: float | None = None

    def outcome(self, source: str, offer: Offer, pages: Pages, *, reason: str) -> Outcome:
        """Return what a reading came to; `reason` says why it gave nothing, "" otherwise."""
        return Outcome(
            source=source,
            new=self.new,
            known=self.known,
            updated=self.updated,
            moved=self.moved,
            copies=self.copies,
            partial=self.partial,
            crashed=self.crashed,
            extracted=pages.extracted,
            unmatched=pages.unmatched,
            failures=tuple(self.failures),
            reason=reason,
            retry_after_s=self.retry_after_s,
            fresh_s=offer.fresh_s,
            way=offer.way,
            way_url=offer.way_url,
            way_note=offer.note,
            unsure=offer.unsure,
            links=len(offer.links),
            unchanged=offer.unchanged,
        )
