"""Tell what a page is instead of a list of articles.

Who pastes the address of an article, or of a page that asks for a login, must hear that
and no guess at a list. A wall has its own signs (`digest.walls`). An article has one long
text under one title. A page that is empty for now says so itself, in words that
publishing systems and editors use for it, and then shows no list.
"""

import re
from collections import defaultdict

from lxml.html import HtmlElement

from digest.address import without_fragment
from digest.discover.objects import objects_of, parsed
from digest.discover.shapes import shape_of
from digest.discover.texts import one_line, text_of, width_of
from digest.discover.weights import FEWEST
from digest.walls import wall_of

_LONGEST_LINE = 160
_MOST_LINES = 3000
_MOST_PARAGRAPHS = 600
_TEXT = 500.0
"""Width of the largest text of an article, where it has most of the page's paragraphs."""
_LONG_TEXT = 900.0
"""Where it has a quarter of them: texts of many sections, or of many comments."""
_LONGEST_TEXT = 1800.0
"""Where nothing says that the page is an article but its one title."""
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting)$")
_BARS = frozenset(("nav", "header", "footer", "aside", "form"))

_NOTHING = re.compile(
    r"(?:sorry,? |there (?:are|is) |we have |currently,? |at (?:the moment|this time),? )*"
    r"(?:no|not any|nothing) (?:(?!the |this |that )\w+ ){0,3}?"
    r"(?:results?|posts?|articles?|entries|items?|news|events?|positions?|vacancies|openings"
    r"|jobs?|stories|releases?|matches|updates|publications?|content|found|to (?:show|display|see))"
    r"(?: (?:found|yet|available|here|at|in|for|to|match|were|are|right|currently|posted|published"
    r"|have|scheduled|listed|this|that|with)\b.{0,80})?"
    r"|.{0,60}(?:could not|couldn['’]t|can['’]t|cannot) find (?:any|what you).{0,60}"
    r"|.{0,30}\b(?:keine|nichts) (?:\w+ ){0,3}?"
    r"(?:einträge|ergebnisse|beiträge|artikel|nachrichten|meldungen|veranstaltungen|termine"
    r"|stellen|stellenangebote|treffer|inhalte|gefunden|vorhanden)\b.{0,60}"
    r"|.{0,30}(?:\baucune? |\bpas (?:encore )?d(?:e |['’]))(?:\w+ ){0,2}?"
    r"(?:résultats?|articles?|actualités?|événements?|offres?|publications?|éléments?|contenus?)"
    r"\b.{0,60}"
    r"|.{0,30}\b(?:no hay|no se (?:han )?enc\w+|ning[uú]n[ao]?|não há|nenhuma?|nessun[ao]?"
    r"|non ci sono) (?:\w+ ){0,3}?"
    r"(?:resultados?|noticias?|entradas?|artículos?|eventos?|vacantes|publicaciones|notícias?"
    r"|artigos?|vagas|risultat[oi]|articol[oi]|notizi[ae]|event[oi]|contenut[oi])\b.{0,60}"
    r"|.{0,30}\b(?:geen|inga|ingen|ei) (?:\w+ ){0,2}?"
    r"(?:resultaten|berichten|artikelen|evenementen|vacatures|resultat|inlägg|nyheter|artiklar"
    r"|innlegg|artikler|indlæg|tuloksia)\b.{0,60}"
    r"|.{0,30}\b(?:brak|nie znaleziono) (?:\w+ ){0,2}?"
    r"(?:wyników|wpisów|artykułów|wydarzeń|ofert|wiadomości)\b.{0,40}"
    r"|.{0,20}(?:ничего не найдено"
    r"|нет (?:новостей|записей|статей|результатов|событий|вакансий|публикаций)"
    r"|(?:новостей|записей|событий|материалов) (?:пока )?нет).{0,40}"
    r"|.{0,20}(?:sonuç|kayıt|haber|etkinlik|içerik) (?:bulunamadı|bulunmamaktadır|yok).{0,40}"
    r"|.{0,20}(?:لا توجد|لا يوجد|لم يتم العثور على|لم نعثر على|ليس هناك) (?:\w+ ){0,2}?"
    r"(?:نتائج|نتيجة|أخبار|مقالات|أي|أحداث|فعاليات|وظائف|محتوى|منشورات|عناصر|مواضيع|بيانات)"
    r"\b.{0,60}"
    r"|(?:暂无|暫無|没有|沒有|尚无|未找到|找不到).{0,8}(?:内容|內容|数据|資料|结果|結果|文章|新闻"
    r"|新聞|活动|活動|职位|職位|信息|记录|消息)"
    r"|.{0,20}(?:記事|投稿|お知らせ|ニュース|イベント|結果|情報|求人|データ|もの).{0,6}"
    r"(?:ありません|見つかりません(?:でした)?|ございません)|該当なし|.{0,8}準備中です"
    r"|.{0,20}(?:결과|게시물|기사|글|뉴스|행사|내용|데이터)(?:이|가|은|는)? ?(?:없습니다"
    r"|찾을 수 없습니다)",
    re.IGNORECASE,
)
"""Lines, whole and without what stands around them, with which a list says that it has none."""

