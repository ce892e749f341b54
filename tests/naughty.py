"""Strings that break what takes text for something else; our own list.

Written as Python writes them, a group a kind, so that the invisible ones can be seen.
"""

_CONTROLS = [chr(code) for code in (*range(32), 0x7F, 0x80, 0x85, 0x9F)]
_NO_CHARACTERS = [
    "\ud800", "\udfff", "a\ud83d", "\ude00b", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe",
    "\U0010ffff", "\ufffd", "\ufeff", "\ufeffBOM", "\ufff9\ufffa\ufffb", "\U000e0001\U000e0041",
]  # fmt: skip
_UNSEEN = [
    "", " ", "\t\n", "\r\n", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2028", "\u2029", "\u2060",
    "\u3000", "a\u0000b", "a\u2028b\u2029c\u0085d", "\u180e", "\u115f", "\u3164", "\u2800",
]  # fmt: skip
_DIRECTIONS = [
    "\u202eabc", "\u202dabc\u202c", "\u2066abc\u2069", "\u2067abc", "a\u200fb\u200e", "\u061cخبر",
    "خبر (عاجل) 123", "שלום abc", "\u202e\u202e\u202e", "مرحبا <b>بكم</b>", "\u0640\u0651\u064b",
]  # fmt: skip
_SCRIPTS = [
    "文章", "ﷺ", "🎉👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́", "ｆｕｌｌ＜ｂ＞ｗｉｄｔｈ", "İıſK", "ǅ", "①②",
    "e\u0301" * 3, "\u0301alone", "ß" * 3, "Ω≈ç√∫", "᚛ᚄᚓᚐᚋ᚜", "𝕋𝕙𝕖", "\U0001f1f1\U0001f1fe", "נִקּוּד",
]  # fmt: skip
_ENTITIES = [
    "&", "&&", "&amp;", "&amp;amp;amp;", "&lt;b&gt;", "&#60;script&#62;", "&#x3c;b>", "&nbsp;",
    "&nbsp", "&bogus;", "&#0;", "&#x0;", "&#xD800;", "&#xFFFE;", "&#1114112;", "&#99999999999999;",
    "&#x80;", "&#150;", "AT&T", "a&b;c", "&copy", "&notit;", "&amp;#x26;lt;", "%26lt;", "&;", "&#;",
    "&xxe;", "%xxe;", "&#10;", "&Tab;&NewLine;", "&ltcc;", "&ZeroWidthSpace;",
]  # fmt: skip
_TAGS = [
    "<", ">", "<<", "a < b", "3<4", "<3", "< b >", "<b", "</b>", "<b>bold</b>", "<p>a<p>b", "<x>",
    "<a href=/>", "<br/>", "<>", "</>", "<!", "<?", "<!-->", "<!-- a", "--><b>", "<![CDATA[a]]>",
    "]]>", "]]&gt;", "<![CDATA[", "]]]]><![CDATA[>", "<?xml version='1.0'?>", "<?php echo 1 ?>",
    "<!DOCTYPE rss>", "<plaintext>", "<textarea>", "</textarea><b>", "<title>a", "</title><link>x",
    "<table><tr><div>", "<b><i></b></i>", "<svg><title><b>", "<math><mi//xlink:href=x>", "<\x00b>",
    "<ſcript>", "‹b›", "<é>", "<b\n>", "<a:b c='d'/>", "<p " + "a=b " * 300 + ">",
    "<div>" * 600, "<!--" * 200, "<a " * 400, "&lt;" * 500, "<table>" * 50 + "x",
]  # fmt: skip
_XML = [
    "</title></item><item><title>two", "</channel></rss>", '"/><item/>', "' x='", '" onload="x',
    "</item>", "<item><guid>x</guid></item>", "</entry></feed>", '<content:encoded xmlns="x">',
    '<!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><a>&xxe;</a>', "xmlns:x='y'",
    '<!ENTITY lol "lol">', "]]></content:encoded><x>", "<xi:include href='file:///etc/passwd'/>",
    '"},{"id":"x', '\\"', "\\u0000", "\\", '{"a": 1}', "null", "undefined", "NaN", "true", "0",
]  # fmt: skip
_ACTIVE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "javascript:alert(1)", "JaVa\tScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>",
    "<iframe srcdoc='<script>x</script>'>", "<a href='javascript:x'>y</a>", "<base href=//x.test>",
    "<math><style><img src=x onerror=x>", "<noscript><p title='</noscript><img src=x onerror=x>'>",
    "<form action=//x.test><input>", "<style>@import '//x.test'</style>", "vbscript:x",
    "<meta http-equiv=refresh content=0>", "<object data=x>", "<link rel=stylesheet href=//x.test>",
    "<p style='background:url(//x.test)'>x</p>", "<img src=//x.test/a srcset='javascript:x 2x'>",
    "<video><source onerror=x>", "<template><script>x</script></template>",
]  # fmt: skip
_TEMPLATES = [
    "{{7*7}}", "${7*7}", "#{7*7}", "{% include 'x' %}", "<%= 7 %>", "%s%n%x", "{0}",
    "{a.__class__}", "&#" + "9" * 5000 + ";", "&#x" + "f" * 50 + ";", "&#" + "0" * 30 + "38;lt;",
    "$(id)", "`id`", "; rm -rf /", "' OR 1=1 --", "../../etc/passwd", "\\\\host\\share", "=1+1",
    "@SUM(A1)", "-1", "Bcc: x@example.org\r\nX: y", "\x1b[31mred", "\x07", "CON", ".",
]  # fmt: skip
_ADDRESSES = [
    "http://", "http:///a", "https://example.org/a b", "https://example.org/?q=<b>\"'`{}|\\^",
    "https://user:pass@example.org/", "//example.org/a", "/a", "?a", "#a", "ftp://example.org/",
    "https://example.org/%", "https://example.org/%zz?%", "https://bücher.example/ü?ü#ü",
    "https://[::1]/", "https://[x]/", "https://example.org:99999/", "https://1.1/", "urn:uuid:x",
    "https://example.org/a?b[]=1&c=|&d=^&e={f}", "https://example.org/'\"<>", "https://xn--/",
    "https://example.org/[a]#b#c", "mailto:a@example.org", "feed://example.org/", "file:///etc/x",
    "https://example.org/\ud800", "https://exa\u0000mple.org/", "https://example.org/\u202e",
    " https://example.org/ ", "https://example.org\\a", "https:example.org", "h" * 9000,
    "https://example.org/" + "a" * 9000,
]  # fmt: skip
_LONG = ["x" * 20_000, "é" * 5000, "a b " * 5000, "🎉" * 3000, "\u0301" * 2000, "\u202e" * 2000]

NAUGHTY = [
    *_CONTROLS, *_NO_CHARACTERS, *_UNSEEN, *_DIRECTIONS, *_SCRIPTS, *_ENTITIES, *_TAGS, *_XML,
    *_ACTIVE, *_TEMPLATES, *_ADDRESSES, *_LONG,
]  # fmt: skip
