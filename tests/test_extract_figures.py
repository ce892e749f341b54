"""The pictures of an article and what it embeds, between its blocks."""

import re

import pytest
from extracting import OTHER, PARAGRAPH, document, read
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from digest.markup import markdown_of
from digest.model import Article

FIGURE = re.compile(r"<figure>.*?</figure>|<img[^>]*>")


def between(markup: str, *, head: str = "") -> Article:
    """Return the article of a page with this between its two paragraphs."""
    return read(
        f"<html><head>{head}</head><body><article><h1>The bridge stays closed</h1>"
        f"<p>{PARAGRAPH}</p>{markup}<p>{OTHER}</p></article></body></html>"
    )


def shown(markup: str) -> list[str]:
    """Return the figures of such an article."""
    return FIGURE.findall(between(markup).html)


def captions(markup: str) -> list[str]:
    """Return the captions of such an article."""
    return [
        caption.text_content()
        for caption in html.fragment_fromstring(between(markup).html, "div").iter("figcaption")
    ]


IMG = '<img src="/pier.jpg" alt="A pier">'


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMG}<figcaption>The <b>second</b> pier, in May</figcaption></figure>",
        (
            f"<figure><div><a href='/pier.jpg'>{IMG}</a></div><div><figcaption>The second pier, in"
            " May<button>Enlarge</button></figcaption></div></figure>"
        ),
        f"<div class=wp-caption>{IMG}<p class=wp-caption-text>The second pier, in May</p></div>",
        (
            f"<table><tr><td>{IMG}</td></tr><tr><td class='tr-caption'>"
            "The second pier, in May</td></tr></table>"
        ),
        (
            f"<div>{IMG}<div class='image-caption'><span class='sr-only'>Image caption,"
            "</span><span class='caption-text'>The second pier, in May</span></div></div>"
        ),
    ],
)
def test_a_picture_stands_with_its_caption(markup: str) -> None:
    article = between(markup)
    found = html.fragment_fromstring(article.html, "div").find("figure")
    assert found is not None
    assert [child.tag for child in found] == ["img", "figcaption"]
    assert found.findtext("figcaption") == "The second pier, in May"
    assert found.find("img").get("src") == "https://news.example/pier.jpg"
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"
    assert "_The second pier, in May_" in markdown_of(article.html)


def test_the_name_of_the_photographer_is_kept_with_the_caption() -> None:
    words = "<p class='caption'>In May.</p><p class='photo-credit'>AP</p>"
    box = f"<div class='photo'>{IMG}{words}</div>"
    assert captions(box) == ["In May. AP"]
    assert captions(f"<figure>{IMG}<figcaption>Photo: AP</figcaption></figure>") == ["Photo: AP"]


@pytest.mark.parametrize(
    "caption",
    ["The bridge stays closed", PARAGRAPH, PARAGRAPH[:60], OTHER, "", "a word " * 200],
)
def test_a_caption_that_says_what_stands_beside_it_or_a_whole_story_is_left_out(
    caption: str,
) -> None:
    markup = f"<figure>{IMG}<figcaption>{caption}</figcaption></figure>"
    if len(caption) > 1000:
        markup = f"{markup}<p>{PARAGRAPH}</p>"
    assert "<figcaption>" not in between(markup).html


def test_a_short_caption_may_stand_in_a_longer_word_of_the_text() -> None:
    assert captions(f"<figure>{IMG}<figcaption>AP</figcaption></figure>") == ["AP"]


def test_alternative_text_does_not_say_the_caption_again() -> None:
    [figure] = shown(f"<figure>{IMG}<figcaption>A pier</figcaption></figure>")
    assert "alt=" not in figure or 'alt=""' in figure
    assert "A pier</figcaption>" in figure


def test_a_caption_is_that_of_its_own_picture() -> None:
    """In a row of pictures the box around all of them says nothing of one."""
    row = "".join(f'<div><img src="/{n}.jpg"></div>' for n in range(3))
    assert captions(f"<div>{row}<p class='caption'>The last one</p></div>") == []
    pair = "<figure><img src=/1.jpg><img src=/2.jpg><figcaption>Two piers</figcaption></figure>"
    assert captions(pair) == ["Two piers"]
    assert len(shown(pair)) == 2
    lone = f"<figure>{IMG}</figure><p class='caption'>Of something else</p>"
    assert captions(lone) == []


def test_a_block_of_the_text_that_is_a_caption_becomes_one() -> None:
    said = "The second pier of the old bridge, seen from the mill in the last days of May"
    markup = f"<div>{IMG}<p class='imageCaption'>{said}</p></div>"
    article = between(markup)
    assert captions(markup) == [said]
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"


