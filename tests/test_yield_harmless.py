"""What sites change without breaking raises no alarm, and costs no article."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import wall_pages
from press import CARDS, ENGLISH, JAPANESE, JNEWS, TABLE, Look, Piece, Press, piece
from runner import NOON
from site_server import Answer
from visits import Case

BANNER = (
    '<div id="cookie-banner" class="cookie-banner" role="dialog"><p>We use cookies to improve your '
    "experience. By clicking accept you consent to our use of cookies.</p><button>Accept all"
    "</button><button>Reject all</button></div>"
)
BOXES = (
    '<aside class="ad-slot"><a href="/out?id=7"><img src="/ad.gif" alt="Advertisement"></a></aside>'
    '<div class="newsletter"><h3>Get our newsletter</h3><form action="/subscribe"><input '
    'type="email" name="mail"><button>Subscribe</button></form><a href="/login">Log in</a></div>'
)


def _everywhere(press: Press, change: Callable[[str], str]) -> None:
    for path, answer in press.site.pages.items():
        assert isinstance(answer.body, str)
        press.site.pages[path] = replace(answer, body=change(answer.body))


def renamed_classes(press: Press) -> None:
    _everywhere(press, lambda page: re.sub(r'class="([^"]+)"', r'class="css-\g<1>9x"', page))


def reordered(press: Press) -> None:
    mixed = random.Random(press.now.hour).sample(press.pieces, len(press.pieces))
    press.site.pages["/"] = Answer(press.listing(mixed))


def boxes_and_banner(press: Press) -> None:
    _everywhere(
        press,
        lambda page: page.replace("<header>", f"{BANNER}{BOXES}<header>").replace(
            "<footer>", f"{BOXES}<footer>"
        ),
    )


def longer(press: Press) -> None:
    """The list goes on to what is older, which was never listed before."""
    press.shown = 60
    if len(press.pieces) < 40:
        at, language = NOON - timedelta(days=20), press.look.language
        press.pieces += [
            piece(500 + n, at - n * timedelta(hours=31), language=language) for n in range(25)
        ]
    press.show()


def shorter(press: Press) -> None:
    press.shown = 5
    press.show_front()


def _relaunch(look: Look) -> Callable[[Press], None]:
    def relaunched(press: Press) -> None:
        press.site.pages["/"] = Answer(press.listing(press.pieces, look=look))
        for one in press.pieces:
            press.site.pages[press.path(one)] = Answer(press.page(one, look=look))

    return relaunched


def edited_titles(press: Press) -> None:
    """An editor goes over all headlines, and each is another by a word."""
    words = JAPANESE if press.look.language == "ja" else ENGLISH
    press.pieces = [_longer_by(words[one.number % len(words)], one) for one in press.pieces]
    press.show()


def _longer_by(word: str, one: Piece) -> Piece:
    return one if word in one.title else replace(one, title=f"{one.title} {word}")


def tracked(press: Press) -> None:
    """Links carry where they were followed, another value at each visit."""
    mark = f"?utm_source=front&fbclid={press.now:%H%M}"
    pages = press.site.pages
    front = pages["/"].body
    assert isinstance(front, str)
    for one in press.pieces:
        path = press.path(one)
        front = front.replace(f'"{path}"', f'"{path}{mark}"')
        pages[path + mark] = pages[path]
    pages["/"] = Answer(front)


def feed_is_gone(press: Press) -> None:
    del press.site.pages["/feed.xml"]


def feed_is_empty(press: Press) -> None:
    press.site.pages["/feed.xml"] = press.rss([])


def feed_is_short(press: Press) -> None:
    press.site.pages["/feed.xml"] = press.rss(press.pieces[:5])


def shell_beside_a_feed(press: Press) -> None:
    press.site.pages["/"] = wall_pages.shell(press)


CHANGES: dict[str, tuple[Callable[[Press], None], str]] = {
    "nothing": (lambda _: None, "list cards feed"),
    "renamed classes": (renamed_classes, "cards jnews list"),
    "reordered": (reordered, "cards table"),
    "boxes and banner": (boxes_and_banner, "cards table japanese"),
    "longer": (longer, "list cards"),
    "shorter": (shorter, "list jnews arabic feed"),
    "relaunched as table": (_relaunch(TABLE), "cards structured"),
    "relaunched as cards": (_relaunch(CARDS), "table list"),
    "relaunched as jnews": (_relaunch(JNEWS), "arabic"),
    "edited titles": (edited_titles, "list table japanese"),
    "tracked": (tracked, "cards table"),
    "feed is gone": (feed_is_gone, "feed"),
    "feed is empty": (feed_is_empty, "feed"),
    "feed is short": (feed_is_short, "feed"),
    "shell beside a feed": (shell_beside_a_feed, "feed"),
}
CASES = [(change, look) for change, (_, looks) in CHANGES.items() for look in looks.split()]


def _read_well(case: Case, hours: float, change: Callable[[Press], None]) -> None:
    report = case.visit(hours, change)
    assert (report.outcomes[0].reason, report.trouble) == ("", ())


@pytest.mark.parametrize(
    ("change", "look"), CASES, ids=[f"{name}-{look}".replace(" ", "_") for name, look in CASES]
)
def test_a_harmless_change_is_no_trouble_and_costs_no_article(
    change: str, look: str, case_of: Callable[[str], Case]
) -> None:
    case, (change_it, _) = case_of(look), CHANGES[change]
    for hours, new in ((3, (30, 31, 32)), (4, (33,)), (5, ()), (29, (34,))):
        case.publish(*new)
        _read_well(case, hours, change_it)
    case.assert_whole()


def test_a_list_that_does_not_change_is_answered_304_and_is_no_trouble(
    case_of: Callable[[str], Case],
) -> None:
    case = case_of("list")
    for hours in range(3, 9):
        report = case.visit(hours)
        assert (report.outcomes[0].reason, report.trouble) == ("", ())
        assert report.outcomes[0].unchanged


@pytest.mark.parametrize("look", ["cards", "list"])
def test_articles_about_walls_are_no_walls(look: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(look)
    titles = (
        "Please log in: why banks ask for passwords twice",
        "Just a moment: a captcha for every cookie, says minister",
        "Page not found: the library that lost its catalogue",
        "Are you a robot? Teachers verify that pupils are human",
    )
    case.publish(*range(30, 34))
    for n, title in enumerate(titles):
        one = case.press.pieces[n]
        words = f"{title}, and all accept cookies with their consent. {one.paragraphs[0]}"
        case.press.pieces[n] = replace(one, title=title, paragraphs=(words, *one.paragraphs[1:]))
    for hours in (3, 4):
        _read_well(case, hours, lambda _: None)
    case.assert_whole()


@pytest.mark.parametrize("look", ["cards", "japanese", "feed"])
def test_a_flash_of_a_tenth_of_the_length_is_no_trouble_and_is_kept(
    look: str, case_of: Callable[[str], Case]
) -> None:
    case = case_of(look)
    for hours in (3, 4, 5):
        case.publish(*range(10 * hours, 10 * hours + 2))
        flash = case.press.pieces[0]
        short = flash.paragraphs[0][: len(flash.text) // 11].rpartition(" ")[0] or "。"
        if look == "japanese":
            short = flash.paragraphs[0][: len(flash.text) // 11]
        case.press.pieces[0] = replace(flash, paragraphs=(f"{short}.",))
        _read_well(case, hours, lambda _: None)
    case.assert_whole()


def test_a_flash_that_is_alone_new_is_no_trouble_and_is_kept_in_the_end(
    case_of: Callable[[str], Case],
) -> None:
    """One text says little, so that it may be waited with until the next reading."""
    case = case_of("cards")
    case.publish(30)
    flash = case.press.pieces[0]
    case.press.pieces[0] = replace(flash, paragraphs=(f"{flash.paragraphs[0][:160]}.",))
    for hours, new in ((3, ()), (4, (31,)), (5, ())):
        case.publish(*new)
        assert case.visit(hours).trouble == ()
    case.assert_whole()


def test_one_dead_page_among_new_ones_costs_that_page_only(
    case_of: Callable[[str], Case],
) -> None:
    case = case_of("cards")
    new = case.publish(30, 31, 32)
    dead = case.press.path(case.press.pieces[0])
    gone = case.press.frame("<main><h1>Page not found</h1><p>Sorry, there is nothing.</p></main>")

    def break_one(press: Press) -> None:
        press.site.pages[dead] = Answer(gone)

    for hours in (3, 4, 5):
        _read_well(case, hours, break_one)
    titles = {one.article.title for one in case.stored().values()}
    assert set(new[:2]) <= titles
    assert len(titles) - len(case.press.pieces) in (0, -1)
    assert not titles & {"Page not found", "Harbour Times"}
