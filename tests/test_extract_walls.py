"""Pages that stand in the way of an article, as extraction meets them."""

import pytest
from extracting import OTHER, PARAGRAPH, URL, document, ld, read

from digest.errors import WalledError
from digest.model import ArticleRules, Link

LOGIN = "<form><input name=user><input type=password><button>Log in</button></form>"
WALLS = [
    pytest.param(f"<h1>Log in</h1>{LOGIN}", "asks for a login", id="login"),
    pytest.param(
        "<title>Just a moment...</title><p>Checking your browser before accessing it.</p>",
        'bot wall: "Just a moment..."',
        id="bot wall",
    ),
    pytest.param(
        "<h1>Before you continue</h1><p>We use cookies for advertising, with your consent, and so "
        "do our partners. They may read what is on your device.</p><button>Accept all</button>",
        "asks for consent",
        id="consent",
    ),
    pytest.param("<div id=root></div><script></script>", "needs JavaScript", id="script shell"),
    pytest.param(
        "<title>تسجيل الدخول</title><p>يجب تسجيل الدخول لقراءة الصفحة</p><input type=password>",
        "asks for a login",
        id="login in Arabic",
    ),
    pytest.param(
        "<title>请稍候…</title><p>正在检查您的浏览器，请稍候片刻</p>",
        'bot wall: "请稍候…"',
        id="bot wall in Chinese",
    ),
]


@pytest.mark.parametrize(("html", "reason"), WALLS)
def test_wall_is_no_article_and_says_what_it_asks_for(html: str, reason: str) -> None:
    link = Link(url=URL, title="The bridge stays closed", teaser="It is not safe.", html="<p>x</p>")
    with pytest.raises(WalledError) as caught:
        read(f"<html><body>{html}</body></html>", link=link)
    assert str(caught.value) == reason


@pytest.mark.parametrize(("html", "reason"), WALLS)
def test_page_that_declares_an_article_is_read_whatever_it_asks_for(html: str, reason: str) -> None:
    """Its title and date are news, though its text is behind the wall."""
    said = ld('{"@type": "NewsArticle", "headline": "X", "datePublished": "2025-12-07"}')
    article = read(f"<html><head>{said}</head><body>{html}</body></html>")
    assert reason
    assert article.published is not None


def test_text_of_a_selector_stands_whatever_the_page_asks_for() -> None:
    html = f"<h1>Log in</h1>{LOGIN}<div class=story><p>{PARAGRAPH}</p></div>"
    assert read(html, rules=ArticleRules(body=".story")).text == PARAGRAPH
    with pytest.raises(WalledError):
        read(html, rules=ArticleRules(body=".other"))


@pytest.mark.parametrize(
    "beside",
    [
        LOGIN,
        "<p>We value your privacy. Our partners use cookies and personalised advertising.</p>",
        "<noscript>Please enable JavaScript</noscript><script></script>",
        '<div class="g-recaptcha"></div>',
    ],
)
def test_article_beside_a_form_or_a_banner_is_read(beside: str) -> None:
    text = read(document(f"<p>{PARAGRAPH}</p>" * 4) + beside).text
    assert OTHER in text