@pytest.mark.parametrize(
    "markup",
    [
        f"{IMG}{IMG}",
        (
            '<img src="data:image/gif;base64,R0" data-src="/pier.jpg"><noscript>'
            '<img src="/pier.jpg"></noscript>'
        ),
        '<img src="/blank.gif" class="late"><noscript><img src="/pier.jpg"></noscript>',
        '<div><img src="/blank.gif"></div><noscript><p><img src="/pier.jpg"></p></noscript>',
        '<noscript><img src="/pier.jpg?w=300"></noscript><img data-src="/pier.jpg?w=900">',
        '<img src="/pier-300x200.jpg"><img src="/pier.jpg">',
        '<picture><source srcset="/pier.jpg 2x"><img></picture>',
        (
            '<picture><source data-srcset="/pier.jpg 640w, /p.jpg 2x"><img src="data:image/gif;,R">'
            "</picture>"
        ),
    ],
)
def test_a_picture_is_shown_once_and_not_what_a_script_replaces(markup: str) -> None:
    [image] = shown(markup)
    assert "/pier" in image
    assert "blank" not in image


def test_pictures_without_an_address_leave_no_empty_figure() -> None:
    nothing = "<figure><img src='data:image/gif;,R'><figcaption>A pier</figcaption></figure>"
    assert shown(nothing + "<img src='javascript:1'><img>") == []


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="related">{IMG}</div>',
        f"<aside>{IMG}</aside>",
        f'<div>{IMG}<h3><a href="/other">Another article about a bridge</a></h3></div>',
        '<img src="/icon.jpg" width="16" height="16">',
    ],
)
def test_a_picture_of_another_part_of_the_page_is_not_the_articles(box: str) -> None:
    assert shown(box) == []


def test_boxes_around_the_text_itself_say_nothing_of_its_pictures() -> None:
    """Themes name the whole column by what stands beside it: "sidebar-right"."""
    text = f"<p>{PARAGRAPH}</p><figure>{IMG}</figure><p>{OTHER}</p>"
    page = f"<html><body><h1>The bridge stays closed</h1><div class='has sidebar'>{text}</div>"
    assert "pier.jpg" in read(page).html


def test_forty_figures_are_the_most() -> None:
    many = "".join(f'<img src="/{number}.jpg">' for number in range(60))
    assert len(shown(many)) == 40


