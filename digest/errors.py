"""Every error that the program raises on purpose, in one tree.

DigestError
├── ConfigError          config.toml is wrong; says file, line, key and what to do
├── StoreError           the store cannot be opened, read or written
│   └── LockedError      another instance holds it
├── ParseError           a page could not be parsed in time, or killed its parser
├── NoArticleError       a page holds no article
│   └── WalledError      it asks for a login, for consent, or whether we are human
├── UnreadableError      a saved page is not there, or cannot be read
├── OutputError          a file of the output folder cannot be written
├── ServeError           the output folder cannot be served, or no longer
├── SummaryError         a language model's answer is none
└── FetchError           one address could not be read
    ├── AccessError      what its site is to be shown is not where config.toml says
    ├── RefusedError     the guard does not allow the address
    ├── RobotsError      robots.txt forbids it, or cannot be read
    ├── UnreachableError no connection, or no such name
    ├── SlowError        the whole answer was not there in time
    ├── TooLargeError    more bytes than allowed
    ├── BrokenError      the answer is cut off or no HTTP
    ├── BrowserError     no browser could be started to render it, or it failed
    └── StatusError      an HTTP status that is neither 200 nor an asked-for 304

A library's error never leaves the module that owns the library: it becomes one of
these, with `from`. `pipeline` alone survives them, one article or source at a time.
Messages say where, what, and what to do, in one line without a full stop.
"""


class DigestError(Exception):
    """What the program says instead of a traceback."""


class ConfigError(DigestError):
    """config.toml cannot be used; the message may hold several lines, one an error."""


class StoreError(DigestError):
    """The store cannot be opened, read or written."""


class LockedError(StoreError):
    """Another instance holds the store."""


class ParseError(DigestError):
    """A page could not be parsed in time, or the process that parsed it died."""


class NoArticleError(DigestError):
    """A page holds no article: a section, a form, a list; the message says which signs lack."""


class WalledError(NoArticleError):
    """A page asks for a login, for consent, or for a proof that a human reads it."""


class UnreadableError(DigestError):
    """A saved page is not there, or nothing that can be read."""


class OutputError(DigestError):
    """A file of the output folder cannot be written."""


class ServeError(DigestError):
    """The output folder cannot be served, or is served no longer."""


class SummaryError(DigestError):
    """What a language model's server answered is not what its interface says."""


class FetchError(DigestError):
    """One address could not be read; `str()` is the reason, without the address."""

    retry_after_s: float | None = None
    """Seconds the server asked to wait, at most a day; None when it did not say."""


class AccessError(FetchError):
    """What a source's site is to be shown, such as a cookie, is not where config.toml says."""


class RefusedError(FetchError):
    """The guard does not allow the address: scheme, port, or a private network."""

    def __init__(self, reason: str, *, network: str = "") -> None:
        """Keep what `allow_networks` would have to hold, such as "127.0.0.1:8080"; "" for none."""
        super().__init__(reason)
        self.network = network


class RobotsError(FetchError):
    """robots.txt forbids the address, or could not be read for a server's fault."""


class UnreachableError(FetchError):
    """The name was not resolved, or no connection could be made."""


class SlowError(FetchError):
    """The whole answer was not there before the deadline."""


class TooLargeError(FetchError):
    """The answer has more bytes, decoded, than allowed."""


class BrokenError(FetchError):
    """The answer was cut off, or is not HTTP."""


class BrowserError(FetchError):
    """A page is to be rendered, and there is no browser, or it does not start, or it died."""


class StatusError(FetchError):
    """The server answered with a status that brings no page."""

    def __init__(
        self,
        status: int,
        reason: str,
        *,
        retry_after_s: float | None = None,
        said: str = "",
        unasked: bool = False,
    ) -> None:
        """Keep the status beside its reason, such as "404 Not Found".

        `said` is the beginning of what stood in the answer to a POST, in one line; `unasked`
        that the host was not asked at all, since it answered so before and now rests.
        """
        super().__init__(reason)
        self.status = status
        self.said = said
        self.unasked = unasked
        self.retry_after_s = retry_after_s
