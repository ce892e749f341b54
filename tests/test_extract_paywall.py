"""Which articles are not free to all."""

import pytest
from extracting import document, facts, ld

from digest.extract.paywall import LONGEST_STUB, is_paywalled

SHORT, LONG = "A teaser of one sentence.", "x" * (LONGEST_STUB + 1)
TIER = '<meta property="article:content_tier" content="{}">'


def node(rest: str) -> str:
    return ld(f'{{"@type": "NewsArticle", {rest}}}')


@pytest.mark.parametrize(
    "head",
    [
        node('"isAccessibleForFree": false'),
        node('"isAccessibleForFree": "False"'),
        node('"isAccessibleForFree": ["false"]'),
        node('"isAccessibleForFree": "http://schema.org/False"'),
        node('"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "false"}'),
        node('"hasPart": [{"isAccessibleForFree": true}, {"isAccessibleForFree": false}]'),
        ld('{"@type": "WebPage", "isAccessibleForFree": false}'),
        TIER.format("locked"),
    ],
)
def test_what_is_declared_not_to_be_free_is_paywalled(head: str) -> None:
    assert is_paywalled(facts(document(head=head)), LONG)


@pytest.mark.parametrize(
    "head",
    [
        "",
        node('"isAccessibleForFree": true'),
        node('"isAccessibleForFree": "True", "hasPart": {"isAccessibleForFree": false}'),
        node('"isAccessibleForFree": "perhaps", "hasPart": ["x", 3]'),
        TIER.format("metered"),
        TIER.format("free"),
    ],
)
def test_what_is_free_or_metered_is_not(head: str) -> None:
    assert not is_paywalled(facts(document(head=head)), SHORT)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe now to continue reading",
        "Already a subscriber? Log in",
        "Jetzt mit einem Abo weiterlesen",
        "Cet article est réservé aux abonnés",
        "Suscríbete para seguir leyendo",
        "Conteúdo exclusivo para assinantes",
        "Contenuto riservato agli abbonati",
        "残り1,200文字",
        "اشترك الآن لمتابعة القراءة",
        "Чтобы прочитать, статья доступна по подписке",
    ],
)
def test_a_short_text_before_an_invitation_to_subscribe_is_a_stub(line: str) -> None:
    page = facts(document(f"<div class=wall><b>{line}</b> now</div>"))
    assert is_paywalled(page, SHORT)
    assert not is_paywalled(page, LONG)


@pytest.mark.parametrize(
    "body",
    [
        "<nav><p>Subscribe now to continue reading</p></nav>",
        "<footer><div><p>Already a subscriber? Log in</p></div></footer>",
        "<script>Already a subscriber?</script>",
        "<p>Subscribe to our newsletter</p>",
        f"<p>Subscribe now to continue reading {'and so on ' * 40}</p>",
    ],
)
def test_other_invitations_are_no_wall(body: str) -> None:
    assert not is_paywalled(facts(document(body)), SHORT)


def test_a_page_of_very_many_lines_is_looked_at_in_part() -> None:
    page = document("<p>x</p>" * 4_000 + "<p>Already a subscriber?</p>")
    assert not is_paywalled(facts(page), SHORT)