_AROUND = " \t.!…:;*–—-。！\"'«»“”()[]"

_OTHER_LISTS = re.compile(
    r"comment|kommentar|commentaire|comentario|комментари|تعليق|评论|コメント|댓글|javascript"
    r"|cookie"
    r"|cart|basket|w-condition-invisible",
    re.IGNORECASE,
)
"""What may be empty beside the list of the page."""


def nature_of(root: HtmlElement, url: str, *, listed: int) -> str:
    """Return what a page is: a wall's kind, article or empty; "" for a list and all else.

    Args:
        root: the page's tree.
        url: the page's own address.
        listed: how many entries its list has: of its data, or links that reached the bar.
    """
    if _is_article(root, url):
        return "article"
    if listed >= FEWEST:
        return ""
    wall = wall_of(root)
    if wall:
        return wall.kind
    return "empty" if _texts(root)[0] < _LONG_TEXT and _says_nothing(root) else ""


def _is_article(root: HtmlElement, url: str) -> bool:
    """Whether one text under one title is most of the page; no site's root is one."""
    shape = shape_of(without_fragment(url))
    if shape.segments == 0 and not shape.numbered:
        return False
    largest, whole = _texts(root)
    titles = sum(1 for _ in zip(range(2), root.iter("h1"), strict=False))
    if largest < _TEXT:
        return False
    if titles == 1 and largest >= _LONGEST_TEXT and largest >= 0.4 * whole:
        return True
    most = largest >= 0.6 * whole
    if titles == 1:
        sure = most or (largest >= _LONG_TEXT and largest >= 0.25 * whole)
    else:
        sure = most and largest >= _LONGEST_TEXT
    return sure and _declares_article(root)


def _texts(root: HtmlElement) -> tuple[float, float]:
    """Return the width of the largest text and of all: paragraphs side by side make one."""
    widths: dict[HtmlElement, float] = defaultdict(float)
    for _, element in zip(range(_MOST_PARAGRAPHS), root.iter("p"), strict=False):
        text = text_of(element)
        width = width_of(text)
        linked = sum(width_of(text_of(link)) for link in element.iter("a"))
        if width >= 60 and linked * 3 <= width and not _in_bar(element):
            widths[element.getparent()] += width
    return max(widths.values(), default=0.0), sum(widths.values())


def _in_bar(element: HtmlElement) -> bool:
    return any(above.tag in _BARS for above in element.iterancestors())


def _declares_article(root: HtmlElement) -> bool:
    for meta in root.iter("meta"):
        if meta.get("property", "").lower() == "og:type":
            return "article" in meta.get("content", "").lower()
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            top = parsed(script.text or "")
            nodes = (node.get("@type") for node in objects_of(top))
            kinds = [kind for kind in nodes if isinstance(kind, str)]
            if any(_ARTICLE_TYPES.search(kind) for kind in kinds) and "ItemList" not in kinds:
                return True
    return False


def _says_nothing(root: HtmlElement) -> bool:
    """Whether a line outside its bars says that the page lists nothing."""
    left = _MOST_LINES
    for element in root.iter("p", "div", "h1", "h2", "h3", "h4", "li", "td", "span", "strong"):
        left -= 1
        if not left:
            break
        if not (element.text or "").strip() or len(element) > 3:
            continue
        line = one_line(text_of(element))
        if (
            len(line) <= _LONGEST_LINE
            and _NOTHING.fullmatch(line.strip(_AROUND))
            and _is_shown(element, line)
        ):
            return True
    return False


def _is_shown(element: HtmlElement, line: str) -> bool:
    if _OTHER_LISTS.search(line) or _in_bar(element):
        return False
    around = [element, *element.iterancestors()]
    return not any(
        "hidden" in node.attrib
        or node.tag == "noscript"
        or "display:none" in node.get("style", "").replace(" ", "")
        or _OTHER_LISTS.search(f"{node.get('class', '')} {node.get('id', '')}"[:300])
        for node in around
    )
