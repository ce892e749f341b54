"""Finds the blocks that a site repeats over its articles, and drops them.

No single page tells a newsletter box or an author's life from the text around it, but a
site writes them again and again. So each article is compared with those read before it:
a block that stood in two others is furniture. What makes the difference between that and
text is where it stands. Furniture is short, or all links, or stands at an edge of the
article; a long paragraph in the middle is the background that a newspaper repeats in its
articles on one affair, and stays. So does a heading whose section stays.

One article met twice would prove anything, so it counts once, however it comes again:
by its address, and by its text, where half of the words of one are in the other.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.model import Dropped, Furniture, Seen

AT_EDGE = 2
"""Other articles in which a block must have stood that stands at the edge of one."""
INSIDE = 5
"""Likewise for one inside: names of speakers and of sections come again there."""
SHORT = 20
"""Words up to which a block inside an article may be furniture."""
EDGE = 2
"""Blocks of an article's own between which and its end furniture may stand."""
ARTICLES = 60
"""Of a site that are remembered."""
SURE = 1000
"""Blocks known as furniture that are remembered longer than their articles."""
MOST_BLOCKS = 40
"""Of one article that are remembered, half from each end: what is furniture of a site
inside a long article stands near the end of a short one."""
_SAME = 0.5
"""Share of the words of one article in another that makes the two one article."""
_LINKED = 0.5
"""Share of its text in links that makes a block one of links."""
_SHOWN = 200
"""Characters of a dropped block that are reported."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts without spaces; two of them count as a word."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_JUDGED = frozenset({"figure", "pre"})
"""A caption may be "AFP" under any picture, a command the same in any number of lessons."""
REASON = "furniture of the site"


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of an article, as it is compared."""

    element: HtmlElement
    text: str
    key: str
    """"" for a block that is not judged, or has no words."""
    words: int
    rank: int
    """Of a heading from 1 to 7, which is a line that only looks like one; 0 for others."""
    linked: bool


@dataclass(frozen=True, slots=True)
class _Site:
    """What is known of a site, asked about one article."""

    articles: dict[str, frozenset[str]]
    """Of each known block, the articles in which it stood."""
    same: str
    """The fingerprint of the article; of the one it is, where it was met before."""

    def others(self, block: _Block) -> int:
        """In how many other articles a block stood; no more than `INSIDE` counts."""
        return len(self.articles.get(block.key, frozenset()) - {self.same})


def without_repeated(
    blocks: HtmlElement, url: str, furniture: Furniture
) -> tuple[Furniture, tuple[Dropped, ...]]:
    """Drop the blocks that are furniture of the site; return what is known of it now.

    Args:
        blocks: an element with one child a block, changed in place.
        url: where the article is, so that it never counts twice.
        furniture: what earlier articles of the site have taught.

    Returns:
        The memory with this article in it, and what was dropped. Nothing is where it
        would be half of the article or more: then it is a notice or a list, and what it
        shares with others may be all that it says.
    """
    read = [_block(element) for element in blocks]
    kept = {block.key: block.words for block in _ends([one for one in read if one.key])}
    site = _Site(
        {seen.block: frozenset(seen.articles) for seen in furniture.seen},
        _met_before(kept, furniture) or _fingerprint(url),
    )
    gone = _gone(read, site)
    if 2 * sum(read[place].words for place in gone) >= sum(block.words for block in read):
        gone = set()
    for place in gone:
        read[place].element.drop_tree()
    dropped = tuple(Dropped(text=read[n].text[:_SHOWN], reason=REASON) for n in sorted(gone))
    return _learnt(kept, site.same, furniture), dropped


def _ends(blocks: Sequence[_Block]) -> Sequence[_Block]:
    half = MOST_BLOCKS // 2
    return blocks if len(blocks) <= MOST_BLOCKS else (*blocks[:half], *blocks[-half:])


