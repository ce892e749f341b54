"""Selectors of `[source.article]` win over everything."""

import pytest
from extracting import OTHER, PARAGRAPH, document, read

from digest.errors import ConfigError
from digest.model import ArticleRules

PAGE = document(
    '<div class="t">Another <b>title</b></div><p class="d">5 May 2025</p>'
    '<time class="m" datetime="2025-05-06">x</time>'
    '<p class="ad">Buy this thing at once, dear reader.</p>'
    '<div class="body"><p>The words that the rule wants, at least eighty characters of them.</p>'
    "<p>And some more of them here, so that the text is long enough.</p></div>"
)


def test_title_date_and_body_are_those_of_the_rules() -> None:
    article = read(PAGE, rules=ArticleRules(title=".t", date=".d", body=".body, .body p"))
    assert article.title == "Another title"
    assert article.published is not None
    assert article.published.at.date().isoformat() == "2025-05-05"
    assert article.published.provenance == "selector"
    assert article.text.startswith("The words that the rule wants")
    assert article.text.count("The words") == 1
    assert dict(article.provenance)["body"] == "selector"


def test_the_date_of_a_rule_may_stand_in_an_attribute() -> None:
    article = read(PAGE, rules=ArticleRules(date=".m"))
    assert article.published is not None
    assert article.published.at.date().isoformat() == "2025-05-06"


def test_what_is_removed_is_not_in_the_text() -> None:
    rules = ArticleRules(remove=".ad, .body, .t, .d, .m")
    assert read(PAGE, rules=rules).text == f"{PARAGRAPH}\n\n{OTHER}"


def test_a_rule_that_finds_nothing_leaves_the_automatic_way() -> None:
    rules = ArticleRules(title=".no", body=".no", date=".no", remove=".no")
    assert read(document(), rules=rules) == read(document())


@pytest.mark.parametrize("name", ["title", "body", "date", "remove"])
def test_a_wrong_selector_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match=rf'article\.{name} = "div\[" is no CSS selector'):
        read(document(), rules=ArticleRules(**{name: "div["}))
