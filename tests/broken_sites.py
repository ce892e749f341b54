"""What befalls news sites: each function breaks a site of `press` as sites break.

They are applied to what `Press.show` serves, before each visit anew, since some write the
day of the visit on everything.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import wall_pages
from press import ENGLISH, Piece, Press, piece
from site_server import Answer

NEW = 3
"""Articles that appear with a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to break a site."""

    break_it: Callable[[Press], None]
    looks: str
    """Names of the looks that it is tried on."""
    lists: bool = False
    """The listing stays right and only the pages of articles are wrong, so that an article
    may be kept from what its listing shows of it."""


def renamed_classes(press: Press) -> None:
    """A relaunch in the same form with other names, which selectors do not know."""
    for path, answer in press.site.pages.items():
        page = _text(answer)
        for word in ("row", "index", "more", "when", "card", "story-body"):
            page = page.replace(f'class="{word}', f'class="x9{word[::-1]}')
        press.site.pages[path] = replace(answer, body=page)


def _text(answer: Answer) -> str:
    assert isinstance(answer.body, str)
    return answer.body


def shell_listing(press: Press) -> None:
    press.site.pages[press.front] = wall_pages.shell(press)


def shell_everywhere(press: Press) -> None:
    _everywhere(press, wall_pages.shell(press))


def _everywhere(press: Press, answer: Answer) -> None:
    press.site.pages = dict.fromkeys(press.site.pages, answer)
    press.site.otherwise = answer


def _on_pages(press: Press, answer: Answer) -> None:
    press.site.pages |= {press.path(one): answer for one in press.pieces}


def moment(press: Press) -> None:
    _everywhere(press, wall_pages.moment(200))


def moment_403(press: Press) -> None:
    _everywhere(press, wall_pages.moment(403))


def consent(press: Press) -> None:
    _everywhere(press, wall_pages.consent(press))


def captcha(press: Press) -> None:
    _everywhere(press, wall_pages.CAPTCHA)


def login(press: Press) -> None:
    _everywhere(press, wall_pages.login(press))


def login_by_redirect(press: Press) -> None:
    """Each address leads to one page, whose address must become no article's."""
    _everywhere(press, Answer(status=302, headers={"Location": "/login?next=1"}))
    press.site.pages["/login?next=1"] = wall_pages.login(press)


def empty_list(press: Press) -> None:
    """The frame stays, the items are gone."""
    press.site.pages[press.front] = Answer(press.listing([]))
    if press.look.feed:
        press.site.pages[f"{press.front}feed.xml"] = press.rss([])


def _instead(press: Press, items: str, pages: dict[str, str]) -> None:
    """Another list in the place of the list; the feed is gone with it."""
    press.site.pages[press.front] = Answer(press.frame(f"<main>{items}</main>"))
    press.site.pages |= {path: Answer(page) for path, page in pages.items()}


def tags(press: Press) -> None:
    """The front page lists subjects, each of which leads to a page of headlines."""
    words = sorted({word for word in ENGLISH if len(word) > 5})[:20]
    heads = "".join(f"<li>{one.title}</li>" for one in press.pieces[:8])
    _instead(
        press,
        "".join(
            f'<section class="tile"><h2><a href="/tag/{word}/">All of our stories about the {word} '
            "and its friends</a></h2></section>"
            for word in words
        ),
        {
            f"/tag/{word}/": press.frame(
                f"<main><h1>Stories about {word}</h1><ul>{heads}</ul></main>", title=word
            )
            for word in words
        },
    )


def products(press: Press) -> None:
    """The front page is a shop now."""
    names = [f"{ENGLISH[n].lower()} {ENGLISH[n + 9].lower()} mug number {n}" for n in range(16)]
    paths = [f"/shop/{name.replace(' ', '-')}" for name in names]
    _instead(
        press,
        "".join(
            f'<div class="product"><a href="{path}"><img src="/p/{n}.jpg" alt=""></a><h3><a '
            f'href="{path}">Buy the {name} with a handle</a></h3><span class="price">{n + 3}.90'
            "</span><button>Add to basket</button></div>"
            for n, (name, path) in enumerate(zip(names, paths, strict=True))
        ),
        {
            path: press.frame(
                f'<main><h1>{name}</h1><p class="price">9.90</p><p>This {name} of stoneware '
                "holds a third of a litre, may go into the dishwasher and is sent in two days."
                "</p><button>Add to basket</button></main>",
                title=name,
                head='<meta property="og:type" content="product">',
            )
            for name, path in zip(names, paths, strict=True)
        },
    )


def archive(press: Press) -> None:
    """Only old articles, of years ago, whole and well dated."""
    first = datetime(2018, 1, 9, 8, 30, tzinfo=UTC)
    language = press.look.language
    old = [piece(900 + n, first + n * timedelta(days=41.3), language=language) for n in range(16)]
    press.site.pages[press.front] = Answer(press.listing(old))
    if press.look.feed:
        press.site.pages[f"{press.front}feed.xml"] = press.rss(old)
    press.site.pages |= {press.path(one): Answer(press.page(one)) for one in old}


