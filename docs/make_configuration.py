#!/usr/bin/env python3
"""Write docs/configuration.md: an introduction, and the reference made from the code.

Run it in the project's folder after a change of a key: python -m docs.make_configuration
A test fails while the file is not what this writes.
"""

from pathlib import Path

from digest.config import reference

INTRODUCTION = """\
# config.toml

<!-- Written by docs/make_configuration.py; change that file, or the tables in digest/config. -->

```toml
[digest]
title = "Libya in the morning"
timezone = "Africa/Tripoli"

[[source]]
name = "libyareview"
url = "https://libyareview.com/"
```

Everything but the name and the address of a source has a default. `digest init FOLDER`
writes a file to start from, and `digest check` says what is wrong in one.

## Which file

Every command takes `--config FILE`. Without it, the first of these is used:

1. the file that the environment variable `DIGEST_CONFIG` names,
2. `config.toml` in the folder where the command is run,
3. `~/.config/digest/config.toml`.

## Paths

Relative paths in the file start from the folder that the file is in, wherever the command
is run. `~/` is the user's home.

`files = ["sources/*.toml"]` brings in more files. Each holds `[[source]]` tables and nothing
else; `[defaults]` of the main file applies to them. As TOML wants it, the line stands above
the first section.

## Editions

Without any `[[edition]]` there is one edition, of `[digest]`. With them, there are these, and
what they do not say they take from `[digest]` and `[mail]`:

```toml
[digest]
title = "Libya in the morning"
edition_at = "07:00"
days = ["mon-fri"]

[mail]
from = "Libya in the morning <news@example.org>"
to = ["you@example.org"]
server = "smtps://news@mail.example.org"
password_file = "mail-password"

[[edition]]
name = "all"

[[edition]]
name = "oil"
at = "18:00"
subjects = ["oil"]
languages = ["ar", "fr"]
language = "fr"
recipients = ["you@example.org", "colleague@example.org"]

[[subject]]
name = "oil"
words = ["oil", "pétrole", "نفط"]
```

`languages` says in which languages the articles of an edition are written; `language` in which
its own words are, such as headings and dates. The edition `oil` above has Arabic and French
articles under French headings; an article is never translated.

A source or group that an edition names and that there is not is told, exit status 1, and the
edition is made of the others. Anything else that is wrong in one stops the program.

## Secrets

None stands in the file. A password of mail, a key, or the address of a webhook that is secret
itself, stands alone in a file of its own that only you can read (`chmod 600`; another is
refused), named by `..._file`, or in an environment variable, named by `..._env`. It is looked
up when it is used. The address of a store with a password comes from the environment:
`url = "env:DIGEST_STORE"`.

## Errors

Each is one line with the file, the line, the key, and what was expected:

```
config.toml:17: source "libyareview": unknown key "gruop"; did you mean "group"?
config.toml:5: [fetch] delay: expected a number of seconds, got "one"
```

- One inside a `[[source]]`, or in a file that `files` brings in, costs these sources only.
  The others are read; the exit status is 1.
- One anywhere else stops the program; the exit status is 2.
- `digest check` is strict: any error is its end, and it also asks about what is allowed but
  hardly meant: two sources with one address, an interval below five minutes, groups that
  differ in case only.

## Changing a source

- **Rename it**: write the old name into `formerly`. Articles, their ids and the old feed's
  file stay.
- **Stop it for a while**: `enabled = false`. It is not read and raises no alarm.
- **Take it out**: its articles stay.

# Reference

"""


def page() -> str:
    """Return the whole of docs/configuration.md."""
    return INTRODUCTION + reference()


if __name__ == "__main__":
    Path(__file__).with_name("configuration.md").write_text(page(), encoding="utf-8")
