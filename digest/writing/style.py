"""How a mail looks.

Half of the mail programs take the style out, and many drop what `body` says, so the paper,
the ink, the letters and the width stand in the wrapper itself, and all that the style adds
could lack: what is left is a page of headings, paragraphs and underlined links. There are
no variables and no sides that depend on the direction, which as many do not know. Fonts
are those of the reader's system, so nothing is fetched.
Source: https://www.caniemail.com/
"""

WRAPPER = (
    "max-width:640px;margin:0 auto;padding:20px 16px 40px;background:#fdfdfc;color:#1d2125;"
    "font:17px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif;"
    "word-wrap:break-word;overflow-wrap:break-word"
)
"""Of the element that holds all; no double quotes."""

STYLE = """
:root{color-scheme:light dark}
body{margin:0;background:#fdfdfc}
h1{margin:0 0 8px;font-size:26px;line-height:1.25}
h2{margin:36px 0 0;padding:10px 0 0;border-top:2px solid #dfe2e5;color:#5b646d;
font-size:17px;line-height:1.3}
h3{margin:20px 0 2px;font-size:18px;line-height:1.35}
.top h3{font-size:20px}
p{margin:0 0 6px}
ul,.n{margin:12px 0 0}
ul{padding:0 20px}
li{margin:0 0 6px}
.m{font-size:15px;color:#5b646d}
.missing,.changes,.trouble{font-size:15px}
a{color:#14569b}
h3 a{text-decoration:none}
h3 a:hover{text-decoration:underline}
@media (prefers-color-scheme:dark){
body,.w{background:#16191c!important;color:#e3e5e7!important}
h2{border-color:#32383e}
h2,.m{color:#9ba4ac}
a{color:#86b9ee}
}
"""
"""Of the head; dark where the reader's system is. No `meta` says so: where the style is taken
out and `meta` is not, links would have the colours of dark paper on our light one."""
