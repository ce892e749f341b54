"""Read pages that only scripts fill, in a browser without a way of its own to the network.

A source is read so where its user says `render = true`. The page itself comes from the
`Fetcher`, as for any other source; the browser is given it, and whatever it asks for beside
it goes through the same guard, robots.txt and bounds. What the scripts made of the page is
read off and goes the way of any page. Playwright drives the system's Chromium, known in
this package only; it is an extra, looked for when the first page is to be rendered.
"""

from digest.rendering.renderer import Renderer

__all__ = ["Renderer"]
