"""The one place that cleans and escapes what came from outside.

Everything is cleaned once, on its way in: `plain` makes titles, names and tags, `clean`
makes bodies, and of these `text_of` and `markdown_of` make the other forms, on demand.
Writers then only escape, for their own format. In HTML nh3 comes last and nothing touches
its result: control characters taken out afterwards can turn a harmless address into
`javascript:`.
"""

from digest.markup.body import clean
from digest.markup.commonmark import markdown_of
from digest.markup.escape import (
    html_address,
    html_text,
    language_tag,
    markdown_address,
    markdown_text,
)
from digest.markup.leading import SUMMARY_CHARACTERS, first_sentences, lead
from digest.markup.media import enclosure
from digest.markup.sentences import is_whole
from digest.markup.text import text_of
from digest.markup.words import one_line, plain

__all__ = [
    "SUMMARY_CHARACTERS",
    "clean",
    "enclosure",
    "first_sentences",
    "html_address",
    "html_text",
    "is_whole",
    "language_tag",
    "lead",
    "markdown_address",
    "markdown_of",
    "markdown_text",
    "one_line",
    "plain",
    "text_of",
]
