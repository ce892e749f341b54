"""SPF, DKIM and DMARC of a domain, read and judged in words.

Sources: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 and its successor (DMARC). A key of DKIM
can only be looked up by its selector, which stands in signed mail and nowhere else. So the
usual ones are tried, and not to find one proves nothing.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from digest.address import site_of

SELECTORS = (
    "default", "dkim", "mail", "selector1", "selector2", "google", "s1", "s2", "k1", "k2", "k3",
    "fm1", "fm2", "fm3", "key1", "key2", "protonmail", "protonmail2", "mxvault", "zoho", "pm",
    "smtp", "email", "x", "dkim1", "mailo", "krs", "sig1", "ed25519", "rsa", "2024", "2025", "2026",
)  # fmt: skip
"""Under which large mail hosts and the manuals of small ones keep their keys."""

_NO_SELECTOR = "digest-asks-for-a-name-that-nobody-has"
_AT_ONCE = 8
_MOST_LOOKUPS = 10
"""Of one SPF record, those of what it includes counted too. Source: RFC 7208, 4.6.4."""
_MOST_SHOWN = 120
_LOOKING_UP = re.compile(
    r"[-+?~]?(include:|exists:|redirect=|(?:a|mx|ptr)(?=[:/]|$))(.*)", re.IGNORECASE
)
_ALL = re.compile(r"([-+?~]?)all", re.IGNORECASE)
_PRIVATE = ("localhost", "local", "test", "invalid", "example", "internal", "lan", "home.arpa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What name servers say of the texts of one name."""

    texts: tuple[str, ...] = ()
    exists: bool = True
    """The name is there, with texts or without."""
    failed: str = ""
    """Why nothing was said; "" where something was."""


Ask = Callable[[str], Answer]
"""From a name to its TXT records; called by several threads at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked up."""

    what: str
    """domain, SPF, DKIM or DMARC."""
    is_good: bool
    said: str
    """What there is."""
    todo: str = ""
    """What to do, or to ask the mail host; "" for nothing."""


def findings(domain: str, ask: Ask) -> tuple[Finding, ...]:
    """Return what is found of the domain of a sender, and what to do about it.

    Args:
        domain: in ASCII and lower case.
        ask: looks names up.
    """
    if not _is_public(domain):
        said = f"{domain} is no domain of the internet, so that nobody outside can check it"
        return (Finding(what="domain", is_good=False, said=said, todo=_OWN_DOMAIN),)
    answer = ask(domain)
    if not answer.exists:
        said = f"there is no domain {domain}"
        return (Finding(what="domain", is_good=False, said=said, todo=_OWN_DOMAIN),)
    spf, dkim = _spf(domain, answer, ask), _dkim(domain, ask)
    return (spf, dkim, _dmarc(domain, ask, is_proved=spf.is_good or dkim.is_good))


_OWN_DOMAIN = "write an address of a domain of yours, or of your mail host, into [mail] from"


def _is_public(domain: str) -> bool:
    return "." in domain and not any(f".{domain}".endswith(f".{one}") for one in _PRIVATE)


def _spf(domain: str, answer: Answer, ask: Ask) -> Finding:
    if answer.failed:
        return _unknown("SPF", domain, answer)
    records = [one for one in answer.texts if re.match(r"v=spf1(\s|$)", one, re.IGNORECASE)]
    if not records:
        todo = (
            f"ask the mail host for its SPF record, and publish it as a TXT record of {domain}; "
            'it begins with "v=spf1"'
        )
        return Finding(what="SPF", is_good=False, said=f"{domain} has no SPF record", todo=todo)
    if len(records) > 1:
        said = f"{domain} has {len(records)} SPF records, which count as none"
        todo = "make one of them: their parts one after another, and a single -all or ~all"
        return Finding(what="SPF", is_good=False, said=said, todo=todo)
    said, todo = _shown(records[0]), _wrong_in(records[0], ask)
    return Finding(what="SPF", is_good=not todo, said=said, todo=todo)


