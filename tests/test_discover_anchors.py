"""Where the links of a page stand, and what they bring together."""

import pytest

from digest.discover.anchors import Anchor, collect
from digest.discover.candidates import Candidate, candidates
from digest.page import parse

HOME = "https://gazette.example/"


def anchors(html: str) -> list[Anchor]:
    return collect(parse(f"<html><body>{html}</body></html>"), HOME, HOME)


def found(html: str) -> list[Candidate]:
    return candidates(anchors(html), HOME)


REST = "".join(f'<p><a href="/rest/{n}">Some other text</a></p>' for n in range(9))


@pytest.mark.parametrize(
    ("markup", "bar"),
    [
        ("<nav>%s</nav>", "nav"),
        ('<div role="navigation">%s</div>', "nav"),
        ('<div class="mainNav">%s</div>', "nav"),
        ('<div id="site-footer-2">%s</div>', "footer"),
        ('<div class="navy">%s</div>', ""),
        ("<header>%s</header>", "header"),
        ("<article><header>%s</header></article>", ""),
        ("<aside><div>%s</div></aside>", "aside"),
        ('<form action="/x">%s</form>', "form"),
        ('<p class="byline">%s</p>', "share"),
        ("<div>%s</div>", ""),
    ],
)
def test_bar_of_a_link_is_known_by_element_role_or_class(markup: str, bar: str) -> None:
    first = anchors(markup % '<a href="/road">The road</a>' + REST)[0]
    assert first.place.bar == bar


def test_class_of_the_frame_around_most_links_says_nothing() -> None:
    inner = "".join(f'<p><a href="/n/{n}">Some text</a></p>' for n in range(9))
    assert {a.place.bar for a in anchors(f'<div class="has-sidebar">{inner}</div>')} == {""}


def test_links_of_one_template_share_a_path_despite_classes_of_their_own() -> None:
    html = "".join(
        f'<div class="post-{n} post {kind}"><a href="/{n}">A text</a></div>'
        for n, kind in enumerate(["sport", "news", "sport"])
    )
    assert len({anchor.place.path for anchor in anchors(html)}) == 1


def test_links_that_lead_nowhere_are_left_out() -> None:
    html = (
        '<a href="#top">x</a><a href="">x</a><a>x</a><a href="javascript:x">x</a>'
        '<a href="mailto:a@b.example">x</a><a href="/">x</a><a href="/about">x</a>'
        '<a href="https://other.example/about">x</a>'
    )
    assert [anchor.address for anchor in anchors(html)] == ["https://other.example/about"]


def test_longest_text_of_an_address_is_its_title() -> None:
    (road,) = found(
        '<article><a href="/road"><img alt=""></a><a href="/road">The road is open again</a>'
        '<a href="/road#comments">3 comments</a><a href="/road">Read more</a></article>'
    )
    assert road.title == "The road is open again"
    assert road.links == 4


@pytest.mark.parametrize(
    "text", ["Read more", "12 comments", "20 Nov 2026", "November 20, 2026", "»"]
)
def test_button_count_or_date_is_no_title(text: str) -> None:
    (road,) = found(f'<article><h3>The road</h3><a href="/road">{text}</a></article>')
    assert road.title == "The road"
    assert road.heading


def test_text_that_several_links_share_is_no_title_in_any_language() -> None:
    html = "".join(
        f'<div><h4>Heading {n}</h4><a href="/{n}/x">Weiterlesen</a></div>' for n in range(3)
    )
    assert [road.title for road in found(html)] == ["Heading 0", "Heading 1", "Heading 2"]


def test_heading_inside_a_card_is_its_title() -> None:
    (card,) = found(
        '<a href="/road"><img><h3>The road</h3><p>It is open.</p><time>Friday</time></a>'
    )
    assert card.title == "The road"


def test_image_link_is_named_by_its_image() -> None:
    html = (
        '<a href="/1"><img alt="The road at dawn"></a>'
        '<a href="/2" aria-label="The ferry"><svg></svg></a><a href="/3"></a>'
    )
    assert [road.title for road in found(html)] == ["The road at dawn", "The ferry", ""]


def test_blocks_of_text_are_parted_by_a_space_and_scripts_are_not_text() -> None:
    (road,) = found('<a href="/r"><div>The <b>r</b>oad</div><p>is open</p><script>x</script>!</a>')
    assert road.title == "The road is open !"


def test_endless_text_is_cut() -> None:
    long = " ".join(["word"] * 500)
    (road,) = found(f'<a href="/r"><b>{long}</b><i>{long}</i></a>')
    assert 500 < len(road.title) <= 600


def test_time_of_the_block_counts_only_when_there_is_one() -> None:
    one, several = found(
        '<div><a href="/1">The road</a><time datetime="2026-11-20">x</time></div>'
        '<div><a href="/2">The ferry</a><time datetime="2026-11-20">x</time>'
        '<time datetime="2026-11-21">x</time></div>'
    )
    assert one.time == "2026-11-20"
    assert several.time == ""
    assert one.dated
    assert several.dated


def test_link_in_the_content_speaks_for_an_address_that_stands_in_the_menu_too() -> None:
    road = found(
        f'<nav><a href="/road">The road is open again</a></nav>{REST}<a href="/road">Road</a>'
    )
    (last,) = [candidate for candidate in road if candidate.address.endswith("/road")]
    assert last.place.bar == ""
    assert road[-1] is last


def test_endless_nesting_ends() -> None:
    html = "".join(f'<div><a href="/n/{n}">Text {n}</a>' for n in range(5000))
    assert len(anchors(html)) <= 2000
