"""What an earlier edition told and is otherwise now is told, the newest change first."""

from datetime import timedelta

from composing import SEEN, composed, stored

from digest.model import Edition


def _revised(edition: Edition) -> list[tuple[int, str]]:
    return [(one.stored.number, one.kind) for one in edition.revised]


def test_newest_change_comes_first_with_its_kind() -> None:
    revised = [
        (stored(1, updated=SEEN - timedelta(hours=2)), "correction"),
        (stored(2, updated=SEEN - timedelta(hours=1)), "material"),
    ]
    edition = composed([stored(9)], revised=revised)
    assert _revised(edition) == [(2, "material"), (1, "correction")]
    assert edition.revised[0].source_title == "The Post"


def test_article_of_this_edition_is_no_revised_one() -> None:
    assert _revised(composed([stored(1)], revised=[(stored(1), "material")])) == []
