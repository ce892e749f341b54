"""Learn which parameters never change the text of a site, beside those that no site's do.

Two addresses of one text that differ in one parameter speak for its being noise; when
three articles say so and none speaks against it, keys are compared without it. Two
addresses of two texts that differ in it alone speak against it, for good: `id`, `page`
and `lang` have their first contrary pair sooner than their third of one text. A page that
is the same under all numbers, an error's or a wall's, is one text and so says it once.

The store has the last word before a parameter is left out: no two articles may get one
key by it. And what is found without it is no more than a claim (see `claims`), so that a
parameter which begins to select is found out by the first article that it brings.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.identity import claims
from digest.identity.address import key as address_key
from digest.identity.candidates import Candidate
from digest.identity.marks import fingerprint
from digest.identity.sketch import sketch
from digest.model import Article

ENOUGH = 3
"""Texts that were met under two values each."""
MOST = 32
"""Parameters of one host that are watched, and as many that are noise, or never are."""
LONGEST = 64
"""Characters of a name; longer ones are not watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What is known of the parameters of one host."""

    noise: frozenset[str] = frozenset()
    """Names that say nothing, as keys have them."""
    kept: frozenset[str] = frozenset()
    """Names that select; never noise again."""
    seen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pairs of a name that is watched and the fingerprints of the texts that were met under
    two values of it; the name that was met longest ago first."""

    @property
    def ripe(self) -> tuple[str, ...]:
        """The names that enough texts speak for."""
        return tuple(name for name, texts in self.seen if len(texts) >= ENOUGH)

    def agreed(self, name: str, text: str) -> "Noise":
        """Return it with one more text that is the same under two values."""
        seen = dict(self.seen)
        texts = seen.pop(name, ())
        if text not in texts:
            texts = (*texts, text)[-ENOUGH:]
        return replace(self, seen=(*seen.items(), (name, texts))[-MOST:])

    def adopted(self, name: str) -> "Noise":
        """Return it with a parameter that is noise from now on."""
        return replace(self._unwatched(name), noise=self.noise | {name})

    def refuted(self, names: Collection[str]) -> "Noise":
        """Return it with parameters that select, for good."""
        less = self
        for name in names:
            less = less._unwatched(name)
        kept = self.kept.union(names) if len(self.kept) < MOST else self.kept
        return replace(less, noise=self.noise.difference(names), kept=kept)

    def _unwatched(self, name: str) -> "Noise":
        return replace(self, seen=tuple(pair for pair in self.seen if pair[0] != name))

    def may_learn(self, name: str) -> bool:
        """Whether a parameter may be watched; a host with too many of them teaches no more."""
        return (
            len(name) <= LONGEST
            and name not in self.noise
            and name not in self.kept
            and len(self.kept) < MOST
            and len(self.noise) < MOST
        )


def host_of_key(key: str) -> str:
    """Return the host of an identity key, with its port; "" for what is no address.

    >>> host_of_key("example.org:8080/a?id=7")
    'example.org:8080'
    """
    host = key.partition("#")[0].partition("?")[0].partition("/")[0]
    name, _, port = host.rpartition(":")
    return host if not name or port.isdigit() or host.endswith("]") else ""


def without(key: str, names: Collection[str]) -> str:
    """Return an identity key without these parameters; as it is where no path were left.

    >>> without("example.org/a?id=7&track=x", {"track"})
    'example.org/a?id=7'
    """
    if not names or "?" not in key:
        return key
    place, query, route = _parts(key)
    kept = [pair for pair in query if pair.partition("=")[0] not in names]
    if len(kept) == len(query) or not (kept or "/" in place):
        return key
    return f"{place}{'?' if kept else ''}{'&'.join(kept)}{route}"


def differing(one: str, other: str) -> frozenset[str]:
    """Return the names of the parameters in which two keys differ, all else being the same."""
    (place, query, route), (place2, query2, route2) = _parts(one), _parts(other)
    if (place, route) != (place2, route2):
        return frozenset()
    mine, others = _values(query), _values(query2)
    return frozenset(n for n in mine.keys() | others.keys() if mine.get(n) != others.get(n))


def hosts(article: Article) -> frozenset[str]:
    """Return the hosts that an article can teach something of: those of keys with parameters."""
    return frozenset(host_of_key(key) for key in claims.fetched(article) if "?" in key)


def learnt(
    noise: Mapping[str, Noise],
    article: Article,
    candidates: Sequence[Candidate],
    *,
    boilerplate: frozenset[int],
) -> dict[str, Noise]:
    """Return what is known of hosts after one more article, for those where it is more.

    Args:
        noise: what is known, by host; nothing is learnt of hosts that it lacks.
        article: with the addresses that it was fetched at.
        candidates: as for `decide`.
        boilerplate: what the source repeats.
    """
    new = dict(noise)
    for key, other, text in _pairs(article, candidates, boilerplate):
        known = new.get(host := host_of_key(key))
        names = differing(key, other)
        if known is None or not names:
            continue
        if not text and (len(names) == 1 or names <= known.noise):
            new[host] = known.refuted(names)
        elif text and len(names) == 1 and known.may_learn(name := min(names)):
            new[host] = known.agreed(name, text)
    return {host: known for host, known in new.items() if known != noise[host]}


def _pairs(
    article: Article, candidates: Sequence[Candidate], boilerplate: frozenset[int]
) -> Iterator[tuple[str, str, str]]:
    """Yield two keys and the fingerprint of the text that both gave, "" for two texts."""
    mine = [key for key in claims.fetched(article) if "?" in key]
    if not mine:
        return
    text, hashes = fingerprint(article), frozenset(sketch(article).short) - boilerplate
    for one in candidates:
        theirs = one.sketch - boilerplate - one.boilerplate
        is_same = text and text == one.fingerprint
        if is_same or claims.compared(hashes - one.boilerplate, theirs) == claims.OTHER:
            for key in mine:
                for address in one.addresses:
                    yield key, address_key(address), text if is_same else ""


def _parts(key: str) -> tuple[str, list[str], str]:
    """The place, the parameters and the route of a key; see `address.key`."""
    page, mark, route = key.partition("#")
    place, _, query = page.partition("?")
    return place, query.split("&") if query else [], mark + route


def _values(query: Sequence[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for pair in query:
        name, _, value = pair.partition("=")
        values.setdefault(name, []).append(value)
    return values
