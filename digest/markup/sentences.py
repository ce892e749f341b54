"""Where sentences end, in scripts with full stops, without, and with others of their own.

No list of abbreviations is complete, so what follows decides too: a small letter begins
no sentence. An error joins two sentences more often than it cuts one, and so a summary
is a sentence shorter, but never half of one.
"""

import re
from collections.abc import Iterator

from digest.markup.words import names

_ABBREVIATIONS = names(
    "abg adm al approx apr art asst aug ave bd bros bzw ca capt cf co col corp dec dept dr dra"
    " ed eg etc ev ex excmo feb fig fr frl ft gen gov hon hr hrsg inc insp jan jr jul jun lic lt"
    " ltd maj mar mgr min mio mlle mme mr mrd mrs ms mt mons nov nr no nos num oct op p pp prof pt"
    " ref rep res rev sen sep sept sgt sig sr sra srta st str supt tel u univ usw vgl viz vol vs z"
    " zb د م أ ص ق هـ"
)
_END = re.compile(
    r"[.!?؟۔…։።।॥]+[\"'”’»›)\]]*(?=\s|$)"  # with a space behind
    r"|[。！？｡]+[」』”’）》]*"  # without
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]*$")
_INITIALS = re.compile(r"(?:\w\.)*\w|\d{1,2}")
_CUT = re.compile(r"(?:\.\.\.|…)[\])]?$")


def ends(paragraph: str) -> Iterator[int]:
    """Yield where the sentences of a paragraph end; words behind the last of them have no end.

    Sentences end at `.!?…`, at ؟ and ۔ and their like before white space, and at 。！？
    anywhere; not after an abbreviation, an initial, or a number of one or two digits (an
    ordinal in German), nor before a small letter.
    """
    start = 0
    for end in _END.finditer(paragraph):
        if not _goes_on(paragraph, start, end):
            start = end.end()
            yield start


def is_whole(text: str) -> bool:
    """Return whether a text ends with a sentence, and not where somebody cut it: "..."."""
    last = max((end.end() for end in _END.finditer(text[-12:])), default=-1)
    return last == len(text[-12:]) and not _CUT.search(text)


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Return whether the sign does not end a sentence."""
    following = text[end.end() : end.end() + 40].lstrip()[:1]
    if following.islower():
        return True
    if end[0] != "." or not following:
        return False
    word = _LAST_WORD.search(text, max(start, end.start() - 30), end.start())
    last = word[0] if word else ""
    return last.lower() in _ABBREVIATIONS or bool(_INITIALS.fullmatch(last))
