"""Cuts what stands in the place of an author into names, and cleans them.

One string may hold a person, five persons, a role, the address of a profile, the
publisher, or "By Staff". Names of people are told from those of desks, teams and
agencies, as these count only where no person is named; what names an account of the
publishing system ("admin"), a button or the site itself names nobody.
"""

import re
from collections.abc import Iterable, Iterator

from digest.extract.facts import Facts
from digest.extract.wording import key
from digest.markup import plain

MOST_AUTHORS = 12

_VERB = (
    r"(?:story|text|words?|written|authored|posted|published|reported|created|article|interview(?:ed)?"
    r"|geschrieben|verfasst|eingestellt|veröffentlicht|erstellt|publié|écrit|rédigé|escrito"
    r"|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet|napisał|recommended"
    r"|(?:(?:ein|blog|gast)[ -]?)?(?:artikel|beitrag|bericht|kommentar)"
    r"|(?:(?:view|see|show|zeige|voir|ver) )?(?:all|alle|tous les|todas las) "
    r"(?:posts|articles|stories|beiträge|artikel|entradas))"
)
_PREPOSITION = r"(?:by|von|vom|par|por|door|af|av|od|da|di|autor(?:a|es)?|authors?|auteure?)"
_ROLE = (
    r"(?:authors?|autor(?:in|en|es|a|:innen|\*innen)?|auteure?s?|autore|forfatter|författare"
    r"|автор|text(?: (?:&|und|and) (?:fotos?|photos?|bilder))?|tekst|texte|texto|words|interview"
    r"|story|writers?|redaktion|redaktør|journaliste?|reporter|reporting)"
)
LABEL = re.compile(
    rf"\A\W*(?:(?:{_VERB}\s+)?{_PREPOSITION}(?:\s*:\s*|\s+)|{_VERB}?\s*{_ROLE}\s*:\s*"
    r"|(?:автор|بقلم|كتب|كتبت)(?:\s*:\s*|\s+)|著者[:：]\s*|文[/／:：]\s*|글\s*[:=]\s*)(?=\S)",
    re.IGNORECASE,
)
"""What stands ahead of an author's name."""

