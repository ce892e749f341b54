"""How the pages look, and the policy that lets them do nothing else.

The style stands in each page, so that a page is one file and asks for nothing. The policy
allows just this style, by its hash: a style that a stranger's text brought along would
not count.
"""

from base64 import b64encode
from hashlib import sha256

STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfc; --ink: #1d2125; --faint: #5b646d;
  --line: #dfe2e5; --link: #14569b; --seen: #6b4a8c }
@media (prefers-color-scheme: dark) { :root { --paper: #16191c; --ink: #e3e5e7;
  --faint: #9ba4ac; --line: #32383e; --link: #86b9ee; --seen: #bda4dc } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 44rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word }
h1, h2 { line-height: 1.3 }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; text-wrap: balance }
h2 { margin: 0 0 .25rem; font-size: 1.1875rem }
a { color: var(--link); text-underline-offset: .15em }
a:visited { color: var(--seen) }
a:focus-visible { outline: 2px solid; outline-offset: 2px }
h2 a, li > a { text-decoration: none }
h2 a:hover, li > a:hover { text-decoration: underline }
p { margin: 0 0 .5rem }
header { padding-bottom: 1rem; border-bottom: 2px solid var(--line) }
header p, .meta, .forms { color: var(--faint); font-size: .9375rem }
html[dir=ltr] :is(nav, header *, section > h2) { text-align: left }
html[dir=rtl] :is(nav, header *, section > h2) { text-align: right }
nav { margin-bottom: 1rem; font-size: .9375rem }
article { padding: 1.25rem 0; border-bottom: 1px solid var(--line) }
article p:last-child { margin: 0 }
main:empty::before { content: "No articles yet"; display: block; padding: 1.25rem 0;
  color: var(--faint) }
section { padding-top: 1.5rem }
ul { margin: 0; padding: 0; list-style: none }
li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem;
  align-items: baseline; padding: .5rem 0; border-bottom: 1px solid var(--line) }
.forms { white-space: nowrap }
.days { columns: 11rem; column-gap: 2rem }
.days li { break-inside: avoid; border: 0; padding: .2rem 0 }
"""
"""System fonts only; dark where the reader's system is."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The content security policy that stands in each page. A server that sends one of its own
must allow no less, since a browser obeys both."""
