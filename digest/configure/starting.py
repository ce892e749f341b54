"""Make a config.toml to start from.

The file holds no sources, since nobody can guess what somebody wants to read, but shows
in comments how one is written. It names the machine's time zone, because an edition at
seven is meant to be at seven here. A file that is there is never touched.
"""

from pathlib import Path

from digest.config.values import machine_zone
from digest.errors import ConfigError

_START = """\
# What digest follows. After a change: digest check
# Every key is explained in docs/configuration.md.

[digest]
title = "My digest"
timezone = "{timezone}"
edition_at = "07:00"
language = "en"

# The edition as a mail; how it is handed over, and several editions: docs/configuration.md.
# [mail]
# from = "you@example.org"
# to = ["you@example.org"]
# server = "smtps://you@mail.example.org"
# password_file = "mail-password"        # readable by you alone

[fetch]
# How the people of a site can reach you; it is named in every request.
# contact = "mailto:you@example.org"

# Keys for all sources that do not say otherwise.
[defaults]
every = "1h"

# What you follow: one [[source]] for each. The name and the address are enough.
# The address is the page that lists the articles, or a feed.
#
# [[source]]
# name = "libyareview"
# url = "https://libyareview.com/"
#
# All that may be said of a source:
#
# [[source]]
# name = "example-press"                 # lower-case letters, digits and hyphens
# title = "Press of the example"         # what people see
# url = "https://example.org/press"
# cron = "0 6 * * mon-fri"               # or every = "30m"
# group = "Business"                     # section of the edition, and a feed of its own
# language = "en"
# max_age = "30d"                        # what is older is not kept
# exclude = ['/video/', '^Live:']        # regular expressions on title and address
#
# [source.listing]                       # CSS selectors, where the automatic way fails
# item = "main .teaser"
# link = "h3 a"
#
# [source.article]
# remove = ".newsletter"
"""


def init(folder: Path) -> Path:
    """Write a config.toml into a folder, made when it is missing, and return its path.

    Raises:
        ConfigError: there is a config.toml already, or it cannot be written.
    """
    path = folder / "config.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_START.format(timezone=machine_zone()))
    except FileExistsError as error:
        there = path if folder.is_dir() else folder
        raise ConfigError(f"{there}: is there already; it is never overwritten") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"{path}: cannot be written: {reason}") from error
    return path
