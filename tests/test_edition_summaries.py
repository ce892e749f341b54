"""A summary is the publisher's where it is good, else the beginning of the text."""

import pytest
from composing import SOURCES, composed, saying, stored, story

from digest.edition import summary
from digest.model import Article

OWN = "The publisher describes in one sentence of its own what the article is about."
ARABIC = "«يصف الناشر في جملة واحدة من عنده ما الذي يدور حوله هذا المقال الطويل عن ميناء طرابلس.»"
CHINESE = "港口今天重新开放" * 8 + "。"
LONG = "word " * 80 + "end."


@pytest.mark.parametrize(
    ("own", "text", "told"),
    [
        (OWN, "Text begins.", OWN),
        (ARABIC, "Text begins.", ARABIC),
        (CHINESE, "Text begins.", CHINESE),
        (f"{OWN} And this is cut off in the [...]", "Text begins.", OWN),
        (f"{OWN} The post A title appeared first on The Post.", "Text begins.", OWN),
        (f"{OWN} … Continue reading A title →", "Text begins.", OWN),
        (f"{OWN} Read more at The Post", "Text begins.", OWN),
        (f"{OWN} Read more books, it says.", "", f"{OWN} Read more books, it says."),
        ("The publisher says so.", "Text begins.", "Text begins."),
        ("The publisher says so.", "", "The publisher says so."),
        ("The publisher says so.", LONG, "The publisher says so."),
        (f"{OWN[:-1]} …", "Text begins.", "Text begins."),
        (f"{OWN[:-1]}", "Text begins.", "Text begins."),
        ("A title.", "Text begins.", "Text begins."),
        ("Cut off in the…", "", "Cut off in the…"),
        ("", "", ""),
        ("A title", "", ""),
    ],
)
def test_summary_is_the_publishers_when_it_is_good(own: str, text: str, told: str) -> None:
    article = Article(url="https://a.example/", title="A title", summary=own, text=text)
    assert summary(article) == told


def test_summary_is_cut_between_sentences() -> None:
    article = Article(url="https://a.example/", title="A", summary="One more sentence. " * 40)
    assert summary(article) == "One more sentence. " * 13 + "One more sentence."
    article = Article(url="https://a.example/", title="A", text="One more sentence. " * 40)
    assert summary(article, most=2) == "One more sentence. One more sentence."


def test_description_that_a_site_gives_to_each_article_is_none() -> None:
    first, second = (saying(stored(n), summary=OWN + f" {n}.", text="Text begins.") for n in (1, 2))
    (section,) = composed([first, second]).sections
    assert [one.summary for one in section.entries] == ["Text begins."] * 2
    (section,) = composed([first]).sections
    assert section.entries[0].summary.startswith(OWN)


def test_description_that_a_copy_or_another_source_has_too_stays() -> None:
    copy = stored(2, copy_of="urn:1")
    articles = [saying(one, summary=OWN) for one in (stored(1), copy, stored(3, "ball"))]
    entries = [entry for part in composed(articles).sections for entry in part.entries]
    assert [one.summary for one in entries] == [OWN, OWN]


def test_language_models_summary_is_marked_and_decides_nothing_else() -> None:
    articles = [stored(1), stored(2, "ball"), stored(3)]
    words = {"urn:1": "It <b>says</b> one. And two. And three.", "urn:3": " ", "urn:9": "Lost."}
    with_words = composed(articles, stories=story("a", 1, 2), summaries=words)
    (entry,) = with_words.top
    assert (entry.summary, entry.generated) == ("It says one. And two.", True)
    (section,) = with_words.sections
    assert (section.entries[0].summary, section.entries[0].generated) == (
        "It is so. Really.",
        False,
    )
    without = composed(articles, stories=story("a", 1, 2), sources=SOURCES)
    assert [one.stored for one in without.top] == [one.stored for one in with_words.top]


def test_language_models_summary_is_no_longer_than_others() -> None:
    (section,) = composed([stored(1)], summaries={"urn:1": "word " * 200}).sections
    assert len(section.entries[0].summary) <= 280
