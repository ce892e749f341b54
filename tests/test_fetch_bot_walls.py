"""A wall against robots is named by the header of its maker, and nothing else is."""

import httpx
import pytest

from digest.fetch.bot_walls import named_wall


@pytest.mark.parametrize(
    ("status", "header", "value", "named"),
    [
        (403, "CF-Mitigated", "challenge", "bot wall of Cloudflare (cf-mitigated)"),
        (503, "cf-mitigated", "challenge", "bot wall of Cloudflare (cf-mitigated)"),
        (403, "X-DataDome", "protected", "bot wall of DataDome (x-datadome)"),
        (405, "x-amzn-waf-action", "captcha", "bot wall of AWS WAF (x-amzn-waf-action)"),
        (202, "x-amzn-waf-action", "challenge", "bot wall of AWS WAF (x-amzn-waf-action)"),
        (429, "x-kpsdk-ct", "x", "bot wall of Kasada (x-kpsdk-ct)"),
        (403, "Server", "AkamaiGHost", "bot wall of Akamai (server)"),
        (403, "Server", "ddos-guard", "bot wall of DDoS-Guard (server)"),
        (403, "x-iinfo", "1-2-3", "bot wall of Imperva (x-iinfo)"),
    ],
)
def test_wall_is_named_by_its_maker(status: int, header: str, value: str, named: str) -> None:
    assert named_wall(status, httpx.Headers({header: value})) == named


@pytest.mark.parametrize(
    ("status", "header", "value"),
    [
        (403, "Server", "nginx"),
        (404, "cf-mitigated", "x"),
        (500, "x-datadome", "protected"),
        (202, "cf-mitigated", "x"),
        (503, "Server", "AkamaiGHost"),
        (503, "x-iinfo", "1-2-3"),
    ],
)
def test_what_is_no_refusal_by_a_wall_names_none(status: int, header: str, value: str) -> None:
    """Some makers put their header on every answer, also on one that only failed."""
    assert named_wall(status, httpx.Headers({header: value})) == ""
