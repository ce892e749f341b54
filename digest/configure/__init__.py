"""What writes config.toml: the one to start from, new sources, changed settings.

A file that a person wrote stays theirs: comments, order and spelling are kept, and what
is written is read again as the program would read it before it takes the file's place.
"""

from digest.configure.changing import changed
from digest.configure.replacing import write_checked
from digest.configure.starting import init

__all__ = ["changed", "init", "write_checked"]
