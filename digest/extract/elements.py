"""Tells the elements that stand within a line of text from those that are blocks.

Source: https://html.spec.whatwg.org/multipage/text-level-semantics.html and the obsolete
ones (`font`, `tt`) that old articles are full of.
"""

INLINE = frozenset(
    str.split("a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label")
    + str.split("mark math nobr output q rb rp rt rtc ruby s samp small span strike strong sub")
    + str.split("sup time tt u var wbr")
)
