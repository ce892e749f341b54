"""The templates, and the one engine that fills them, which escapes every value.

They stand here as text: read from files, they would need a file system below the core.
"""

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from digest.pages.style import POLICY, STYLE

_PARTS = """
{%- macro page_head(title, language, direction, alternates, icon) -%}
<!doctype html>
<html lang="{{ language }}" dir="{{ direction }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="digest">
<title>{{ title }}</title>
{% for one in alternates %}
<link rel="alternate" type="{{ one.type }}" title="{{ one.title }}" href="{{ one.address }}">
{% endfor %}
{% if icon %}
<link rel="icon" type="image/png" href="{{ icon }}">
{% endif %}
<style>{{ style | safe }}</style>
</head>
<body>
{% endmacro %}

{%- macro own(tag) -%}
<{{ tag }} lang="en" dir="ltr">{{ caller() }}</{{ tag }}>
{%- endmacro %}

{%- macro forms(one) -%}
{% for form in one.alternates %}
<a href="{{ form.address }}" type="{{ form.type }}">{{ form.name }}</a>
{%- if not loop.last %} · {% endif %}
{%- endfor %}
{% endmacro %}
"""

_HEAD = """
{%- from "parts" import page_head, own, forms with context -%}
{{ page_head(title, language, direction, alternates, icon) }}
{% if index %}
{% call own("nav") %}<a href="{{ index }}">All feeds and editions</a>{% endcall %}

{% endif %}
<header>
<h1 dir="auto">{{ title }}</h1>
{% if description %}
<p dir="auto">{{ description }}</p>
{% endif %}
{% if alternates %}
{% call own("p") %}
This page shows what a feed holds. To follow it, give one of these addresses to a feed
reader: {{ forms(page) }}.
{%- endcall %}

{% endif %}
</header>
<main>"""

_ITEM = """<article lang="{{ language }}" dir="{{ direction }}">
{% if address %}
<h2><a href="{{ address }}" rel="noopener noreferrer nofollow">{{ title }}</a></h2>
{% else %}
<h2>{{ title }}</h2>
{% endif %}
<p class="meta">
{%- if source %}<bdi lang="">{{ source }}</bdi> · {% endif -%}
<time datetime="{{ moment }}" lang="en" dir="ltr">{{ day }}</time></p>
{% if summary %}
<p>{{ summary }}</p>
{% endif %}
</article>
"""

_INDEX = """
{%- from "parts" import page_head, own, forms with context -%}
{{ page_head(title, language, direction, alternates, icon) }}
<header>
<h1 dir="auto">{{ title }}</h1>
{% call own("p") %}
{% if sections %}
Give the address of a feed to a feed reader, or all of them at once:
<a href="{{ opml }}" type="text/x-opml">{{ opml }}</a> (OPML).
{%- else %}
No feeds yet.
{%- endif %}
{% endcall %}

</header>
<main>
{% for section in sections %}
<section>
{% call own("h2") %}{{ section.title }}{% endcall %}

<ul>
{% for one in section.lines %}
<li><a href="{{ one.page }}" dir="auto">{{ one.title }}</a>
<span class="forms" lang="en" dir="ltr">{{ forms(one) }}</span></li>
{% endfor %}
</ul>
</section>
{% endfor %}
{% for one in series %}
<section>
{% if one.title %}
<h2 dir="auto">{{ one.title }}</h2>
{% else %}
{% call own("h2") %}Editions{% endcall %}

{% endif %}
<ul class="days" lang="en" dir="ltr">
{% for day in one.days %}
<li><a href="{{ day.address }}"><time datetime="{{ day.iso }}">{{ day.words }}</time></a></li>
{% endfor %}
</ul>
</section>
{% endfor %}
</main>
</body>
</html>
"""

_ENGINE = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    loader=DictLoader({"parts": _PARTS, "head": _HEAD, "item": _ITEM, "index": _INDEX}),
)
_ENGINE.globals.update(style=STYLE, policy=POLICY)

HEAD: Template = _ENGINE.get_template("head")
ITEM: Template = _ENGINE.get_template("item")
INDEX: Template = _ENGINE.get_template("index")
