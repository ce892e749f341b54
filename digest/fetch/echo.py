"""Take out of an answer what it repeats of the secrets that it was asked with.

Pages do hold the session of who reads them, in a script or in their links, and a page is
kept, shown, and handed on in a bug report; a redirect would carry it to another site. Cut
is what is surely a secret: a word of a common language, a date or the name of a page may
stand in a cookie as well, and must stay in the texts.
"""

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from digest.fetch.exchange import Answer

CUT = "***"

_KEYS = re.compile(r"auth|key|token|secret|sess|sid|jwt|login|pass|credential", re.IGNORECASE)
_LEAST = 8
"""Characters of a secret by its name; a shorter one stands in pages by chance."""
_LEAST_NAMELESS = 20
_MIXED = 3
"""Digits, and others, of a value that shows by itself that a machine made it."""
_OF_ADDRESSES = re.compile(r"[/.-]|%2f", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")


def secrets_of(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return what must not be repeated of headers, in all forms in which a page may write it.

    The longest comes first, so that no part of another is cut before it.
    """
    plain = {value for name, value in _values(headers) if _is_secret(name, value)}
    forms = {form for value in plain for form in _forms(value)}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _values(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        if name.lower() == "cookie":
            for pair in value.split("; "):
                cookie, _, held = pair.partition("=")
                yield cookie, held.strip('"')
        elif name.lower() == "authorization":
            scheme, _, held = value.partition(" ")
            yield name, held or value
            if scheme.lower() == "basic":
                yield name, _password(held)
        else:
            yield name, value


def _password(held: str) -> str:
    try:
        return base64.b64decode(held, validate=True).decode(errors="replace").partition(":")[2]
    except ValueError:  # a header as the user wrote it
        return ""


def _is_secret(name: str, value: str) -> bool:
    if _UUID.fullmatch(value):
        return True
    if _KEYS.search(name):
        return len(value) >= _LEAST and not value.isalpha()
    digits = sum(character.isdigit() for character in value)
    mixed = digits >= _MIXED and len(value) - digits >= _MIXED
    return len(value) >= _LEAST_NAMELESS and mixed and not _OF_ADDRESSES.search(value)


def _forms(value: str) -> tuple[str, ...]:
    in_script = json.dumps(value)[1:-1]
    return (
        value,
        quote(value, safe=""),
        html.escape(value),
        in_script,
        in_script.replace("/", "\\/"),
    )


def without(answer: Answer, secrets: tuple[str, ...]) -> Answer:
    """Return the answer with `CUT` in the place of each secret."""
    body = answer.body
    for secret in secrets:
        body = body.replace(secret.encode(), CUT.encode())
    return replace(
        answer,
        body=body,
        location=_cut(answer.location, secrets),
        content_type=_cut(answer.content_type, secrets),
        etag=_cut(answer.etag, secrets),
        last_modified=_cut(answer.last_modified, secrets),
    )


def _cut(value: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        value = value.replace(secret, CUT)
    return value
