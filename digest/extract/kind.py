"""Tells HTML from what a page's address may also lead to: a PDF, a picture, a film.

The first bytes are asked before the header, as servers name the wrong type more often
than files begin wrongly. Source: https://mimesniff.spec.whatwg.org/, the signatures
that news sites link to.
"""

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
)
_MARKUP = frozenset({"", "text/html", "application/xhtml+xml", "application/octet-stream"})

_NEVER_SHOWN = ("image/", "audio/", "video/", "font/")
"""No browser shows HTML of these types as a page, so that no site serves its articles so."""


def other_kind(body: bytes, content_type: str) -> str:
    """Return the media type of what is no HTML, such as "application/pdf"; "" for HTML.

    Text or XML by its header is HTML when it begins like it: `<` and then a letter or
    `!`; so is a page without a type, or with the type of unknown bytes. A picture, sound or
    film by its header is that, whatever it begins like.
    """
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    if start[:4] == b"RIFF":
        return "image/webp" if start[8:12] == b"WEBP" else "video/x-msvideo"
    if start[4:8] == b"ftyp":
        return "video/mp4"
    declared = content_type.partition(";")[0].strip().lower()
    if declared in _MARKUP:
        return ""
    if declared.startswith(_NEVER_SHOWN):
        return declared
    marked = start[:1] == b"<" and not start.startswith((b"<?xml", b"<rss", b"<feed", b"<svg"))
    xhtml = start.startswith(b"<?xml") and b"<html" in body[:2048].lower()
    return "" if marked or xhtml else declared
