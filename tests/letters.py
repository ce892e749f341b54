"""Letters that tests send, of the shape that an edition has."""

from datetime import date
from html import escape

from digest.model import Letter

DAY = date(2026, 11, 22)
_ENGLISH = (
    "Port of Benghazi opens its new quay to ships with grain",
    (
        "The harbour's director said on Sunday that the first ship from Odesa had come in with "
        "12,000 tonnes of wheat. Two cranes were bought last year, and a third will follow."
    ),
)
_ARABIC = (
    "ميناء بنغازي يفتتح رصيفه الجديد أمام سفن الحبوب",
    (
        "قال مدير الميناء يوم الأحد إن أول سفينة وصلت من أوديسا محملة باثني عشر ألف طن من القمح. "
        "وقد اشترى الميناء رافعتين في العام الماضي وستتبعهما ثالثة."
    ),
)


def letter(
    stories: int = 2, *, language: str = "en", title: str = "Libya in the morning"
) -> Letter:
    """Return an edition of so many stories, in Latin or in Arabic script."""
    headline, lead = _ARABIC if language == "ar" else _ENGLISH
    told = [
        (f"{headline} ({number})", f"https://example.org/{number}") for number in range(stories)
    ]
    counts = f"{stories} articles from 3 sources, 21 November 07:00 to 22 November 07:00"
    return Letter(
        series="",
        day=DAY,
        title=title,
        subject=f"{title}: {stories} new - {headline}" if stories else f"{title}: nothing new",
        markdown=f"# {title}\n",
        html=_html(title, counts, [(name, url, lead) for name, url in told], language),
        text=_text(title, counts, [(name, url, lead) for name, url in told]),
        language=language,
        news=bool(stories),
    )


def _text(title: str, counts: str, told: list[tuple[str, str, str]]) -> str:
    blocks = [title, counts, *(f"{name}\n{lead}\n{url}" for name, url, lead in told)]
    return "\n\n".join([*blocks, "Sources in trouble: none"]) + "\n"


def _html(title: str, counts: str, told: list[tuple[str, str, str]], language: str) -> str:
    way = "rtl" if language == "ar" else "ltr"
    stories = "".join(
        f'<h3><a href="{url}">{escape(name)}</a></h3>\n<p>{escape(lead)}</p>\n'
        for name, url, lead in told
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{way}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>h3 {{ margin: 0 }}</style></head>\n"
        f'<body><div role="main" lang="{language}" dir="{way}"><h1>{escape(title)}</h1>\n'
        f"<p>{counts}</p>\n{stories}<p>Sources in trouble: none</p></div></body></html>\n"
    )