def _wrong_in(record: str, ask: Ask) -> str:
    """Return what to change in an SPF record; "" for nothing."""
    alls = [found[1] for term in record.split() if (found := _ALL.fullmatch(term))]
    if alls and alls[0] in ("", "+"):
        return "it lets every machine send for the domain: let it end with -all or ~all"
    if not alls and not re.search(r"\sredirect=", record, re.IGNORECASE):
        return "it does not say what becomes of all others: let it end with -all or ~all"
    if any(islice(_lookups(record, ask, {record}), _MOST_LOOKUPS, None)):
        return (
            f"it makes a receiver look up more than {_MOST_LOOKUPS} names, which counts as wrong: "
            "take out what no longer sends for you"
        )
    return ""


def _lookups(record: str, ask: Ask, seen: set[str]) -> Iterator[str]:
    """Yield the terms for which a receiver looks a name up; those of what it includes too."""
    for term in record.split()[1:]:
        if not (found := _LOOKING_UP.fullmatch(term)):
            continue
        yield term
        if found[1].lower() in ("include:", "redirect="):
            for text in ask(found[2]).texts:
                if text.lower().startswith("v=spf1") and text not in seen:
                    seen.add(text)
                    yield from _lookups(text, ask, seen)


def _dkim(domain: str, ask: Ask) -> Finding:
    def key(selector: str) -> Answer:
        return ask(f"{selector}._domainkey.{domain}")

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        first, *answers = pool.map(key, (_NO_SELECTOR, *SELECTORS))
    if first.failed:
        return _unknown("DKIM", domain, first)
    found = [
        selector
        for selector, answer in zip(SELECTORS, answers, strict=True)
        if any(_is_key(text) for text in answer.texts) and answer.texts != first.texts
    ]
    if found:
        return Finding(what="DKIM", is_good=True, said=f"key of {', '.join(found)} is published")
    said = f"{domain} has no key under the usual names; it may have one under another"
    todo = (
        f"ask the mail host whether it signs mail of {domain}, and which TXT or CNAME record "
        f"to publish below _domainkey.{domain}"
    )
    return Finding(what="DKIM", is_good=False, said=said, todo=todo)


def _is_key(text: str) -> bool:
    """Whether a text is a key that was not taken back."""
    return bool(_tags(text).get("p")) and _tags(text).get("v", "DKIM1") == "DKIM1"


def _dmarc(domain: str, ask: Ask, *, is_proved: bool) -> Finding:
    for name in dict.fromkeys((domain, site_of(domain))):
        answer = ask(f"_dmarc.{name}")
        if answer.failed:
            return _unknown("DMARC", domain, answer)
        records = [one for one in answer.texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", one)]
        if records:
            return _policy(name, records, is_proved=is_proved)
    todo = (
        f'publish a TXT record of _dmarc.{site_of(domain)}, to begin with: "v=DMARC1; p=none"; '
        "large receivers want one"
    )
    return Finding(what="DMARC", is_good=False, said=f"{domain} has no DMARC record", todo=todo)


def _policy(name: str, records: list[str], *, is_proved: bool) -> Finding:
    if len(records) > 1:
        said = f"_dmarc.{name} has {len(records)} records, which count as none"
        return Finding(what="DMARC", is_good=False, said=said, todo="keep one of them")
    said, policy = _shown(records[0]), _tags(records[0]).get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        todo = "it has no p=none, p=quarantine or p=reject: add one"
        return Finding(what="DMARC", is_good=False, said=said, todo=todo)
    if policy != "none" and not is_proved:
        becomes = "refused" if policy == "reject" else "put into junk"
        todo = f"by it mail that neither SPF nor DKIM proves is {becomes}: mend one of these first"
        return Finding(what="DMARC", is_good=False, said=said, todo=todo)
    return Finding(what="DMARC", is_good=True, said=said)


def _tags(text: str) -> dict[str, str]:
    """Return the `name=value` pairs of a record of DKIM or DMARC."""
    pairs = (one.partition("=") for one in text.split(";"))
    return {name.strip(): "".join(value.split()) for name, _, value in pairs}


def _unknown(what: str, domain: str, answer: Answer) -> Finding:
    said = f"not looked up for {domain}: {answer.failed}"
    return Finding(what=what, is_good=False, said=said, todo="try again later")


def _shown(record: str) -> str:
    """Return a record as a terminal may show it."""
    line = "".join(one for one in " ".join(record.split()) if one.isprintable())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
