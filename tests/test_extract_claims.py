"""What a page calls itself beside its canonical address."""

import pytest
from extracting import document, facts, ld, read
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.claims import LONGEST, MOST, claims_of
from digest.model import Link

SITE = "https://news.example"


def claimed(*, head: str = "", body: str = "", classes: str = "") -> tuple[str, ...]:
    markup = document(body, head).replace("<body>", f'<body class="{classes}">')
    return claims_of(facts(markup))


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        (f'<link rel="shortlink" href="{SITE}/?p=12">', f"{SITE}/?p=12"),
        ('<link rel="shortlink" href="/node/12">', f"{SITE}/node/12"),
        (f'<meta property="og:url" content="{SITE}/og">', f"{SITE}/og"),
        (ld(f'{{"@type":"NewsArticle","@id":"{SITE}/id#a"}}'), f"{SITE}/id#a"),
        (ld(f'{{"@type":"NewsArticle","url":"{SITE}/url"}}'), f"{SITE}/url"),
        (
            ld(f'{{"@type":"Article","mainEntityOfPage":{{"@type":"WebPage","@id":"{SITE}/m"}}}}'),
            f"{SITE}/m",
        ),
        (ld('{"@type":"Article","identifier":"4711-ab"}'), "identifier:4711-ab"),
        (ld('{"@type":"Article","identifier":4711}'), "identifier:4711"),
        (
            ld('{"@type":"Article","identifier":{"@type":"PropertyValue","value":"a1"}}'),
            "identifier:a1",
        ),
        (
            f'<link rel="alternate" type="application/json" href="{SITE}/b/wp-json/wp/v2/posts/7">',
            f"{SITE}/b/?p=7",
        ),
        (
            '<link rel="alternate" type="application/json" href="/?rest_route=/wp/v2/posts/7">',
            f"{SITE}/?p=7",
        ),
    ],
)
def test_a_page_is_called_what_its_head_calls_it(head: str, claim: str) -> None:
    assert claimed(head=head) == (claim,)


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="shortlink" href="https://news.example/?p=0">',
        '<link rel="shortlink" href="https://news.example/?p=">',
        '<meta property="og:url" content="the bridge">',
        ld('{"@type":"Article","identifier":"Harbour Times"}'),
        ld('{"@type":"Article","identifier":"two words 2"}'),
        ld('{"@type":"Article","mainEntityOfPage":true}'),
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/categories/7">',
        "",
    ],
)
def test_what_names_no_article_is_no_claim(head: str) -> None:
    assert claimed(head=head) == ()


def test_the_number_of_a_post_is_that_of_its_own_page() -> None:
    assert claimed(classes="single postid-12 wide") == (f"{SITE}/?p=12",)
    assert claimed(body='<div id="post-12">x</div>') == (f"{SITE}/?p=12",)


def test_the_numbers_of_teasers_are_nobodys() -> None:
    two = '<article id="post-12">x</article><article id="post-13">y</article>'
    assert claimed(body=two) == ()
    assert claimed(body=two, classes="postid-14") == (f"{SITE}/?p=14",)
    assert claimed(body='<span id="post-12">x</span><p id="post-x">y</p>') == ()
    assert claimed(classes="page-id-12 notpostid-13") == ()


def test_a_short_link_says_the_number_better_than_the_body() -> None:
    short = f'<link rel="shortlink" href="{SITE}/blog/?p=12">'
    assert claimed(head=short, classes="postid-12") == (f"{SITE}/blog/?p=12",)


def test_claims_are_few_and_short() -> None:
    many = ",".join(f'"{SITE}/{n}"' for n in range(99))
    names = ("mainEntityOfPage", "url", "@id", "identifier")
    head = ld(f'{{"@type":"Article",{",".join(f"{chr(34)}{n}{chr(34)}:[{many}]" for n in names)}}}')
    head += f'<link rel="shortlink" href="/{"x" * LONGEST}">'
    assert 0 < len(claimed(head=head)) <= MOST


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_claim_breaks_the_extraction(text: str) -> None:
    attribute = text.replace('"', "").replace("<", "")
    head = (
        f'<link rel="shortlink" href="{attribute}"><meta property="og:url" content="{attribute}">'
    )
    assert all(0 < len(one) <= LONGEST for one in claimed(head=head, classes=attribute))


def test_an_article_carries_the_claims_of_its_page_and_of_its_feed() -> None:
    link = Link(url=f"{SITE}/2025/story", guid="tag:news.example,2025:7")
    one = read(document(head='<link rel="shortlink" href="/?p=7">'), link=link)
    assert one.claims == (f"{SITE}/?p=7", "guid:tag:news.example,2025:7")
