"""Judge whether what a source gives now is news, or a sign that its site broke or changed.

No fixed number tells a broken list from a quiet one: a monthly blog and a wire agency are
both well. So each source is judged by its own habit, and every judgement names its
evidence: "the list had 24 items, now none". What is shown that was shown before speaks
for a source; an alarm needs that too much of what was there is gone or became the same.
"""

from digest.yields.articles import is_junk, is_mistaken, is_no_chance, is_stranger, judged_articles
from digest.yields.lists import FEWEST, WALLS, judged
from digest.yields.silence import silence

__all__ = [
    "FEWEST", "WALLS", "is_junk", "is_mistaken", "is_no_chance", "is_stranger", "judged",
    "judged_articles", "silence",
]  # fmt: skip
