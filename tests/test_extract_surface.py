"""Lead image, language, direction and canonical address."""

import pytest
from extracting import document, facts, ld

from digest.extract.language import language_of
from digest.extract.surface import canonical_of, direction_of, image_of
from digest.model import Image

OG = '<meta property="og:image" content="{}">'


def test_the_lead_image_has_its_size_and_its_alternative_text() -> None:
    head = (
        '<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="1200">'
        '<meta property="og:image:height" content="630px">'
        '<meta property="og:image:alt" content="A pier">'
    )
    assert image_of(facts(document(head=head))).value == Image(
        url="https://news.example/a.jpg", alt="A pier", width=1200, height=630
    )


def test_the_alternative_text_is_that_of_the_same_picture_in_the_page() -> None:
    head = '<meta property="og:image" content="/a.jpg?w=9">'
    found = image_of(facts(document('<img src="/x/a-300x200.jpg" alt="A pier">', head))).value
    assert found is not None
    assert found.alt == "A pier"


@pytest.mark.parametrize(
    "head",
    [
        ld('{"@type": "NewsArticle", "image": ["https://news.example/a.jpg"]}'),
        ld('{"@type": "NewsArticle", "image": {"@id": "#i"}}',
           '{"@type": "ImageObject", "@id": "#i", "url": "/a.jpg"}'),
        f'{OG.format("/img/logo.png")}<meta name="twitter:image" content="/a.jpg">',
        f'{OG.format("data:image/gif;base64,xx")}<link rel="image_src" href="/a.jpg">',
    ],
)  # fmt: skip
def test_the_lead_image_is_named_in_many_places_and_is_no_logo(head: str) -> None:
    found = image_of(facts(document(head=head))).value
    assert found is not None
    assert found.url == "https://news.example/a.jpg"


@pytest.mark.parametrize(
    "name", ["logo.png", "default.jpg", "placeholder-1.png", "a.svg", "blank.gif"]
)
def test_placeholders_are_no_lead_image(name: str) -> None:
    assert image_of(facts(f'<meta property="og:image" content="/i/{name}">')).value is None


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        ('<html lang="en-GB">', "en-GB"),
        ('<html><meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("<html>" + ld('{"@type": "NewsArticle", "inLanguage": "ar"}'), "ar"),
        ('<html lang="{{ lang }}">', "fr"),
        ("<html>", "fr"),
    ],
)
def test_the_language_is_the_declared_one_else_that_of_the_source(markup: str, tag: str) -> None:
    assert language_of(facts(markup), "fr").value == tag


def test_the_direction_is_that_of_the_letters() -> None:
    arabic = "افتتحت البلدية مكتبة عامة جديدة في المبنى القديم"
    assert direction_of(facts("<html dir=ltr>"), "en", arabic) == "rtl"
    assert direction_of(facts("<html dir=rtl>"), "ar", "Words in another script") == "ltr"
    assert direction_of(facts("<html><body dir=rtl>"), "en", "") == "rtl"
    assert direction_of(facts("<html>"), "he-IL", "") == "rtl"
    assert direction_of(facts("<html>"), "en", "") == "ltr"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/story?id=1#x">', "https://news.example/story?id=1"),
        (
            '<meta property="og:url" content="https://news.example/s">',
            "https://news.example/s",
        ),
        ('<link rel="canonical" href="https://other.example/story">', ""),
        ('<link rel="canonical" href="https://news.example/">', ""),
        ('<link rel="canonical" href="">', ""),
        ('<link rel="canonical" href="javascript:x">', ""),
        ('<link rel="canonical" href="Which kinds of wine are there?">', ""),
    ],
)
def test_a_canonical_address_is_one_of_the_site_and_not_its_front_page(head: str, url: str) -> None:
    assert canonical_of(facts(document(head=head))).value == url
