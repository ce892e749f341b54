"""What a mail holds fits into its bytes, and loses the least important first."""

from hypothesis import given
from hypothesis import strategies as st

from digest.writing.fitting import Block, Group, fitted, size

FORMS = ("a title with a summary|", "a title|", "t|")


def _group(stories: int, *, matters: bool = False, articles: int = 0) -> Group:
    blocks = tuple(Block(forms=FORMS, articles=2) for _ in range(stories))
    return Group(opening="<", closing=">", blocks=blocks, articles=articles, matters=matters)


def _sizes(*groups: str) -> list[list[int]]:
    """Return by group which form each of its blocks has."""
    return [
        [FORMS.index(f"{form}|") for form in group.strip("<>").split("|")[:-1]] for group in groups
    ]


def test_what_fits_stays_whole() -> None:
    group = _group(2)
    whole = f"<{2 * FORMS[0]}>"
    assert fitted([group], size(whole)).groups == (whole,)
    assert fitted([group], size(whole)).left == 0


def test_last_story_loses_its_summary_first() -> None:
    groups = [_group(2), _group(2)]
    room = 4 + 4 * size(FORMS[0])
    assert _sizes(*fitted(groups, room - 1).groups) == [[0, 0], [0, 1]]
    assert _sizes(*fitted(groups, room - 30).groups) == [[0, 0], [1, 1]]


def test_no_story_is_a_bare_title_while_another_has_its_summary() -> None:
    groups = [_group(3), _group(3)]
    for room in range(200):
        forms = [form for group in _sizes(*fitted(groups, room).groups) for form in group]
        assert forms == sorted(forms)
        assert not forms or forms[-1] - forms[0] <= 1


def test_story_that_is_left_out_counts_and_its_heading_goes_with_the_last() -> None:
    groups = [_group(1), _group(2, articles=7)]
    one = size(f"<{FORMS[2]}>")
    assert fitted(groups, one + 2 + size(FORMS[2])).left == 2
    only = fitted(groups, one)
    assert only.groups == (f"<{FORMS[2]}>", "")
    assert only.left == 2 + 2 + 7
    assert fitted(groups, 0).groups == ("", "")


def test_what_matters_goes_after_all_others() -> None:
    groups = [_group(2), _group(1, matters=True)]
    assert fitted(groups, size(f"<{FORMS[2]}>")).groups == ("", f"<{FORMS[2]}>")


def test_block_of_one_form_is_whole_or_left_out() -> None:
    group = Group(opening="", closing="", blocks=(Block(forms=("ten bytes.",)),) * 2)
    assert fitted([group], 19).groups == ("ten bytes.",)
    assert fitted([group], 9).groups == ("",)


def test_room_is_counted_in_bytes() -> None:
    group = Group(opening="", closing="", blocks=(Block(forms=("خبر", "x")),))
    assert fitted([group], 6).groups == ("خبر",)
    assert fitted([group], 5).groups == ("x",)


_BLOCKS = st.builds(
    Block,
    forms=st.lists(st.text(max_size=9), min_size=1, max_size=3).map(
        lambda forms: tuple(sorted(forms, key=size, reverse=True))
    ),
    articles=st.integers(0, 3),
)
_GROUPS = st.builds(
    Group,
    opening=st.text(max_size=9),
    closing=st.text(max_size=9),
    blocks=st.lists(_BLOCKS, min_size=1, max_size=5).map(tuple),
    articles=st.integers(0, 3),
    matters=st.booleans(),
)


@given(st.lists(_GROUPS, max_size=5), st.integers(0, 200))
def test_no_room_is_too_small(groups: list[Group], room: int) -> None:
    assert sum(map(size, fitted(groups, room).groups)) <= room
