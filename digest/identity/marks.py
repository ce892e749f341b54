"""What an article is known again by: its keys, a hash of its text, and the id that it gets."""

import hashlib
import uuid
from functools import lru_cache

from digest.identity import claims
from digest.identity.address import key
from digest.identity.sketch import body_words, is_short
from digest.model import Article


def keys(article: Article) -> tuple[str, ...]:
    """Return the identity keys of an article's addresses, the most telling first.

    That is the final address, then the requested, then the canonical one, then what else
    it is called; root addresses are left out, since sites send dead articles there.
    """
    requested, *others = (key(address) for address in article.addresses or (article.url,))
    final, *claimed = others or [requested]
    every = dict.fromkeys((final, requested, *claimed, *claims.names(article)))
    return tuple(k for k in every if "/" in k or "?" in k)


@lru_cache(maxsize=8)  # as `sketch`
def fingerprint(article: Article) -> str:
    """Return a hash of an article's words, its own title left out; "" for a short text.

    Case, punctuation, white space and Unicode's compatibility forms do not count.
    The title is left out because pages repeat it, or not, above the text.
    """
    words = body_words(article)
    if is_short(words):
        return ""
    joined = " ".join(words).encode(errors="replace")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


def mint(first_key: str, attempt: int = 1) -> str:
    """Return the id of a new article, `urn:uuid:...`, from its first identity key.

    Version 5 (RFC 9562, section 5.5), so that a rebuilt store gives the same ids.
    `attempt` counts up where an earlier article holds the id.
    """
    name = first_key if attempt == 1 else f"{first_key}#{attempt}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
