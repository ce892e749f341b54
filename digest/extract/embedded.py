"""Makes a link of what a page embeds: films, sound, posts of others, drawn figures.

A feed reader shows no frames, so the address is given that a reader can open: a film's
own page where the player's address tells it, else the player's. What is a frame and no
part of the article, such as adverts, counters, comments and forms, is told by its size,
by the words of its address, and by this: only what is worth the whole screen asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from digest.address import absolute, site_of
from digest.markup import plain

EMBEDS = frozenset(str.split("iframe video audio blockquote embed lite-youtube amp-youtube"))
"""Elements of which some are embedded things; posts of others stand in quotations."""

_PLAYERS = {
    "Video": "youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com twitch.tv"
    " rumble.com brightcove.net jwplayer.com jwplatform.com kaltura.com wistia.net wistia.com"
    " streamable.com tiktok.com odysee.com ted.com arte.tv",
    "Audio": "soundcloud.com spotify.com podbean.com acast.com simplecast.com megaphone.fm"
    " libsyn.com buzzsprout.com transistor.fm bandcamp.com deezer.com audioboom.com omny.fm"
    " mixcloud.com spreaker.com podigee.io",
}
_KINDS = {site: kind for kind, sites in _PLAYERS.items() for site in sites.split()}
_LATE = (
    "src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cmp-src", "data-src-cmplz",
    "data-cookieblock-src", "data-original",
)  # fmt: skip
_NEVER = re.compile(
    r"(?:^|[^a-z])(?:ads?|adserver|adframe|banner|doubleclick|\w*syndication|sponsor\w*|outbrain"
    r"|taboola|consent|cookies?|captcha|recaptcha|disqus|comments?|respond|likes?|like_?box|share"
    r"|sharer|sharing|follow|page\.php|login|signin|sign-?up|subscribe|newsletters?|forms?|survey"
    r"|poll|chat|track\w*|pixel|beacon|analytics|tagmanager|gtm|sync|offers?|widgets?|related"
    r"|prebid|imasdk|addthis|wp-embedded-content)(?:$|[^a-z])",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:\s|youtube|vimeo|dailymotion|spotify|soundcloud|twitter|facebook|instagram|brightcove"
    r"|video|audio|media|player|embed\w*|i?frame|content|inhalt|post|tweet|clip|podcast|the|by"
    r"|from|untitled|lecteur|vidéo|reproductor|vídeo|de|[\W\d])*",
    re.IGNORECASE,
)
"""Titles that players give to all that they play."""
_POST = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed"
    r"|mastodon-embed|reddit-embed-bq|reddit-card|text-post-media)(?:$|\s)"
)
_LEAST_PIXELS = 90
"""Height and width that a frame of an unknown site has at least, where it names them."""
_NUMBER = re.compile(r"\d{1,5}")
_NAME = re.compile(r"[\w-]{5,40}")
_FILM = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{5,40})")
_DAILY = re.compile(r"/embed/video/([\w-]{5,40})")
_MOST_WORDS = 200
"""Characters of the words of a link."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """One thing that a page shows from elsewhere."""

    address: str
    """Absolute."""
    words: str
    """What the page calls it, else its kind and host: "Video: youtube.com"."""


def embedded(element: HtmlElement, base: str) -> Embedded | None:
    """Return what one of `EMBEDS` shows; None for what is no part of an article."""
    if element.tag == "blockquote":
        return _post(element, base)
    if element.tag in ("video", "audio"):
        return _film(element, base)
    if element.tag in ("lite-youtube", "amp-youtube"):
        name = element.get("videoid") or element.get("data-videoid") or ""
        address = f"https://www.youtube.com/watch?v={name}" if _NAME.fullmatch(name) else ""
        return _named(element, address, "Video")
    return _frame(element, base)


def link_to(thing: Embedded) -> HtmlElement:
    """Return a `<figure>` whose caption is a link to an embedded thing, yet without words.

    A caption, since words that stand for a film are none of the article's text.
    """
    figure = html.Element("figure")
    etree.SubElement(etree.SubElement(figure, "figcaption"), "a", href=thing.address)
    return figure


def _frame(element: HtmlElement, base: str) -> Embedded | None:
    addresses = (absolute(element.get(name) or "", base) for name in _LATE if element.get(name))
    address = next(filter(None, addresses), "")
    split = urlsplit(address)
    kind = _KINDS.get(site_of(split.netloc), "")
    if not address or _is_hidden(element) or not (kind or _wants_the_screen(element)):
        return None
    if not kind and _NEVER.search(f"{split.netloc}{split.path} {element.get('class') or ''}"):
        return None
    return _named(element, _opened(address), kind or "Embedded")


def _film(element: HtmlElement, base: str) -> Embedded | None:
    """A film or a sound that the page plays itself."""
    own = (element, *element.iter("source"))
    values = (one.get(name) or "" for one in own for name in ("src", "data-src"))
    address = next(filter(None, (absolute(value, base) for value in values if value)), "")
    return _named(element, address, "Video" if element.tag == "video" else "Audio")


def _post(element: HtmlElement, base: str) -> Embedded | None:
    """A post of a social network; the last of its links is the one to itself."""
    if not _POST.search(element.get("class") or ""):
        return None
    links = [link.get("href") or "" for link in element.iter("a")]
    named = (element.get(name) or "" for name in ("data-instgrm-permalink", "cite"))
    addresses = (absolute(value, base) for value in (*named, *reversed(links)) if value)
    return _named(element, next(filter(None, addresses), "").partition("?")[0], "Post")


def _named(element: HtmlElement, address: str, kind: str) -> Embedded | None:
    if not address:
        return None
    title = plain(element.get("title") or element.get("aria-label") or "", limit=_MOST_WORDS)
    if title and not _GENERIC.fullmatch(title) and "://" not in title:
        return Embedded(address, title)
    return Embedded(address, f"{kind}: {urlsplit(address).netloc.removeprefix('www.')}")


def _wants_the_screen(element: HtmlElement) -> bool:
    return (
        "allowfullscreen" in element.attrib
        or "webkitallowfullscreen" in element.attrib
        or "fullscreen" in (element.get("allow") or "")
    ) and all(size >= _LEAST_PIXELS for size in _sizes(element))


def _is_hidden(element: HtmlElement) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return (
        "display:none" in style
        or "visibility:hidden" in style
        or any(size <= 1 for size in _sizes(element))
    )


def _sizes(element: HtmlElement) -> Iterator[int]:
    for name in ("width", "height"):
        value = (element.get(name) or "").strip()
        if "%" not in value and (number := _NUMBER.match(value)):
            yield int(number[0])


def _opened(address: str) -> str:
    """Return the address of what a player plays, where it is written in the player's."""
    split = urlsplit(address)
    host, path = split.netloc.removeprefix("www."), split.path
    query = {name: values[0] for name, values in parse_qs(split.query).items()}
    found = ""
    if site_of(host) in ("youtube.com", "youtube-nocookie.com"):
        found = _on_youtube(path, query)
    elif host == "facebook.com" and path.startswith("/plugins/"):
        found = absolute(query.get("href", ""))
    elif host == "player.vimeo.com" and path.startswith("/video/"):
        found = f"https://vimeo.com{path.removeprefix('/video')}"
    elif site_of(host) == "dailymotion.com":
        found = _on_dailymotion(path, query)
    elif host == "open.spotify.com" and path.startswith("/embed/"):
        found = f"https://{host}{path.removeprefix('/embed')}"
    return found or address


def _on_youtube(path: str, query: dict[str, str]) -> str:
    if path == "/embed/videoseries" and _NAME.fullmatch(query.get("list", "")):
        return f"https://www.youtube.com/playlist?list={query['list']}"
    film = _FILM.match(path)
    return f"https://www.youtube.com/watch?v={film[1]}" if film else ""


def _on_dailymotion(path: str, query: dict[str, str]) -> str:
    film = _DAILY.match(path)
    name = film[1] if film else query.get("video", "")
    return f"https://www.dailymotion.com/video/{name}" if _NAME.fullmatch(name) else ""
