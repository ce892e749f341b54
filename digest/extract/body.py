"""Finds the text of an article in the page, as blocks of the page's own HTML.

Two programs find the words (`candidates`), one of the two is taken (`choice`), the page's
own elements are put in the place of what they wrote (`original`).
"""

import logging

from lxml.html import HtmlElement

from digest.extract.candidates import by_density, by_rules
from digest.extract.choice import better, is_doubtful
from digest.extract.original import restore, split_lines

# They write a line for each page that they can make nothing of, which is ours to say.
for _name in ("trafilatura", "justext", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def main_blocks(root: HtmlElement) -> HtmlElement:
    """Return a `<div>` with the blocks of the main text; empty when there is none.

    The tree stays as it is. Links keep their address as the page writes it.
    """
    blocks = by_rules(root)
    if is_doubtful(blocks, root):
        blocks = better(blocks, by_density(root))
    restore(blocks, root)
    split_lines(blocks)
    return blocks