@pytest.mark.parametrize(
    ("markup", "address", "words"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/abcDEF12345?rel=0" width="560"></iframe>',
            "https://www.youtube.com/watch?v=abcDEF12345",
            "Video: youtube.com",
        ),
        (
            (
                '<iframe data-src="//www.youtube-nocookie.com/embed/abcDEF12345" title="Piers">'
                "</iframe>"
            ),
            "https://www.youtube.com/watch?v=abcDEF12345",
            "Piers",
        ),
        (
            (
                '<iframe src="about:blank" data-src="https://www.youtube.com/embed/videoseries?list=PL12345"'
                ' title="YouTube video player"></iframe>'
            ),
            "https://www.youtube.com/playlist?list=PL12345",
            "Video: youtube.com",
        ),
        (
            '<p><iframe src="https://player.vimeo.com/video/12345?h=1"></iframe></p>',
            "https://vimeo.com/12345",
            "Video: vimeo.com",
        ),
        (
            '<iframe src="https://www.dailymotion.com/embed/video/x8abcd"></iframe>',
            "https://www.dailymotion.com/video/x8abcd",
            "Video: dailymotion.com",
        ),
        (
            '<iframe src="https://geo.dailymotion.com/player.html?video=x8abcd"></iframe>',
            "https://www.dailymotion.com/video/x8abcd",
            "Video: dailymotion.com",
        ),
        (
            '<iframe src="https://open.spotify.com/embed/episode/4aBc?x=1" height="152"></iframe>',
            "https://open.spotify.com/episode/4aBc",
            "Audio: open.spotify.com",
        ),
        (
            (
                '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2F'
                'www.facebook.com%2Fvalley%2Fvideos%2F1" allowfullscreen></iframe>'
            ),
            "https://www.facebook.com/valley/videos/1",
            "Embedded: facebook.com",
        ),
        (
            (
                '<iframe src="https://charts.example/piers" title="Piers by year"'
                ' allow="fullscreen"></iframe>'
            ),
            "https://charts.example/piers",
            "Piers by year",
        ),
        (
            '<video poster="/p.jpg"><source src="/film.mp4" type="video/mp4">No film</video>',
            "https://news.example/film.mp4",
            "Video: news.example",
        ),
        (
            '<audio controls src="/sound.mp3" title="The treasurer speaks"></audio>',
            "https://news.example/sound.mp3",
            "The treasurer speaks",
        ),
        (
            (
                '<blockquote class="instagram-media" data-instgrm-permalink='
                '"https://www.instagram.com/p/Ab12/?utm_source=embed"></blockquote>'
            ),
            "https://www.instagram.com/p/Ab12/",
            "Post: instagram.com",
        ),
        (
            '<lite-youtube videoid="abcDEF12345"></lite-youtube>',
            "https://www.youtube.com/watch?v=abcDEF12345",
            "Video: youtube.com",
        ),
    ],
)
def test_what_is_embedded_becomes_a_link(markup: str, address: str, words: str) -> None:
    article = between(markup)
    [figure] = FIGURE.findall(article.html)
    [link] = html.fromstring(figure).iter("a")
    assert (link.get("href"), link.text) == (address, words)
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"
    assert f"_]({address})" in markdown_of(article.html)


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe src="https://ads.example/frame" allowfullscreen></iframe>',
        '<iframe src="https://x.googlesyndication.com/a" allowfullscreen></iframe>',
        '<iframe src="https://disqus.com/embed/comments/" allowfullscreen></iframe>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fa.example"></iframe>',
        '<iframe src="https://www.youtube.com/embed/abcDEF12345" width="1" height="1"></iframe>',
        '<iframe src="https://www.youtube.com/embed/abcDEF12345" style="display: none"></iframe>',
        '<iframe src="https://player.example/v" width="88" allowfullscreen></iframe>',
        '<iframe src="https://unknown.example/box"></iframe>',
        (
            '<iframe class="wp-embedded-content" src="https://news.example/b/embed/"'
            " allowfullscreen></iframe>"
        ),
        '<iframe src="javascript:alert(1)" allowfullscreen></iframe><iframe></iframe>',
        '<video src="blob:https://a.example/1"></video><audio></audio>',
        '<lite-youtube videoid="a b"></lite-youtube><blockquote class="twitter-tweet">',
        '<div class="advert"><iframe src="https://www.youtube.com/embed/abcDEF12345"></iframe></div>',
    ],
)
def test_what_is_no_part_of_the_article_becomes_nothing(markup: str) -> None:
    assert shown(markup) == []


def test_a_post_that_is_quoted_is_linked_once() -> None:
    address = "https://twitter.com/valley/status/1"
    post = (
        f'<blockquote class="twitter-tweet"><p lang="en">{OTHER} {PARAGRAPH}</p>&mdash; Valley'
        f' <a href="{address}?ref=x">May 1</a></blockquote>'
    )
    assert between(post).html.count(address) == 1
    lone = f'<blockquote class="twitter-tweet"><a href="{address}?ref=x">May 1</a></blockquote>'
    assert between(lone).html.count(address) == 1


def test_the_same_film_is_linked_once() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/abcDEF12345"></iframe>'
    assert len(shown(frame + frame)) == 1


def test_titles_of_frames_are_text_and_never_markup() -> None:
    frame = (
        '<iframe src="https://charts.example/a" title="&lt;script&gt;alert(1)&lt;/script&gt;Piers'
        ' &lt;b&gt;now&lt;/b&gt;" allowfullscreen></iframe>'
    )
    assert captions(frame) == ["Piers now"]
    assert "<script" not in between(frame).html


@given(
    st.lists(
        st.sampled_from(
            [
                "<figure>", "</figure>", "<figcaption>", "words", "<img src=/a.jpg>", "<noscript>",
                "</noscript>", "<div class=caption>", "</div>", "<picture>", "<source srcset=b>",
                "<iframe src=//youtube.com/embed/abcde>", "</iframe>", "<video src=[>", "</video>",
                "<img width=99999999999999999 src=http://[>", "<blockquote class=twitter-tweet>",
                "<a href=http://[::1>", "</blockquote>", "<img srcset=,>", "<img data-src=//%zz>",
            ]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_soup_of_figures_breaks_a_page(pieces: list[str]) -> None:
    article = between("".join(pieces))
    assert len(FIGURE.findall(article.html)) <= len(pieces)
    assert "<iframe" not in article.html


def test_a_page_of_text_alone_gets_no_figure() -> None:
    assert "figure" not in read(document()).html
