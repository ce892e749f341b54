"""An edition in the formats in which people read it.

`outline` puts it into words, in its language; the formats lay those out and escape them.
"""
