"""What a page is instead of a list, read through `survey`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import paths, script, seconds, surveyed

MENU = "<nav>" + "".join(f'<a href="/{n}">{n}</a>' for n in ("news", "sport", "jobs")) + "</nav>"
CELLS = "".join(
    f'<td><b><a href="/{n}.html">On {n} essays</a></b></td>' for n in ("a1", "b2", "c3")
)
SHORT = f"<table><tr>{CELLS}</tr></table>"
NEWS = "".join(
    f'<article><h2><a href="/news/bridge-{n}">{n} votes on a bridge to the island</a></h2>'
    f"<p>{'Words of a teaser, and more of them. ' * 4}</p></article>"
    for n in ("Council", "Parliament", "Town", "Harbour", "Village", "Island")
)
ENGLISH = "The harbour council voted on a new bridge before winter and its market opened. " * 4
ARABIC = "أعلن مجلس المدينة اليوم عن خطة جديدة لبناء جسر على النهر قبل الشتاء. " * 4
JAPANESE = "港の議会は新しい橋を冬までに建設すると発表した。市場は川沿いで再開した。" * 3
OG = '<meta property="og:type" content="article">'


def nature(html: str, url: str = "https://gazette.example/news/") -> str:
    return surveyed(f"<html><body>{html}</body></html>", url).nature


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, JAPANESE])
def test_one_long_text_under_one_title_is_an_article(text: str) -> None:
    body = "".join(f"<p>{text}</p>" for _ in range(4))
    assert nature(f"{OG}{MENU}<h1>The bridge</h1><div>{body}</div>") == "article"
    assert nature(f"{OG}{MENU}<h1>The bridge</h1><div>{body}</div><h2>More</h2>{NEWS}") == "article"


def test_long_text_is_an_article_although_nothing_says_so() -> None:
    body = "".join(f"<p>{ENGLISH}</p>" for _ in range(9))
    assert nature(f"{MENU}<h1>The bridge</h1><div>{body}</div>") == "article"


def test_json_ld_says_that_a_page_is_an_article() -> None:
    said = script({"@graph": [{"@type": "NewsArticle"}]}, "application/ld+json")
    body = "".join(f"<p>{ENGLISH}</p>" for _ in range(4))
    assert nature(f"{said}<h1>The bridge</h1><div>{body}</div>") == "article"
    assert nature(f"<h1>The bridge</h1><div>{body}</div>") == ""


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (NEWS, "https://gazette.example/news/"),
        (f"{OG}<h1>News</h1>{NEWS}", "https://gazette.example/news/"),
        (f"<h1>News</h1><p>{ENGLISH * 2}</p>{NEWS}", "https://gazette.example/news/"),
        (f"{OG}<h1>Us</h1><div>{f'<p>{ENGLISH}</p>' * 9}</div>", "https://gazette.example/"),
        (
            "<h1>Blog</h1>" + f"<div><h2>x</h2>{f'<p>{ENGLISH}</p>' * 9}</div>" * 4,
            "https://gazette.example/blog/",
        ),
        (f"<p>No comments</p>{NEWS}", "https://gazette.example/news/"),
        (f"<p>No results</p>{NEWS}", "https://gazette.example/news/"),
        (MENU, "https://gazette.example/news/"),
    ],
)
def test_list_front_page_and_blog_of_whole_texts_have_no_other_nature(html: str, url: str) -> None:
    assert nature(html, url) == ""


@pytest.mark.parametrize(
    "line",
    [
        "No open positions",
        "There are no upcoming events.",
        "Sorry, no posts were found",
        "Nothing found",
        "We couldn't find any results for your search",
        "Derzeit keine Einträge vorhanden",
        "Keine Veranstaltungen gefunden.",
        "Aucun article pour le moment",
        "No hay noticias disponibles",
        "Nessun risultato trovato",
        "Não há notícias",
        "Geen resultaten gevonden",
        "Brak wyników",
        "Ничего не найдено",
        "Новостей пока нет",
        "Sonuç bulunamadı",
        "لا توجد نتائج",
        "لا يوجد أي محتوى حاليا",
        "暂无内容",
        "没有找到相关文章",
        "お知らせはありません。",
        "該当する記事が見つかりませんでした",
        "등록된 게시물이 없습니다.",
    ],
)
def test_page_that_says_that_it_lists_nothing_is_empty_and_has_no_links(line: str) -> None:
    found = surveyed(f"{MENU}<main><h1>News</h1><p>{line}</p></main>{SHORT}")
    assert (found.nature, found.links) == ("empty", ())


@pytest.mark.parametrize(
    "html",
    [
        "<p>No news is good news, they say, and so does the harbour</p>",
        "<h2>No jobs lost at the port, says the council that runs it</h2>",
        "<footer><p>No results</p></footer>",
        '<div class="comments"><p>No entries yet</p></div>',
        '<p hidden="">No results</p>',
        '<div style="display: none"><p>No results found</p></div>',
        "<p>Keine Panik</p><p>没有人知道</p><p>لا توجد حياة على القمر</p>",
        "<p>No the article was not helpful</p>",
    ],
)
def test_other_uses_of_these_words_do_not_make_a_page_empty(html: str) -> None:
    assert nature(f"{MENU}<main>{html}</main>{SHORT}") == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>Just a moment...</title><p>Checking your browser</p>", "bot wall"),
        ("<h1>Log in</h1><input type=password>", "login"),
        ("<div id=root></div><script></script>", "script shell"),
    ],
)
def test_wall_has_its_kind_and_no_links_from_its_menu(html: str, expected: str) -> None:
    found = surveyed(f"{html}{SHORT}")
    assert (found.nature, found.links) == (expected, ())


def test_short_list_that_is_no_wall_keeps_its_links() -> None:
    assert paths(surveyed(SHORT).links) == ["/a1.html", "/b2.html", "/c3.html"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "no " * 20_000 + "</p>" * 3,
        f"<p>{'no ' * 40}</p>" * 20_000,
        f"<p>{'x' * 70}</p>" * 20_000,
        "<div>" * 140 + f"<p>{'Keine ' * 20}</p>" * 10_000,
        script({"a": [{"@type": "x"}] * 50_000}, "application/ld+json") + f"<p>{ENGLISH * 5}</p>",
    ],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    assert seconds(lambda: nature(html)) < 2


@given(st.text(alphabet="No results لا توجد نتائج<>p/.没有", max_size=160))
@settings(max_examples=200, deadline=None)
def test_no_markup_raises(html: str) -> None:
    nature(f"<p>{html}")
