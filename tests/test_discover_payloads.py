"""The JSON that scripts start from, found wherever frameworks put it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import script, seconds

from digest.discover.payloads import payloads_of
from digest.page import parse

VALUE = {"articles": [{"title": f"Headline number {n}", "url": f"/news/{n}"} for n in range(4)]}
TEXT = json.dumps(VALUE)


def payloads(html: str) -> list[object]:
    return list(payloads_of(parse(html)))


def pushed(stream: str) -> str:
    return f"<script>self.__next_f.push([1,{json.dumps(stream)}])</script>"


@pytest.mark.parametrize(
    "html",
    [
        script(VALUE, name="__NEXT_DATA__"),
        script(VALUE, "application/json; charset=utf-8"),
        script(f"<!-- {TEXT} -->"),
        f"<script>window.__INITIAL_STATE__ = {TEXT};(function(){{var s;}})()</script>",
        f"<script>window['__STATE__']={TEXT}</script>",
        f"<script>var before = 1; let pageData = {TEXT}\nrun(pageData)</script>",
        f"<script>window.App.state = JSON.parse({json.dumps(TEXT)});</script>",
        f"<div id=app data-page='{TEXT}'></div>",
    ],
)
def test_value_is_found_in_scripts_assignments_and_attributes(html: str) -> None:
    assert VALUE in payloads(f"<html><body>{html}</body></html>")


def test_undefined_of_a_script_is_null() -> None:
    text = TEXT.replace('"articles"', '"user":undefined,"list":[undefined],"articles"')
    assert payloads(f"<script>window.S={text}</script>") == [
        {"user": None, "list": [None], **VALUE}
    ]


def test_pieces_of_the_app_router_are_put_together() -> None:
    stream = f'1:HL["/style.css"]\n2:["$","div",null,{TEXT}]\n3:null\n'
    middle = len(stream) // 2
    html = pushed(stream[:middle]) + pushed(stream[middle:] + " " * 100)
    assert ["$", "div", None, VALUE] in payloads(html)


def test_flat_list_of_nuxt_is_made_whole_again() -> None:
    flat = [
        ["Reactive", 1],
        {"articles": 2, "at": 8},
        [3, 3, 3],
        {"title": 4, "url": 5, "tags": 6},
        "A headline of some length",
        "/news/one",
        [7],
        "harbour",
        ["Date", "2026-11-20T08:00:00.000Z"],
    ]
    one = {"title": "A headline of some length", "url": "/news/one", "tags": ["harbour"]}
    assert payloads(script(flat, name="__NUXT_DATA__")) == [
        {"articles": [one, one, one], "at": "2026-11-20T08:00:00.000Z"}
    ]


@pytest.mark.parametrize(
    "html",
    [
        script([["Reactive", 0], *[[n, n, n] for n in range(60)]], name="__NUXT_DATA__"),
        script([[1, 1, 1, 1], *[[n, n, n, n] for n in range(2, 60)]], name="__NUXT_DATA__"),
        script("[" * 300_000),
        script('{"a":' * 100_000 + "1" + "}" * 100_000),
        "<script>" + "window.a = [1, " * 20_000 + "</script>",
        "<script>" + 'window.a = {"b": "' * 100_000 + "</script>",
        "<script>window.a = {'x': undefined" + ", undefined" * 100_000 + "</script>",
        pushed("1:[[[[[" * 100_000),
        pushed(("1:[1," + "2," * 90 + "x\n") * 5000),
        f"<script>var a = {json.dumps('x' * 2_000_000)}</script>",
        "<script>var a = {}</script>" * 20_000,
    ],
)
def test_hostile_scripts_take_bounded_time(html: str) -> None:
    tree = parse(html)
    assert seconds(lambda: list(payloads_of(tree))) < 1


@given(st.text(max_size=80), st.recursive(st.integers() | st.text(max_size=9), st.lists))
@settings(max_examples=200, deadline=None)
def test_no_script_raises(text: str, value: object) -> None:
    padding = " " * 100
    payloads(
        script(value if isinstance(value, list) else [value, 1, padding], name="__NUXT_DATA__")
        + f"<script>window.x = {text}{padding}</script>"
        + f'<script>self.__next_f.push([1,"{text}{padding}"])</script>'
        + f"<div data-page='{{{text}'></div>"
    )
