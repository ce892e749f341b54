"""Choose and order what an edition shows.

The reader reads from the top and stops when time is up: first what several sources tell,
then the rest in sections, every story once, in the first whole sentences of its most
central article. Who else tells it, and who has the same text, is named under it. What is
beyond the limits is not left out: it is the rest of its section.
"""

from digest.edition.compose import compose
from digest.edition.summaries import summary

__all__ = ["compose", "summary"]
