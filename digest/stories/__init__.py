"""Which articles tell of one event.

Articles are taken one by one, as they were stored, and each joins the story that it is most
like on the average, or begins one. Before an edition the stories that gained something are
repaired: what was put together too early or too late is moved, merged or parted. There is
no model to download: words, names and numbers are weighed by how rare they are among what
was read. `docs/decisions/015-stories.md` has the figures.
"""

from digest.stories.features import Telling, features, language_of
from digest.stories.gathering import WINDOW, Gathering
from digest.stories.vocabulary import Vocabulary

__all__ = ["WINDOW", "Gathering", "Telling", "Vocabulary", "features", "language_of"]
