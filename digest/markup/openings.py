"""What stands before the first sentence of an article, or between its first ones.

A reader skips it and a program copies it: the place and the agency, who wrote it and when,
the words of a button, the credit of a picture. These are shapes that whole families of
sites and agencies have, in the languages that the program itself speaks; a sentence that
has none of them stays, however dull.
"""

import re

from digest.markup.sentences import is_whole
from digest.markup.words import names

_MOST_CHARACTERS = 400
"""A longer paragraph is no credit and no button, whatever it begins with."""
_TITLE_WORDS = 4
"""A title of fewer words may begin a sentence with a name behind it."""

_BUTTONS = names(
    "a ad advertisement anzeige article artikel as auf by comment comments compartir compartilhar"
    " copy diesen email e-mail facebook flipboard google instagram it kommentare l'article linkedin"
    " link listen la le los mail menu more on opinion partager pin pinterest post print publicidad"
    " publicité reddit save share shares skip sms story sur telegram teilen the this to tweet"
    " twitter via watch whatsapp with x advertise analysis exclusive video updated breaking"
    " شارك مشاركة المقال الخبر عبر على فيسبوك تويتر واتساب تلغرام طباعة إعلان"
)
"""What is written on buttons; a line of nothing but these says nothing."""
_LABEL = re.compile(
    r"""(?:
    image\s+(?:copyright|caption|source|credit)\b | media\s+(?:caption|playback)\b
    | enlarge\ this\ image | toggle\ caption | story\ highlights | just\ watched\b
    | files?\ ?[-–—:] | file\ (?:photo|picture|image) | (?:rush\ )?transcript:
    | \(?(?:this|the)\ (?:is\ a\ rush|(?:story|article|post|page)\ (?:has\ been|was|is)\ (?:last\ )?
      (?:updated|corrected|published|posted)) | copy\ may\ not\ be\ in
    | the\ (?:opinions|views)\ expressed\b | reporting\ by\b
    | (?:photos?|pictures?|photographs?|images?|fotos?|bild(?:er)?|crédits?|credits?|video|watch
      |related|read\ (?:more|also|next)|see\ also|also\ read|more|more\ on|listen|editor['’]s\ note
      |key\ (?:points|words)|stand|lesen\ sie\ (?:auch|mehr)|mehr\ zum\ thema|(?:à\ )?lire\ aussi
      |lea\ también|le[ae]\ más)\s*[:|]
    | (?:photos?|photo\ illustration|pictures?|fotos?|images?)\ (?:by|credit|von|de|par)\b
    | (?:read|listen\ to|watch)\ (?:this|the\ full)\ (?:article|story|video)
    | lesen\ sie\ (?:auch|mehr) | (?:à\ )?lire\ aussi | lea\ también
    | share\ (?:this|on|via|all\ sharing)\b
    | (?:sign\ up|subscribe|click\ here)\b | follow\ (?:us\b|@)
    | \d{1,3}\ ?min(?:ute)?s?\.?\ (?:read|de\ lecture|lesezeit|de\ lectura) | temps\ de\ lecture
    | the\ post\ .{1,300}\ (?:appeared\ first|first\ appeared)\ on\b
    | [اإ]قر[أا]\ (?:أيض|المزيد) | مصدر\ الصورة | التعليق\ على\ الصورة | صورة\ أرشيفية
    | بقلم\b | كتبت?\s*[:/]
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created)|veröffentlicht"
    r"|aktualisiert|publié|mis à jour|publicado|actualizado|نُ?شر|آخر تحديث|تاريخ النشر)"
    r"\b[^.!?\d]{0,25}\d.{0,80}",
    re.IGNORECASE,
)
_STAMP_CHARACTERS = 45
_BY = names("by from von par por بقلم كتب كتبت")
_BETWEEN = names("and und et y و for the of in staff writer reporter correspondent de van al")
_MOST_NAMES = 12
_NAMES = re.compile(r"[^\W\d_]")
_CREDIT = re.compile(
    r"[(\[][^()\[\]]{0,80}(?:\b(?:Getty|Photo|PHOTO|Foto|Images?|Shutterstock|WireImage|Handout)\b"
    r"|(?:/|\bvia )\s?(?:AP|AFP|EPA|REUTERS|Reuters|Bloomberg|dpa|DPA|UPI|TASS|Xinhua)\b)"
    r"[^()\[\]]{0,60}[)\]]\W*$"
    r"|[^.!?\s]\s*[(\[](?:AP|AFP|EPA|REUTERS|Reuters|UPI)[)\]]\W*$"
    r"|(?:[/|]\s?(?:AP|AFP|EPA|REUTERS|Reuters)|Getty Images|AP Photo)$"
)

_PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{2,40}"
_AGENCY = r"\((?:[^()\n]{2,30})\)"
_DATE = r"(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
_DASH = r"\s*(?:[–—]|-{1,2})\s+"
_DATELINES = (
    # TRIPOLI, Nov 22 (Reuters) - and طرابلس (رويترز) -
    re.compile(rf"(?:[^\W\d_][^().!?؟:\n]{{1,60}}|){_AGENCY}{_DASH}"),
    # Dhaka, Bangladesh (CNN) All the attackers ...
    re.compile(r"[A-Z][\w .,'’-]{1,40}\s\(CNN[^()]{0,15}\)\s+|\(CNN[^()]{0,15}\)\s*"),
    # PARIS — and NEW YORK, 22 November –
    re.compile(rf"{_PLACE}(?:,\s[^().!?:\n–—-]{{2,30}})?(?:{_DASH}|[–—])"),
    # KALAMAZOO, Mich. (Reuters) - and WASHINGTON, D.C.—
    re.compile(rf"{_PLACE},\s[A-Z][\w.]{{1,9}}\s*(?:{_AGENCY})?(?:{_DASH}|[–—])"),
    # KARACHI: The police ...
    re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{3,40}:\s+"),
    # Tripoli, 22 November 2026:
    re.compile(
        rf"(?:[A-ZÀ-ÖØ-Þ][\w .'’-]{{1,40}},|[\u0621-\u064a ]{{3,25}})\s+{_DATE}"
        rf"\s*(?:{_AGENCY}\s*)?(?::\s+|{_DASH})"
    ),
    # طرابلس – أعلنت ...
    re.compile(rf"[\u0621-\u064a]{{3,15}}(?:\s[\u0621-\u064a]{{2,15}})?{_DASH}"),
    # 新华社北京11月22日电（记者张三） and 【東京】
    re.compile(
        r"(?:新华社|新華社|中新社|中新网|中新網|人民网|央视网|本报)[^，。！？、]{0,30}?[电電讯訊]"
        r"(?:[（(][^）)]{0,30}[）)])?[\s—-]*|【[^】]{1,30}】\s*"
    ),
)


def is_furniture(paragraph: str) -> bool:
    """Return whether a paragraph or sentence belongs to the page and not to the article.

    The words of buttons, a time of publication, a byline, a reference to another article.
    """
    if len(paragraph) > _MOST_CHARACTERS:
        return False
    if _LABEL.match(paragraph) or _is_stamp(paragraph) or _is_byline(paragraph):
        return True
    found = paragraph.lower().replace("|", " ").replace("·", " ").split()
    return all(word.strip(".,:;!…()") in _BUTTONS or not _NAMES.search(word) for word in found)


def is_caption(paragraph: str) -> bool:
    """Return whether a paragraph ends with the credit of a picture: "(AP Photo/A. Name)"."""
    return len(paragraph) <= _MOST_CHARACTERS and bool(_CREDIT.search(paragraph))


def without_dateline(paragraph: str) -> str:
    """Return a paragraph without the place, date and agency that it begins with.

    A small letter behind them shows that they are none: "NATO - an alliance - ...".
    """
    for pattern in _DATELINES:
        found = pattern.match(paragraph)
        rest = paragraph[found.end() :] if found else ""
        if rest and not rest.lstrip("\"'“‘«„(")[:1].islower():
            return rest
    return paragraph


def without_title(paragraph: str, title: str) -> str:
    """Return a paragraph without the title that it repeats at its beginning.

    A sentence that only begins with the same words, and goes on, is no repetition.
    """
    if not title or paragraph[: len(title)].casefold() != title.casefold():
        return paragraph
    rest = paragraph[len(title) :]
    if not rest.strip(" .:;!?…|–—-"):
        return ""
    parted = re.match(r"\s*[.:;!?…|–—]+\s+|\s+-\s+", rest)
    if parted and not rest[parted.end() :][:1].islower():
        return rest[parted.end() :]
    begins = re.match(r"\s+[\"'“‘«„(]*[^\W\d_a-zß-öø-ÿ]", rest)
    return rest.lstrip() if begins and len(title.split()) >= _TITLE_WORDS else paragraph


def repeats(sentence: str, title: str) -> bool:
    """Return whether a sentence has the words of the title, or of its beginning, and no others."""
    words, of_title = _words(sentence), _words(title)
    if len(words) < _TITLE_WORDS:
        return bool(words) and words == of_title
    return words == of_title[: len(words)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_stamp(paragraph: str) -> bool:
    """Whether it is a time of publication: a sentence about one is longer."""
    is_short = len(paragraph) <= _STAMP_CHARACTERS or not is_whole(paragraph)
    return is_short and bool(_STAMP.fullmatch(paragraph))


def _is_byline(paragraph: str) -> bool:
    """Whether it is "By" and names: no word of it but those between names begins small."""
    first, *others = paragraph.split()[: _MOST_NAMES + 2]
    if first.strip(":/").lower() not in _BY or not 0 < len(others) <= _MOST_NAMES:
        return False
    return all(not one[:1].islower() or one.strip(",.") in _BETWEEN for one in others) and (
        first[:1].isupper() or (first[0] >= "\u0600" and not is_whole(paragraph))
    )