def _block(element: HtmlElement) -> _Block:
    text = " ".join("".join(element.itertext()).split())
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    pictures = [image.get("src", "") for image in element.iter("img")]
    judged = found and element.tag not in _NOT_JUDGED
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    bold = sum(len("".join(b.itertext()).strip()) for b in element.iter("b", "strong"))
    return _Block(
        element,
        text,
        _fingerprint(" ".join([*found, *pictures])) if judged else "",
        len(found) + len(_UNSPACED.findall(text)) // 2,
        _rank(element.tag, text, bold=bold >= len(text) > linked == 0),
        linked > _LINKED * len(text),
    )


def _rank(tag: object, text: str, *, bold: bool) -> int:
    if tag in _HEADINGS:
        return _HEADINGS.index(str(tag)) + 1
    return 7 if bold or text.endswith((":", "?", "؟", "：", "？")) else 0


def _fingerprint(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def _met_before(here: Mapping[str, int], furniture: Furniture) -> str:
    """Return which earlier article has half of its words in these blocks, or theirs in it.

    Known furniture does not count. Returns "" for none.
    """
    shared, whole = Counter[str](), Counter[str]()
    known = {seen.block for seen in furniture.seen if len(seen.articles) > AT_EDGE}
    own = sum(words for key, words in here.items() if key not in known)
    for seen in furniture.seen:
        if seen.block not in known:
            for article in seen.articles:
                whole[article] += seen.words
                shared[article] += seen.words if seen.block in here else 0
    return next(
        (
            article
            for article, words in shared.most_common()
            if words > _SAME * min(own, whole[article])
        ),
        "",
    )


def _gone(read: Sequence[_Block], site: _Site) -> set[int]:
    """The places of the blocks that are furniture."""
    others = [site.others(block) for block in read]
    repeated = [count >= AT_EDGE for count in others]
    gone = {
        place
        for place, block in enumerate(read)
        if repeated[place]
        and not block.rank
        and (
            _at_edge(place, read, repeated)
            or (others[place] >= INSIDE and (block.words <= SHORT or block.linked))
        )
    }
    return gone | _empty_headings(read, repeated, gone)


def _at_edge(place: int, read: Sequence[_Block], repeated: Sequence[bool]) -> bool:
    """Whether at most `EDGE` blocks of the article's own stand before it, or after it."""
    own = [not again and bool(block.key) for block, again in zip(read, repeated, strict=True)]
    return sum(own[:place]) <= EDGE or sum(own[place:]) <= EDGE


def _empty_headings(read: Sequence[_Block], repeated: Sequence[bool], gone: set[int]) -> set[int]:
    """The places of headings whose section is empty, now that the furniture is gone.

    One that is empty anyway goes as furniture at the end of the article only.
    """
    empty: set[int] = set()
    left = lost = False
    below = 0  # the rank of the next heading that stays
    for place in range(len(read) - 1, -1, -1):
        rank = read[place].rank
        if not rank:
            left |= place not in gone
            lost |= place in gone
            continue
        if left or below > rank or not (lost or (repeated[place] and not below)):
            below = rank
        else:
            empty.add(place)
        left = lost = False
    return empty


def _learnt(here: Mapping[str, int], article: str, furniture: Furniture) -> Furniture:
    """The memory with the blocks of one more article."""
    if not here:
        return furniture
    old = {seen.block: seen.articles for seen in furniture.seen}
    again = tuple(
        Seen(block=key, words=words, articles=_with(old.get(key, ()), article))
        for key, words in here.items()
    )
    last = (*(one for one in furniture.articles if one != article), article)[-ARTICLES:]
    kept = (seen for seen in furniture.seen if seen.block not in here)
    return Furniture(seen=_bounded((*kept, *again), frozenset(last)), articles=last)


def _with(articles: tuple[str, ...], article: str) -> tuple[str, ...]:
    if article in articles or len(articles) > INSIDE:
        return articles
    return (*articles, article)


def _bounded(seen: Sequence[Seen], last: frozenset[str]) -> tuple[Seen, ...]:
    """What is remembered: blocks of the last articles, and the newest that are furniture."""
    sure = [one.block for one in seen if len(one.articles) > AT_EDGE]
    forgotten = frozenset(sure[:-SURE])
    return tuple(
        one
        for one in seen
        if one.block not in forgotten
        and (len(one.articles) > AT_EDGE or not last.isdisjoint(one.articles))
    )
