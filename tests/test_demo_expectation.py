"""The demo says what has not come as it must: here are outcomes and files that lack something."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from digest.demo import expectation
from digest.demo.expectation import Written
from digest.demo.sites import COPY, SITES, Counts
from digest.markup import markdown_text
from digest.model import Failure, Outcome


def good(counts: Callable[[int], Counts]) -> list[Outcome]:
    return [
        Outcome(
            source=site.name,
            new=counts(n).new,
            known=counts(n).known,
            updated=counts(n).updated,
            moved=counts(n).moved,
            copies=int(site.name == "ebbet-courier"),
            way=site.way,
        )
        for n, site in enumerate(SITES)
    ]


def test_first_reading_that_lacks_something_is_told() -> None:
    outcomes = good(lambda n: SITES[n].first)
    assert expectation.of_first(outcomes) == ()
    (fault,) = expectation.of_first([replace(outcomes[0], new=4), *outcomes[1:]])
    assert fault == "vellin-review: 5 new expected, 4 came"
    (fault,) = expectation.of_first([*outcomes[:3], replace(outcomes[3], way="listing")])
    assert fault == "lake-miren: found by its listing, not by its sitemap"
    (fault,) = expectation.of_first([*outcomes[:2], replace(outcomes[2], copies=0), outcomes[3]])
    assert fault == "1 copy was to be found, 0 were"
    assert "lake-miren: not read" in expectation.of_first(outcomes[:3])


def test_second_reading_that_lacks_something_is_told() -> None:
    outcomes = good(lambda n: SITES[n].second)
    assert expectation.of_second(outcomes) == ()
    failure = Failure(url="http://127.0.0.1/a", reason="404 Not Found")
    (fault,) = expectation.of_second([replace(outcomes[0], failures=(failure,)), *outcomes[1:]])
    assert fault == "vellin-review: http://127.0.0.1/a: 404 Not Found"
    (fault,) = expectation.of_second([replace(outcomes[0], partial=2), *outcomes[1:]])
    assert fault == "vellin-review: 2 articles without their text"


def test_third_reading_that_finds_or_writes_anything_is_told(tmp_path: Path) -> None:
    quiet = [Outcome(source=site.name, unchanged=True) for site in SITES]
    assert expectation.of_third(quiet, (), 0) == ()
    loud = [replace(quiet[0], new=1), replace(quiet[1], reason="500"), *quiet[2:]]
    assert expectation.of_third(loud, (tmp_path / "feed.xml",), 3) == (
        "rayhan-post: 500",
        "vellin-review: 1 new articles, of none",
        "feed.xml was written although nothing is new",
        "3 pages were fetched although nothing has changed",
    )


def test_article_that_stands_twice_or_not_at_all_is_told() -> None:
    titles = [title for site in SITES for title in site.titles if title != COPY[1]]
    feed = "".join(f"<title>{title}</title>" for title in titles)
    digest = "".join(f"### [{markdown_text(title)}](http://127.0.0.1/)\n" for title in titles)
    assert expectation.of_files(Written(feed=feed, digest=digest)) == ()
    assert len(expectation.of_files(Written(feed=feed, digest=""))) == len(titles)
    twice = feed + f"<title>{titles[0]}</title><title>{COPY[1]}</title>"
    assert expectation.of_files(Written(feed=twice, digest=digest)) == (
        f'the feed has "{titles[0]}" 2 times, not once',
        f'the feed has the text of "{COPY[0]}" 2 times, not once',
    )
