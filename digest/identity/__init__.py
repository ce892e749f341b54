"""Which article an article is: the same as before, moved, a copy, or new.

`keys`, `fingerprint` and `sketch` say what to ask the store for; `boilerplate` learns from
what it answered what the source repeats, and `decide` judges. All are pure, and the store's
one query stands between them. `edit` tells what changed in an article that is known.
"""

from digest.identity.address import key
from digest.identity.candidates import Candidate, Decision
from digest.identity.copies import alike, boilerplate, decide, leader_of
from digest.identity.edits import Edit, edit
from digest.identity.marks import fingerprint, keys, mint
from digest.identity.noise import Noise, host_of_key, hosts, learnt, without
from digest.identity.sketch import Sketch, pack, sketch, unpack
from digest.identity.wrapped import destination

__all__ = [
    "Candidate",
    "Decision",
    "Edit",
    "Noise",
    "Sketch",
    "alike",
    "boilerplate",
    "decide",
    "destination",
    "edit",
    "fingerprint",
    "host_of_key",
    "hosts",
    "key",
    "keys",
    "leader_of",
    "learnt",
    "mint",
    "pack",
    "sketch",
    "unpack",
    "without",
]
