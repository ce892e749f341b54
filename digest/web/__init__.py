"""Serve the output folder over HTTP: what `digest serve` needs; the extra `web`.

The folder holds finished files, so that nothing is made while it is asked for and no
request reaches the store: who is asked for a feed looks up its file's time and size, and
answers most often that nothing is new. `choosing` and `headers` decide and are pure;
`files` reads; `access` says who may ask; `connections` sees to it that one slow or hostile
client costs only itself; `server` binds and stops. uvicorn's parser h11 is taken, not the
quicker httptools: it bounds what it reads by itself, is strict, and gives twice the
2,000 answers a second that are wanted.
"""

from digest.web.access import access
from digest.web.server import Listener, seconds_kept

__all__ = ["Listener", "access", "seconds_kept"]
