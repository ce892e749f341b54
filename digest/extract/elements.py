"""Tells the elements that stand within a line of text from those that are blocks.

Source: https://html.spec.whatwg.org/multipage/text-level-semantics.html and the obsolete
ones (`font`, `tt`) that old articles are full of.
"""

INLINE = frozenset(
    str.split("a abbr b bdi bdo big br cite code del dfn em font i ins kbd mark q s samp small")
    + str.split("span strike strong sub sup time tt u var")
)
