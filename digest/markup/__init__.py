"""The one place that cleans and escapes what came from outside.

Everything is cleaned once, on its way in: `plain` makes titles, names and tags, `clean`
makes bodies, `text_of` and `lead` make text. Writers then only escape, for their own
format. In HTML nh3 comes last and nothing touches its result: control characters taken
out afterwards can turn a harmless address into `javascript:`.
"""

from digest.markup.body import clean
from digest.markup.escape import markdown_address, markdown_text
from digest.markup.text import lead, text_of
from digest.markup.words import plain

__all__ = ["clean", "lead", "markdown_address", "markdown_text", "plain", "text_of"]