def _changed(press: Press, change: Callable[[Piece], Piece]) -> list[Piece]:
    """The pieces otherwise; their addresses, which hold titles and dates, stay."""
    return [change(one) for one in press.pieces]


def one_title(press: Press) -> None:
    """A template puts the name of the site where the headline was."""
    for one in press.pieces:
        page = press.page(one).replace(html.escape(one.title), press.name)
        press.site.pages[press.path(one)] = Answer(page)


def one_title_in_feed(press: Press) -> None:
    feed = press.site.pages["/feed.xml"]
    text = _text(feed)
    for one in press.pieces:
        text = text.replace(f"<title>{one.title}</title>", "<title>News</title>")
    press.site.pages["/feed.xml"] = replace(feed, body=text)
    one_title(press)


def _dated(press: Press, at: datetime) -> None:
    """Every date, in lists and on pages, is one and the same."""
    for path, answer in press.site.pages.items():
        text = _text(answer)
        for one in press.pieces:
            for form in (one.at.isoformat(), press.day(one.at), f"{one.at:%a, %d %b %Y %H:%M:%S}"):
                new = {
                    one.at.isoformat(): at.isoformat(),
                    press.day(one.at): press.day(at),
                }.get(form, f"{at:%a, %d %b %Y %H:%M:%S}")
                text = text.replace(form, new)
        press.site.pages[path] = replace(answer, body=text)


def one_instant(press: Press) -> None:
    _dated(press, datetime(2026, 11, 20, 1, 0, tzinfo=UTC))


def day_of_visit(press: Press) -> None:
    _dated(press, press.now)


def cut_texts(press: Press) -> None:
    """Pages give the first words and no more."""
    for one in press.pieces:
        short = replace(one, paragraphs=(one.paragraphs[0][: len(one.text) // 13],))
        answer = Answer(press.page(short).replace(press.path(short), press.path(one)))
        press.site.pages[press.path(one)] = answer


def front_instead(press: Press) -> None:
    """What is new answers with the front page, at its own address."""
    front = press.site.pages[press.front]
    press.site.pages |= {press.path(one): front for one in press.pieces[:NEW]}


def soft_404(press: Press) -> None:
    missing = press.frame(
        "<main><h1>Page not found</h1><p>Sorry, the page that you are looking for does not exist "
        "or was moved. Try the search, or go back to the front page of our site.</p></main>",
        title="Page not found",
    )
    press.site.pages |= {press.path(one): Answer(missing) for one in press.pieces[:NEW]}


def moment_on_pages(press: Press) -> None:
    _on_pages(press, wall_pages.moment(200))


def moment_403_on_pages(press: Press) -> None:
    _on_pages(press, wall_pages.moment(403))


def login_on_pages(press: Press) -> None:
    _on_pages(press, wall_pages.login(press))


LISTS = "cards list table jnews arabic japanese structured selected"
FAULTS = {
    "renamed classes": Fault(break_it=renamed_classes, looks="selected selected_cards"),
    "shell listing": Fault(
        break_it=shell_listing, looks="cards list table japanese structured selected"
    ),
    "shell everywhere": Fault(break_it=shell_everywhere, looks="cards feed arabic selected"),
    "consent": Fault(break_it=consent, looks="cards list arabic japanese feed"),
    "bot wall": Fault(break_it=moment, looks="cards jnews feed structured selected"),
    "captcha": Fault(break_it=captcha, looks="list japanese feed"),
    "bot wall 403": Fault(break_it=moment_403, looks="cards table feed"),
    "login": Fault(break_it=login, looks="cards arabic japanese feed selected"),
    "login by redirect": Fault(break_it=login_by_redirect, looks="table feed"),
    "empty list": Fault(break_it=empty_list, looks=f"{LISTS} feed"),
    "tags": Fault(break_it=tags, looks="cards list jnews structured"),
    "products": Fault(break_it=products, looks="cards table arabic"),
    "archive": Fault(break_it=archive, looks="cards list jnews japanese feed"),
    "one title": Fault(break_it=one_title, looks="cards list table arabic", lists=True),
    "one title in feed": Fault(break_it=one_title_in_feed, looks="feed"),
    "one instant": Fault(break_it=one_instant, looks="cards list table feed"),
    "day of visit": Fault(break_it=day_of_visit, looks="cards jnews arabic feed"),
    "cut texts": Fault(break_it=cut_texts, looks="cards list japanese feed", lists=True),
    "front page instead": Fault(
        break_it=front_instead, looks="cards table arabic feed", lists=True
    ),
    "soft 404": Fault(break_it=soft_404, looks="cards list japanese feed", lists=True),
    "bot wall on pages": Fault(break_it=moment_on_pages, looks="cards list feed", lists=True),
    "bot wall 403 on pages": Fault(break_it=moment_403_on_pages, looks="cards table", lists=True),
    "login on pages": Fault(break_it=login_on_pages, looks="cards arabic feed", lists=True),
}
