"""An edition in the formats in which people read it.

`outline` puts it into words, in its language; the formats lay those out and escape them.
"""

from digest.writing.html import html
from digest.writing.letter import letter
from digest.writing.markdown import markdown
from digest.writing.subject import subject
from digest.writing.text import text

__all__ = ["html", "letter", "markdown", "subject", "text"]