_APART = re.compile(
    r"\s*(?:[;|•·⋅∙∣/\n，、]|,(?!\s*(?:jr|sr|ph\.?d|md|m\.d|esq)\b)"
    r"|\s[&+]\s|\s(?:and|und|et|och|og|en|y|e|i|ve|и|та|with|mit)\s)\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[(\[<].*|(?<!\w)@\w+.*|\s[-–—]+(?:\s.*|$)|https?:.*"
    r"|\b(?:published|(?:last )?updated|posted|on|is an?|for|in|at|vor|stand)\b.*"
    r"|\b(?:le|am)\s+(?:\w+day,?\s|\w+tag,?\s)?\d.*|\b(?:am|vom|il|el)$"
    r"|\W+\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows a name in a byline: a role, a handle, a place, a date."""
_COLLECTIVE = re.compile(
    r"\b(?:editors?|reporters?|correspondent|writers?|journalist|redak\w+|redac\w+|rédaction"
    r"|redazione|staff|newsroom|desk|team|contributors?|columnist|producer|news|agenc(?:y|ies|ia)"
    r"|bureau|dpa|afp|apa|efe|ap|ansa|reuters|editorial|wire|correspondents)\b",
    re.IGNORECASE,
)
"""Words of roles, desks and agencies; no person is called so."""
_NOBODY = re.compile(
    r"\b(?:admin\w*|guest|authors?|director|professor|manager|press|media|webmaster"
    r"|university|institute|foundation|magazine|journal|association|inc|ltd|llc|gmbh|user"
    r"|anonymous|unknown|null|undefined|none|comments?|marketing|store|shop"
    r"|categor(?:y|ies)|alle|artikel|share|shares|read|minutes?|posts?|view|all|show|more|articles?"
    r"|expert|analyst|founder|ceo|cto|senior|head|chief|specialist|educators?|consultant|engineer"
    r"|officer|president|dietitian|licensed|certified|bio|gardener|chef\w+|freier?"
    r"|print|e-?mail|tweet|facebook|twitter|instagram|linkedin|written|contact|subscribe|follow|menu|search|login|sign|home|copyright|photos?|credit|quelle)\b"
    r"|\be\.\s?v\b|:",
    re.IGNORECASE,
)
"""Words of accounts, firms and buttons, which are neither."""
_PAPER = re.compile(
    r"\b(?:the|times|post|herald|tribune|gazette|today|daily|weekly|review|chronicle|observer"
    r"|star|sun|mirror|guardian|telegraph|blog|zeitung|\w+blatt|online|tv|radio|channel|network"
    r"|\w*nachrichten|presse\w*|amt|bund|\w*verband|bank|deutschland|hora|news|direkt"
    r"|group|company|solutions|services|world|life|diario|el|la|le|il|der|die|das|report|digital"
    r"|tech\w*|labs?|studios?|club|clinic|center|centre|health|fitness|kitchen|travel|food)\b",
    re.IGNORECASE,
)
"""Words of the names of papers, blogs and firms."""
_ADDRESS = re.compile(
    r"https?://|www\.|\w@\w|\.(?:com|org|net|de|ch|at|it|fr|info)\b", re.IGNORECASE
)
_PARTICLES = frozenset(
    str.split("al bin da de del della den der di dos du el ibn la le san ten ter van von y zu zum")
)


def cleaned(names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the people in these strings, one by one, each once, in their order.

    Beside a name of two words, a single word in the same string is a place or a role:
    "Ada Lind, Director, Content & Marketing".
    """
    found: dict[str, str] = {}
    for name in names:
        people = [person for part in _parts(name) if (person := _person(part))]
        people = [person for person in people if not facts.is_site(person)]
        if any(" " in person for person in people) and len(people) > 1:
            people = [person for person in people if " " in person or not person.isascii()]
        for person in people:
            found.setdefault(key(person), person)
    return tuple(found.values())[:MOST_AUTHORS]


def collectives(names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the desk, team or agency that a string names in the place of people."""
    for name in names:
        text = _bare(LABEL.sub("", plain(_spaced(name)), count=1))
        if _COLLECTIVE.search(text) and _is_short(text) and not _NOBODY.search(text):
            return () if facts.is_site(text) else (text,)
    return ()


def owners(names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the person that a site is called by, as those of single writers often are."""
    for name in names:
        person = _person(LABEL.sub("", plain(_spaced(name)), count=1))
        if not (facts.is_site(person) and looks_like_a_name(person)):
            continue
        if not (_PAPER.search(person) or facts.is_firm(person)):
            return (person,)
    return ()


def looks_like_a_name(text: str) -> bool:
    """Return whether a text has two to five words, each with a capital where scripts have them."""
    words = text.split()
    own = [word for word in words if word.casefold() not in _PARTICLES]
    return (
        2 <= len(words) <= 5
        and bool(own)
        and all(word[0].isalpha() and not word[0].islower() for word in own)
    )


def _parts(name: str) -> Iterator[str]:
    for part in _APART.split(LABEL.sub("", plain(_spaced(name)), count=1)):
        yield LABEL.sub("", part, count=1)


def _spaced(name: str) -> str:
    return "" if _ADDRESS.search(name) and " " not in name.strip() else name


def _person(text: str) -> str:
    """A person's name without what stands around it; "" when none is left."""
    name = _bare(text)
    if not _is_short(name) or _ADDRESS.search(name):
        return ""
    if _NOBODY.search(name) or _COLLECTIVE.search(name):
        return ""
    return name.title() if name.isupper() and len(name) > 4 else name


def _bare(text: str) -> str:
    return _TAIL.sub("", text).strip(" \t.,:;-–—|*\"'")


def _is_short(name: str) -> bool:
    letters = sum(character.isalpha() for character in name)
    return letters >= 2 and len(name) <= 60 and len(name.split()) <= 6
