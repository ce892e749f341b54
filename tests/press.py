"""News sites of several looks, which publish articles as a test tells them to.

A look is how a site lists its articles and lays out their pages. What it publishes is
nobody's text but has what one has: length, sentences, a title and a time of its own.
"""

import html
import json
import random
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime

from site_server import Answer, Site

_ENGLISH = (
    "the harbour council voted on a new bridge before winter and its market opened near old "
    "school river engines while bakery owners met minister Lang at the orchard railway station "
    "where festival guests of valley town heard teacher Moss explain why budget plans for island "
    "museum gardens would stop after storm damage to ferry library roof and canal"
)
ENGLISH = _ENGLISH.split()
_ARABIC = (
    "أعلن مجلس المدينة اليوم عن خطة جديدة لبناء جسر على النهر قبل الشتاء وقال الوزير إن السوق "
    "القديم سيفتح أبوابه من جديد بعد أن اجتمع التجار مع رئيس البلدية في الميناء حيث ناقشوا "
    "ميزانية المدرسة والمتحف والمكتبة وحديقة الجزيرة وأضرار العاصفة التي ضربت القطار والعبارة"
)
ARABIC = _ARABIC.split()
_JAPANESE = (
    "港の 議会は 新しい橋を 冬までに 建設すると 発表した 市場は 川沿いの 古い学校の近くで 再開し "
    "大臣は 予算案を 説明した 住民は 島の博物館と 図書館の 修理を 求めており 祭りの客は 鉄道で "
    "谷の町へ 向かった 嵐で 壊れた 連絡船は 来週から 運航を 始める 教師たちは 庭園の 計画に 反対し"
)
JAPANESE = _JAPANESE.split()

