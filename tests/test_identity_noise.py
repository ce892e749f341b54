"""Which parameters of a site are learnt to say nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import NOW, article, body_of

from digest.identity import Candidate, Noise, fingerprint, host_of_key, key, sketch, without
from digest.identity.noise import ENOUGH, LONGEST, MOST, differing, hosts, learnt
from digest.model import Article

HOST = "example.org"
PLACE = "https://example.org/story?id={}"


def at(address: str, name: str = "a", **changes: object) -> Article:
    return article(name, url=address, addresses=(address,), **changes)


def stored(one: Article) -> Candidate:
    return Candidate(
        id=one.url,
        number=1,
        source="one",
        title=one.title,
        fingerprint=fingerprint(one),
        published=None,
        first_seen=NOW,
        copy_of="",
        keys=frozenset(),
        sketch=frozenset(sketch(one).short),
        addresses=one.addresses,
    )


def taught(noise: Noise, one: Article, *others: Article) -> Noise:
    """What is known of the host after an article that others were compared with."""
    candidates = tuple(map(stored, others))
    return learnt({HOST: noise}, one, candidates, boilerplate=frozenset()).get(HOST, noise)


def pairs(number: int, *, tail: str = "&t={}") -> Noise:
    """What so many articles teach that were each met under two values."""
    noise = Noise()
    for n in range(number):
        one, other = (at(PLACE.format(n) + tail.format(value), f"n{n}") for value in (1, 2))
        noise = taught(noise, one, other)
    return noise


def test_three_texts_under_two_values_each_make_a_parameter_ripe() -> None:
    assert pairs(ENOUGH - 1).ripe == ()
    assert pairs(ENOUGH).ripe == ("t",)


def test_a_parameter_that_may_lack_is_learnt_too() -> None:
    noise = Noise()
    for n in range(ENOUGH):
        noise = taught(noise, at(f"{PLACE.format(n)}&t=1", f"n{n}"), at(PLACE.format(n), f"n{n}"))
    assert noise.ripe == ("t",)


def test_one_text_says_it_once_however_often_it_comes() -> None:
    """As of an error page, which is the same under all numbers."""
    noise = Noise()
    for n in range(9):
        noise = taught(noise, at(PLACE.format(n)), at(PLACE.format(n + 1)), at(PLACE.format(99)))
    assert noise.ripe == ()


def test_two_texts_under_two_values_refute_a_parameter_for_good() -> None:
    noise = taught(
        pairs(ENOUGH - 1), at(PLACE.format("7&t=1"), "x"), at(PLACE.format("7&t=2"), "y")
    )
    assert noise.kept == {"t"}
    for n in range(ENOUGH):
        one, other = (at(f"{PLACE.format(n)}&t={value}", f"z{n}") for value in (1, 2))
        noise = taught(noise, one, other)
    assert (noise.ripe, noise.noise, noise.seen) == ((), frozenset(), ())


def test_what_was_noise_and_selects_now_is_noise_no_more() -> None:
    one, other = at(PLACE.format("7&t=1&u=1"), "x"), at(PLACE.format("7&t=2&u=2"), "y")
    noise = Noise().adopted("t").adopted("u")
    assert taught(noise, one, other) == Noise(kept=frozenset({"t", "u"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?t=1&u=1", "https://example.org/a?t=2&u=2"),  # in two
        ("https://example.org/a?t=1", "https://example.org/b?t=2"),  # in the path
        ("https://example.org/a?t=1#!/x", "https://example.org/a?t=2#!/y"),  # in the route
        ("https://example.org/a?utm_source=1", "https://example.org/a?utm_source=2"),  # in none
        (f"https://example.org/a?{'x' * 99}=1", f"https://example.org/a?{'x' * 99}=2"),
    ],
)
def test_only_addresses_that_differ_in_one_parameter_teach(one: str, other: str) -> None:
    assert taught(Noise(), at(one), at(other)) == Noise()


def test_short_texts_teach_nothing() -> None:
    one, other = (at(PLACE.format(7) + f"&t={n}", text=f"Watch {n}") for n in (1, 2))
    assert taught(Noise(), one, replace(other, text="Watch 1")) == Noise()
    assert taught(Noise(), one, other) == Noise()


def test_an_edited_text_speaks_neither_for_nor_against() -> None:
    one, other = (at(PLACE.format(7) + f"&t={n}") for n in (1, 2))
    edited = replace(other, text=body_of("a") + " And then he left the hall at once.")
    assert taught(Noise(), one, edited) == Noise()


def test_only_what_was_fetched_teaches() -> None:
    one = at("https://example.org/a", claims=(PLACE.format("7&t=1"),))
    assert hosts(one) == frozenset()
    assert hosts(at("https://www.example.org/a?t=1")) == {HOST}
    assert taught(Noise(), one, at(PLACE.format("7&t=2"))) == Noise()


def test_what_is_known_of_a_host_is_bounded() -> None:
    noise = Noise()
    for n in range(9 * MOST):
        noise = taught(noise, at(PLACE.format(f"7&t{n}=1")), at(PLACE.format(7)))
    assert len(noise.seen) == MOST
    for n in range(9 * MOST):
        noise = taught(noise, at(PLACE.format(f"7&t{n}=1"), "x"), at(PLACE.format(7), "y"))
    assert len(noise.kept) == MOST
    assert not noise.may_learn("t")
    assert not Noise().may_learn("t" * (LONGEST + 1))


# ----- keys


@pytest.mark.parametrize(
    ("whole", "less"),
    [
        ("example.org/a?t=1", "example.org/a"),
        ("example.org/a?id=7&t=1&t=2", "example.org/a?id=7"),
        ("example.org/a?t=1&u=2#!/r", "example.org/a?u=2#!/r"),
        ("example.org/a#!/r?t=1", "example.org/a#!/r?t=1"),
        ("example.org?t=1", "example.org?t=1"),  # a front page is no article's key
        ("example.org/a?tt=1", "example.org/a?tt=1"),
        ("guid:example.org/7", "guid:example.org/7"),
    ],
)
def test_a_key_loses_what_is_noise(whole: str, less: str) -> None:
    assert without(whole, {"t"}) == less
    assert without(whole, ()) == whole


@given(
    st.lists(st.tuples(st.sampled_from("tuvé&= "), st.text(max_size=3)), max_size=4),
    st.sets(st.sampled_from("tuv")),
)
def test_a_key_without_noise_is_a_key_and_differs_in_noise_alone(
    query: list[tuple[str, str]], names: set[str]
) -> None:
    pairs = "&".join(f"{name}={value}" for name, value in query)
    whole = key(f"https://example.org/a?{pairs}")
    less = without(whole, names)
    assert key(f"https://{less}") == less == without(less, names)
    assert differing(whole, less) <= names
    assert host_of_key(whole) == HOST


@pytest.mark.parametrize(
    ("one", "host"),
    [
        ("example.org:8080/a?b", "example.org:8080"),
        ("example.org?b=/", "example.org"),
        ("[::1]/a", "[::1]"),
        ("[::1]:81/a", "[::1]:81"),
        ("guid:example.org/7", ""),
    ],
)
def test_the_host_of_a_key(one: str, host: str) -> None:
    assert host_of_key(one) == host
