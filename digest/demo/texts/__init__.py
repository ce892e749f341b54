"""What the four invented sites write: news of places and people that do not exist.

Each site has PIECES, newest first, which it shows at first, and LATER, which it shows
from the second visit on.
"""
