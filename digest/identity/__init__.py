"""Which article an article is: the same as before, moved, a copy, or new.

`keys` and `fingerprint` say what to ask the store for; `decide` judges what it
answered. Both are pure, and the store's one query stands between them.
"""

from digest.identity.address import key
from digest.identity.copies import Candidate, Decision, decide, fingerprint, keys, mint
from digest.identity.wrapped import destination

__all__ = [
    "Candidate",
    "Decision",
    "decide",
    "destination",
    "fingerprint",
    "key",
    "keys",
    "mint",
]
