"""How the four invented sites look: a module each, pieces in, paths with answers out.

Each theme has the traps of its kind: a masthead with the date of the visit, share
labels, related articles, a caption that repeats the title. None of that may come out.
"""
