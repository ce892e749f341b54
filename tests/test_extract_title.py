"""Titles, weighed from heading, JSON-LD, og:title and the browser's title."""

import pytest
from extracting import facts, ld

from digest.extract.title import title_of
from digest.extract.wording import bare, heads, key, parts, tails

OWN = "The bridge stays closed"
_OG = f'<meta property="og:title" content="{OWN}'
_SITE = '<meta property="og:site_name" content="The Valley Times">'


def title(markup: str) -> str:
    return title_of(facts(markup)).text


@pytest.mark.parametrize(
    "markup",
    [
        f"<title>{OWN} - The Valley Times</title><h1>{OWN}</h1>",
        f"<title>{OWN}</title><h1>The Valley Times</h1><h1>{OWN}</h1>",
        f"{_SITE}<title>{OWN} | The Valley Times</title><div>no heading</div>",
        f'<title>Valley: x</title>{_OG}"><h1><a href="/">Valley</a></h1><h2>{OWN}</h2>',
        f'{_OG} | News"><meta name="twitter:title" content="{OWN}">',
        "<title>News: x</title>" + ld('{"@type": "NewsArticle", "headline": "' + OWN + '"}'),
        f'{_OG}"><h1><span>Roads</span> {OWN}</h1>',
        f'{_OG}"><h1>{OWN} <span>Posted by Ada, 3 May</span></h1>',
        f"<h1>{OWN}</h1>",
        f"<title>{OWN}</title><aside><h1>Other things to read</h1></aside>",
        f"<title>news.example - {OWN}</title>",
        f'<title>News - Valley</title>{_OG}"><h1>News</h1><h1>{OWN}</h1>',
        f'{_OG}"><h1>Roads</h1><h2>{OWN}</h2>',
        f"<title>{OWN} | Valley Blog</title><h1>Valley Blog</h1><h2>{OWN}</h2>",
        f"{_SITE}<h1>{OWN} | The Valley Times</h1>",
        f"<title>{OWN} – Valley Stories</title><p>words</p>",
        f'<meta name="application-name" content="{OWN}"><title>{OWN}</title><h1>{OWN}</h1>',
        f"<h1>🔴 {OWN} 🇱🇾 ¶</h1>",
        f'<meta property="x:title dc:title" content="{OWN}"><p>words</p>',
        f'<title>x</title><b property="schema:headline">{OWN}</b>',
        f'<title>x</title>{_OG}"><h1>The weather in the valley today</h1><h2>{OWN}</h2>',
        f"<title>News from news.example - {OWN}</title>",
        f"<h1>&amp;lt;b&amp;gt;{OWN}&amp;lt;/b&amp;gt;</h1>",
    ],
)
def test_the_title_is_the_articles_own(markup: str) -> None:
    assert title(markup) == OWN


def test_a_page_without_title_has_none() -> None:
    assert title("<p>words</p>") == ""
    assert title('<meta property="og:site_name" content="News"><h1>News</h1>') == ""


def test_the_title_that_is_no_heading_is_found_where_it_is_shown() -> None:
    found = title_of(facts(f"<title>{OWN} | News</title><h1>News</h1><p class=t>{OWN}</p>"))
    assert found.heading is not None
    assert found.heading.get("class") == "t"


def test_a_title_of_many_parts_takes_no_time() -> None:
    many = " | ".join("ab" for _ in range(5000))
    assert title(f"<title>{many}</title>" + f"<h1>{many[:250]}</h1>" * 500)


def test_titles_are_cut_at_separators_only() -> None:
    assert parts("A well-known man | News - Home") == ("A well-known man", "News", "Home")
    assert heads("a | b - c") == ("a | b - c", "a | b", "a")
    assert tails("a | b - c") == ("b - c", "c")
    assert key("“Ça va?” – 2") == key("ça va 2")


def test_ornaments_go_from_the_ends_of_a_title_and_nowhere_else() -> None:
    assert bare("→ ✅ A 🐝 hive 👩‍🚀 ") == "A 🐝 hive"
    assert bare("iPhone™ at 20 ℃") == "iPhone™ at 20 ℃"
    assert bare("犬と猫＞") == "犬と猫＞"
    assert bare("🎉") == "🎉"
    assert bare("") == ""


def test_the_whole_heading_stays_where_the_head_names_it_whole_too() -> None:
    page = f'{_OG}"><title>{OWN}: what the town says</title><h1>{OWN}: what the town says</h1>'
    assert title(page) == f"{OWN}: what the town says"


def test_a_lone_heading_is_the_title_though_the_head_says_it_in_other_words() -> None:
    page = f'<meta property="og:title" content="Bridge closed for good"><h1>{OWN}</h1>'
    assert title(page) == OWN