NAMES = {"en": "Harbour Times", "ar": "أخبار الميناء", "ja": "港日報"}
MENU = {
    "en": ("Politics", "Economy", "Culture", "Sport", "Opinion"),
    "ar": ("سياسة", "اقتصاد", "ثقافة", "رياضة", "آراء"),
    "ja": ("政治", "経済", "文化", "スポーツ", "社説"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article as its site has it."""

    number: int
    title: str
    at: datetime
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def teaser(self) -> str:
        return self.paragraphs[0][:120]


def piece(number: int, at: datetime, *, language: str = "en", paragraphs: int = 5) -> Piece:
    """An article like no other, of some 380 characters a paragraph (150 in Japanese)."""
    chance = random.Random(f"{language} {number}")
    return Piece(
        number=number,
        title=_title(language, chance),
        at=at,
        paragraphs=tuple(_paragraph(language, chance) for _ in range(paragraphs)),
    )


def _title(language: str, chance: random.Random) -> str:
    if language == "ja":
        return "".join(chance.sample(JAPANESE, 5))
    if language == "ar":
        return " ".join(chance.sample(ARABIC, 8))
    return " ".join(chance.sample(ENGLISH, 8)).capitalize()


def _paragraph(language: str, chance: random.Random) -> str:
    if language == "ja":
        return "".join("".join(chance.sample(JAPANESE, 6)) + "。" for _ in range(6))
    words = ARABIC if language == "ar" else ENGLISH
    sentences = (" ".join(chance.sample(words, 13)) + "." for _ in range(5))
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a site shows its articles; the fields are forms to be filled in."""

    item: str
    around: str = "<main>{items}</main>"
    path: str = "news/{slug}-{number}"
    page: str = "<article><h1>{title}</h1>{text}</article>"
    head: str = '<meta property="article:published_time" content="{iso}">'
    """Of an article's page."""
    language: str = "en"
    feed: bool = False
    """It has a feed, which its front page advertises."""
    structured: bool = False
    """Its front page gives its list as JSON-LD too."""
    masthead: bool = False
    """It prints the day of the visit on every page."""
    settings: str = ""
    """Lines of its `[[source]]`."""


CARDS = Look(
    item='<article class="card"><a href="{path}"><img src="/i/{number}.jpg" alt="" width="600" '
    'height="400"></a><h2 class="card-title"><a href="{path}">{title}</a></h2>'
    '<time datetime="{iso}">{day}</time><p class="card-text">{teaser}</p></article>',
    around='<main class="front"><div class="card-grid">{items}</div></main>',
    page='<article class="story"><h1 class="story-title">{title}</h1>'
    '<p class="byline">By Ada Moss</p><time datetime="{iso}">{day}</time>'
    '<div class="story-body">{text}</div></article>',
    masthead=True,
)
LIST = Look(
    item='<li class="entry"><a href="{path}">{title}</a></li>',
    around='<div id="content"><ul class="entries">{items}</ul></div>',
    path="story.php?id={number}",
    page='<div id="content"><h1>{title}</h1><div class="text">{text}</div></div>',
)
TABLE = Look(
    item='<tr class="row"><td class="when">{day}</td><td><a href="{path}">{title}</a></td></tr>',
    around='<div class="page"><table class="index"><tbody>{items}</tbody></table></div>',
    path="{year}/{month}/{number}.html",
    page='<div class="page"><h2 class="headline">{title}</h2><p class="when">{day}</p>{text}</div>',
    head='<script type="application/ld+json">{{"@context":"https://schema.org","@type":'
    '"NewsArticle","headline":{json_title},"datePublished":"{iso}"}}</script>',
)
JNEWS = Look(
    item='<article class="jeg_post jeg_pl_md_2"><div class="jeg_thumb"><a href="{path}"><img '
    'class="lazyload" data-src="/i/{number}.jpg" alt=""></a></div><div class="jeg_postblock">'
    '<h3 class="jeg_post_title"><a href="{path}">{title}</a></h3><div class="jeg_post_meta">'
    '<div class="jeg_meta_date"><a href="{path}">{day}</a></div></div></div></article>',
    around='<div class="jeg_main"><div class="jeg_posts">{items}</div></div>',
    path="{slug}/",
    page='<div class="jeg_main"><h1 class="jeg_post_title">{title}</h1><div class="jeg_meta_date">'
    '{day}</div><div class="content-inner">{text}</div></div>',
    masthead=True,
)
ARABIC_CARDS = replace(CARDS, language="ar", path="archives/{number}", masthead=False)
JAPANESE_LIST = replace(
    LIST,
    language="ja",
    item='<li><time datetime="{iso}">{day}</time><a href="{path}"><h3>{title}</h3></a></li>',
    path="articles/{year}{month}/{number}.html",
)
FEED = replace(LIST, feed=True, path="{year}/{month}/{slug}")
STRUCTURED = replace(CARDS, structured=True, masthead=False, path="stories/{number}/{slug}")
SELECTED = replace(
    TABLE,
    item='<div class="row"><span class="when" data-n="{number}">{day}</span> <a class="more" '
    'href="{path}">{title}</a></div>',
    around='<div class="page"><div class="index">{items}</div></div>',
    settings='[source.listing]\nitem = ".index .row"\nlink = "a.more"\ndate = ".when"\n',
)
SELECTED_CARDS = replace(
    CARDS,
    masthead=False,
    settings='[source.listing]\nitem = ".card"\nlink = ".card-title a"\n'
    '[source.article]\nbody = ".story-body"\n',
)

LOOKS = {
    "cards": CARDS,
    "list": LIST,
    "table": TABLE,
    "jnews": JNEWS,
    "arabic": ARABIC_CARDS,
    "japanese": JAPANESE_LIST,
    "feed": FEED,
    "structured": STRUCTURED,
    "selected": SELECTED,
    "selected_cards": SELECTED_CARDS,
}


@dataclass(slots=True)
class Press:
    """One site of a look, below a folder of its server; "" is the root."""

    site: Site
    look: Look
    now: datetime
    """The day of the visit, as its masthead has it."""
    folder: str = ""
    pieces: list[Piece] = field(default_factory=list)
    """Newest first."""
    shown: int = 24
    """So many of the newest are listed."""

    @property
    def name(self) -> str:
        return NAMES[self.look.language]

    @property
    def front(self) -> str:
        return f"/{self.folder}"

    def publish(self, number: int, at: datetime, *, paragraphs: int = 5) -> Piece:
        """Put a new article at the top."""
        one = piece(number, at, language=self.look.language, paragraphs=paragraphs)
        self.pieces.insert(0, one)
        return one

    def path(self, one: Piece) -> str:
        slug = "-".join(one.title.lower().split()) if self.look.language == "en" else "n"
        filled = self.look.path.format(
            slug=slug, number=one.number, year=one.at.year, month=f"{one.at.month:02}"
        )
        return self.front + filled

    def day(self, at: datetime) -> str:
        return f"{at:%Y年%m月%d日}" if self.look.language == "ja" else f"{at:%d %B %Y}"

    def show(self) -> None:
        """Serve all of it as it is now."""
        self.show_front()
        for one in self.pieces:
            self.show_page(one)

    def show_front(self) -> None:
        listed = self.pieces[: self.shown]
        self.site.pages[self.front] = Answer(self.listing(listed))
        if self.look.feed:
            self.site.pages[f"{self.front}feed.xml"] = self.rss(listed)

    def show_page(self, one: Piece) -> None:
        self.site.pages[self.path(one)] = Answer(self.page(one))

    def listing(self, listed: list[Piece], *, look: Look | None = None) -> str:
        look = look or self.look
        items = "".join(self._filled(look.item, one) for one in listed)
        return self.frame(look.around.format(items=items), head=self._data(look, listed))

    def _data(self, look: Look, listed: list[Piece]) -> str:
        if not look.structured:
            return ""
        items = [
            {"@type": "ListItem", "position": n, "url": self.path(one), "name": one.title}
            for n, one in enumerate(listed, 1)
        ]
        data = {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}
        return f'<script type="application/ld+json">{json.dumps(data)}</script>'

    def page(self, one: Piece, *, look: Look | None = None) -> str:
        look = look or self.look
        body = self._filled(look.page, one)
        return self.frame(
            body, title=f"{one.title} | {self.name}", head=self._filled(look.head, one)
        )

    def _filled(self, form: str, one: Piece) -> str:
        return form.format(
            number=one.number,
            path=html.escape(self.path(one)),
            title=html.escape(one.title),
            json_title=json.dumps(one.title),
            iso=one.at.isoformat(),
            day=self.day(one.at),
            teaser=one.teaser,
            text="".join(f"<p>{paragraph}</p>" for paragraph in one.paragraphs),
        )

    def frame(self, main: str, *, title: str = "", head: str = "") -> str:
        """A page of the site around its main part."""
        language = self.look.language
        menu = "".join(
            f'<li><a href="{self.front}section/{n}/">{name}</a></li>'
            for n, name in enumerate(MENU[language])
        )
        today = f"<p class='today'>{self.now:%A, %d %B %Y}</p>" if self.look.masthead else ""
        feed = f'<link rel="alternate" type="application/rss+xml" href="{self.front}feed.xml">'
        return (
            f'<!doctype html><html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
            f'<head><meta charset="utf-8"><title>{html.escape(title or self.name)}</title>'
            f"{feed if self.look.feed else ''}{head}</head><body><header><a href='{self.front}'>"
            f"{self.name}</a>{today}<nav><ul>{menu}</ul></nav></header>{main}<footer>"
            f"<a href='{self.front}about/'>About us</a> <a href='{self.front}contact/'>Contact</a> "
            f"<a href='{self.front}imprint/'>Imprint</a> &copy; {self.name}</footer></body></html>"
        )

    def rss(self, listed: list[Piece]) -> Answer:
        items = "".join(
            f"<item><title>{html.escape(one.title)}</title>"
            f"<link>{html.escape(self.site.url + self.path(one))}</link>"
            f"<guid isPermaLink='false'>{one.number}</guid><pubDate>{format_datetime(one.at)}"
            f"</pubDate><description>{one.teaser} ...</description></item>"
            for one in listed
        )
        return Answer(
            f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{self.name}"
            f"</title><link>{self.site.url}{self.front}</link><description>News</description>"
            f"{items}</channel></rss>",
            content_type="application/rss+xml; charset=utf-8",
        )
