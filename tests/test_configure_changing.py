"""Settings of one source are changed in a text; all else of it stays byte for byte."""

import tomllib
from collections.abc import Mapping

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from digest.configure import changed
from digest.errors import ConfigError

TEXT = """# what I read
[digest]
title = "Mine"   # a title

[[source]] # the first
name = "one"
url = "https://one.example/"

# about two
[[source]]
  name = 'two'
  url   =   "https://two.example/list"  # the list
  # why there are selectors
  [source.listing] # found by hand
  # an item
  item = ".teaser"
  date = "time"    # when

  [source.article]
  remove = '''
.ad,
.newsletter'''
# about three

[[source]]
name = "three"
url = "https://three.example/"
listing = { item = "li", link = "h3 a" } # short
article.body = ".text"
article.remove = ".ad"
"""


def only(text: str, name: str, *changes: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Change a text; return the lines that went and those that came."""
    old = text.split("\n")
    new = changed(text, name, dict(changes)).split("\n")
    came = list(new)
    went = []
    for line in old:
        if line in came:
            came.remove(line)
        else:
            went.append(line)
    return went, came


def test_a_value_changes_and_its_line_keeps_spacing_and_comment() -> None:
    assert only(TEXT, "two", ("url", "https://two.example/news")) == (
        ['  url   =   "https://two.example/list"  # the list'],
        ['  url   =   "https://two.example/news"  # the list'],
    )
    assert only(TEXT, "two", ("listing.item", 'a[href*="/n/"]')) == (
        ['  item = ".teaser"'],
        ["  item = 'a[href*=\"/n/\"]'"],
    )


def test_a_key_is_added_to_its_table_in_the_three_ways_to_write_one() -> None:
    assert only(TEXT, "two", ("listing.link", "h3 a")) == ([], ['  link = "h3 a"'])
    went, came = only(TEXT, "three", ("listing.date", "time"))
    assert went == ['listing = { item = "li", link = "h3 a" } # short']
    assert came == ['listing = { item = "li", link = "h3 a", date = "time"} # short']
    assert only(TEXT, "three", ("article.title", "h1")) == ([], ['article.title = "h1"'])


def test_a_table_is_added_before_the_comments_of_the_next_source() -> None:
    text = changed(TEXT, "one", {"listing.item": "li", "listing.link": "a"})
    assert text == TEXT.replace(
        'url = "https://one.example/"\n',
        'url = "https://one.example/"\n[source.listing]\nitem = "li"\nlink = "a"\n',
    )


def test_a_table_goes_with_its_last_key_and_its_comments_stay() -> None:
    went, came = only(TEXT, "two", ("listing.item", ""), ("listing.date", ""))
    assert came == []
    assert went == [
        "  [source.listing] # found by hand",
        '  item = ".teaser"',
        '  date = "time"    # when',
    ]


def test_a_value_of_several_lines_goes_whole() -> None:
    went, came = only(TEXT, "two", ("article.remove", ""))
    assert (went, came) == (
        ["  [source.article]", "  remove = '''", ".ad,", ".newsletter'''"],
        [],
    )


def test_keys_leave_inline_and_dotted_tables() -> None:
    text = changed(TEXT, "three", {"listing.link": "", "article.body": "", "article.remove": ""})
    source = tomllib.loads(text)["source"][2]
    assert source == {
        "name": "three",
        "url": "https://three.example/",
        "listing": {"item": "li"},
    }
    assert "listing" not in tomllib.loads(changed(text, "three", {"listing.item": ""}))["source"][2]


def test_line_ends_and_a_missing_last_one_stay() -> None:
    text = TEXT.replace("\n", "\r\n").removesuffix("\r\n")
    new = changed(text, "three", {"article.title": "h1", "url": "https://x.example/"})
    assert new.count("\n") == new.count("\r\n")
    assert new.endswith('article.title = "h1"\r\n')
    assert 'url = "https://x.example/"\r\n' in new
    assert changed('[[source]]\nname = "a"\nurl = "b"', "a", {"url": "c"}).endswith('url = "c"')


@pytest.mark.parametrize(
    ("text", "name", "key", "said"),
    [
        (TEXT, "four", "url", "named"),
        (TEXT, "one", "listing.item", "does not stand in it; look in"),
        ('source = [{ name = "a", url = "b" }]', "a", "listing.item", "by hand"),
    ],
)
def test_what_cannot_be_changed_says_so(text: str, name: str, key: str, said: str) -> None:
    value = "" if "stand" in said else "x"
    with pytest.raises(ConfigError, match=said):
        changed(text, name, {key: value})


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
comments = st.lists(words.map(lambda word: f"# {word}"), max_size=2)
values = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
rules = st.dictionaries(st.sampled_from(("item", "link", "title", "date")), values)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A configuration with random order, comments, blank lines and line ends; its names."""
    lines = [*draw(comments), "[digest]", 'title = "T"', *draw(comments)]
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=4))
    for name in names:
        keys = draw(st.permutations([f'name = "{name}"', 'url = "https://x.example/"']))
        lines += [*draw(comments), "[[source]]"]
        for key in keys:
            lines += [*draw(comments), f"{key} {draw(st.sampled_from(('', '# why')))}"]
        for table in draw(st.permutations(("listing", "article"))):
            held = draw(rules)
            if not held:
                continue
            form = draw(st.sampled_from(("header", "dotted", "inline")))
            pairs = [f"{key} = {tomlkit.string(v).as_string()}" for key, v in held.items()]
            if form == "header" or "[source." in "".join(lines[-8:]):
                lines += ["", f"[source.{table}]", *draw(comments), *pairs, *draw(comments)]
            elif form == "dotted":
                lines += [f"{table}.{pair}" for pair in pairs]
            else:
                lines.append(f"{table} = {{ {', '.join(pairs)} }}")
    end = draw(st.sampled_from(("\n", "\r\n")))
    return end.join(lines) + draw(st.sampled_from(("", end))), names


def valid(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


keys = st.sampled_from(("url", "listing.item", "listing.link", "article.title", "article.date"))
KEYS = ("url =", "listing", "article", "item =", "link =", "title =", "date =", "[source.")


@given(
    file=files().filter(lambda file: valid(file[0])),
    changes=st.dictionaries(keys, values, min_size=1),
    data=st.data(),
)
def test_only_the_lines_of_the_change_differ(
    file: tuple[str, list[str]], changes: Mapping[str, str], data: st.DataObject
) -> None:
    text, names = file
    name = data.draw(st.sampled_from(names))
    new = changed(text, name, changes)
    place = next(n for n, one in enumerate(names) if one == name)
    document = tomllib.loads(text)
    for key, value in changes.items():
        table, _, last = key.rpartition(".")
        source = document["source"][place]
        (source.setdefault(table, {}) if table else source)[last] = value
    assert tomllib.loads(new) == document
    still = iter(new.split("\n"))
    kept = [line for line in text.split("\n") if not line.lstrip().startswith(KEYS)]
    assert all(line.rstrip("\r") in (other.rstrip("\r") for other in still) for line in kept)
    back = {key: "" for key in changes if key != "url"}
    taken = tomllib.loads(changed(new, name, back))["source"][place] if back else {}
    assert not any(last in taken.get(table, {}) for table, last in (key.split(".") for key in back))
