"""Guess the feeds of a page from the publishing system that made it.

Many sites have a feed and do not say so: a theme left the line out. But each of the big
systems puts its feeds in one place, and shows what it is by its generator, by where it
keeps its files or by a mark that its scripts need. Only where such a sign stands is
anything guessed; asking a site for what it may have costs it requests.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.address import absolute, host_of, same_site, without_fragment

MOST_GUESSES = 4
_MOST_LOOKED_AT = 400
"""Elements that name files, looked at for telltale places."""


@dataclass(frozen=True, slots=True)
class _System:
    """A publishing system: its signs, and where its feeds lie.

    In the addresses, {page} is the page's own without its query and without a closing
    slash, {root} that of the site, {first} the root with the first segment of the path, and
    {section} that segment with its slash.
    """

    generator: str
    """A regular expression for `<meta name=generator>`; "" for none."""
    files: str
    """One for the addresses of its scripts, styles and pictures; "" for none. Places on a
    server, which begin with a slash, count on the page's own site only."""
    feeds: tuple[str, ...]
    marks: str = ""
    """An XPath that finds something only on its pages; "" for none."""


_SYSTEMS = (
    _System(
        "wordpress",
        "/wp-(?:content|includes)/",
        ("{page}/feed/", "{root}/feed/", "{page}/?feed=rss2"),
    ),
    _System("ghost", r"/ghost/|/assets/built/", ("{page}/rss/", "{root}/rss/")),
    _System("blogger", r"(?:www\.blogger|blogblog)\.com", ("{root}/feeds/posts/default",)),
    _System(
        "drupal",
        r"/sites/(?:default|all)/(?:files|themes|modules)/|/core/misc/drupal",
        ("{page}/rss.xml", "{root}/rss.xml", "{page}/feed"),
        "//@data-drupal-selector",
    ),
    _System(
        "joomla",
        r"/media/(?:jui|system|vendor/joomla)/|/components/com_",
        ("{page}?format=feed&type=rss", "{root}/?format=feed&type=rss"),
    ),
    _System("", r"(?:cdn-client|miro|cdn-static-1)\.medium\.com", ("{root}/feed{section}",)),
    _System("", r"substackcdn\.com", ("{root}/feed",)),
    _System(
        "squarespace",
        r"(?:static1|assets)\.squarespace\.com",
        ("{page}?format=rss", "{first}?format=rss"),
    ),
    _System(r"wix\.com", r"static\.(?:wix|parastorage)\w*\.com", ("{root}/blog-feed.xml",)),
    _System("hugo", "", ("{page}/index.xml", "{root}/index.xml", "{page}/feed.xml")),
    _System("jekyll", "", ("{root}/feed.xml", "{root}/atom.xml")),
    _System("eleventy", "", ("{root}/feed.xml", "{root}/feed/feed.xml", "{page}/feed.xml")),
    _System("hexo|vitepress", "", ("{root}/atom.xml", "{root}/rss2.xml")),
    _System("gatsby|astro", "/page-data/app-data|/_astro/", ("{root}/rss.xml", "{page}/rss.xml")),
    _System("pelican", "", ("{root}/feeds/all.atom.xml", "{root}/feeds/all.rss.xml")),
    _System("", r"(?:assets|static)\.tumblr\.com", ("{root}/rss",)),
    _System(
        "typo3", "/typo3(?:temp|conf)/", ("{page}/rss.xml", "{page}/feed.xml", "{root}/rss.xml")
    ),
    _System(
        "discourse", "", ("{page}.rss", "{root}/latest.rss"), "//meta[@id='data-discourse-setup']"
    ),
    _System("shopify", r"cdn\.shopify\.com|/cdn/shop/", ("{page}.atom", "{root}/blogs/news.atom")),
    _System(
        "webflow",
        r"website-files\.com|assets\.webflow\.com",
        ("{page}/rss.xml", "{first}/rss.xml"),
        "//@data-wf-site",
    ),
    _System("hubspot", "/hs-fs/|/hubfs/", ("{page}/rss.xml", "{first}/rss.xml")),
    _System("movable type|typepad", "", ("{page}/atom.xml", "{root}/atom.xml", "{page}/index.xml")),
    _System("plone", r"/\+\+(?:plone|resource)\+\+", ("{page}/RSS", "{page}/@@rss.xml")),
    _System("weebly", r"editmysite\.com", ("{page}/feed", "{root}/blog/feed")),
    _System("dotclear|spip", "", ("{root}/feed/rss2", "{root}/spip.php?page=backend")),
    _System("datalife engine", "/engine/(?:classes|skins)/", ("{page}/rss.xml", "{root}/rss.xml")),
    _System("bitrix", "/bitrix/(?:templates|cache|js)/", ("{page}/rss/", "{root}/rss/")),
)
"""In no order: a page shows the signs of one, seldom of two."""


def guesses_of(
    root: HtmlElement, base: str, own: str, advertised: tuple[str, ...]
) -> tuple[str, ...]:
    """Return where the feeds of a page's publishing system usually lie, best first.

    At most `MOST_GUESSES`; without those that the page advertises, and without the page
    itself. () where the page does not show its system.

    Args:
        root: the page's tree.
        base: what relative addresses join to.
        own: the page's own address.
        advertised: the feeds that it names.
    """
    generator = " ".join(_generators(root))
    files = _files(root, base)
    known = {_bare(address) for address in (*advertised, own)}
    found: dict[str, str] = {}
    for system in _SYSTEMS:
        if not _shows(system, root, generator, files):
            continue
        for form in system.feeds:
            filled = _filled(form, own)
            address = absolute(filled, base) if filled else ""
            if address and _bare(address) not in known:
                found.setdefault(_bare(address), address)
    return tuple(found.values())[:MOST_GUESSES]


def _shows(system: _System, root: HtmlElement, generator: str, files: str) -> bool:
    return bool(
        (system.generator and re.search(system.generator, generator))
        or (system.files and re.search(system.files, files))
        or (system.marks and root.xpath(system.marks))
    )


def _generators(root: HtmlElement) -> list[str]:
    return [
        meta.get("content", "")[:200].lower()
        for _, meta in zip(range(_MOST_LOOKED_AT), root.iter("meta"), strict=False)
        if meta.get("name", "").lower() == "generator"
    ]


def _files(root: HtmlElement, base: str) -> str:
    """Return the addresses of the page's files; of those elsewhere, their host alone."""
    found = []
    elements = root.iter("link", "script", "img")
    for _, element in zip(range(_MOST_LOOKED_AT), elements, strict=False):
        address = absolute((element.get("src") or element.get("href") or "")[:300], base)
        if address:
            found.append(address if same_site(address, base) else host_of(address))
    return " ".join(found).lower()


def _filled(form: str, own: str) -> str:
    """Return the address that a form stands for; "" where it stands for none."""
    split = urlsplit(without_fragment(own).partition("?")[0])
    site = f"{split.scheme}://{split.netloc}"
    path = split.path.rstrip("/")
    if path.rpartition("/")[2].startswith(("index.", "default.")):
        path = path.rpartition("/")[0]
    first = "/".join(path.split("/")[:2])
    if not path and form.startswith("{page}."):  # "/.atom"
        return ""
    page = f"{site}/" if not path and form.startswith("{page}?") else f"{site}{path}"
    return form.format(page=page, first=f"{site}{first}", root=site, section=first)


def _bare(address: str) -> str:
    """Return an address as feeds are compared: without scheme, `www.` and closing slash."""
    return (
        address.partition("://")[2].removeprefix("www.").rstrip("/").replace("/?feed=rss2", "/feed")
    )
