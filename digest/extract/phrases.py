"""How pages say what is not the article, in the languages that news is written in.

Whole phrases only, at the start of a line: a single word such as "more" begins many a
sentence. A language is added by a line in each list, from pages in it.
"""

import re

_READ_MORE = (
    r"(?:read|see|watch|listen|check out) (?:more|also|next|too|this|the full story)\b",
    r"(?:also|must|further)[ -](?:read|see|watch|reading)\b",
    r"related(?: (?:stor(?:y|ies)|articles?|posts?|content|news|reading|topics?))?\s*(?::|$)",
    r"more (?:from|on|about|stories|news)\b.{0,60}$",
    r"recommended(?: (?:stories|reading|for you))?\s*(?::|$)",
    r"you (?:may|might) (?:also )?(?:like|be interested)",
    r"(?:don't|do not|don’t) miss\s*:",
    r"(?:à )?lire (?:aussi|également|la suite)|voir aussi|sur le même (?:sujet|thème)",
    r"(?:lesen|sehen|hören) sie (?:auch|hier|mehr)|mehr (?:zum thema|dazu|lesen)",
    r"lesen? (?:auch|mehr)|zum artikel|siehe auch|auch interessant|weiterlesen",
    r"(?:lea|lee|leer|ver|vea|mira|mire|consulta|conozca) (?:también|más|además|aquí)",
    r"(?:te|le) puede interesar|más información\s*:|notas? relacionadas?|sigue leyendo",
    r"(?:leia|veja|saiba|confira|assista) (?:também|mais|ainda|aqui)|leia\s*:",
    r"(?:leggi|guarda|vedi) (?:anche|altro|tutto)|per approfondire|potrebbe interessarti",
    r"(?:les|læs|läs) (?:også|mer|mere|också|även)\b|(?:se|hør) også",
    r"(?:czytaj|zobacz|przeczytaj|sprawdź|polecamy)\s*(?:też|także|również|więcej|:)",
    r"lees (?:ook|meer|verder)|bekijk ook|lue (?:myös|lisää)",
    r"(?:přečtěte|čtěte|mohlo) (?:si také|také|vás|více)|ez is érdekelheti",
    r"cite(?:ș|ş)te (?:și|şi)|vezi (?:și|şi)|pročitajte|διαβάστε (?:επίσης|ακόμα|περισσότερα)",
    r"читайте (?:также|ещё|еще)|смотрите также|по теме\s*:|читайте також|дивіться також",
    r"اقر[أا]\s*(?:أيضا|ايضا|أيضًا|أيضاً|المزيد|كذلك)|شاهد (?:أيضا|ايضا|أيضًا|أيضاً)",
    r"طالع (?:أيضا|أيضًا|أيضاً)|مواضيع (?:ذات صلة|متعلقة)|קרא(?:ו)? (?:גם|עוד)",
    r"(?:ayrıca|daha fazla) (?:oku|bak)|ilgili haber|baca juga|xem thêm",
    r"関連記事|あわせて読みたい|相关阅读|延伸閱讀|관련기사",
)
READ_MORE = re.compile(rf"\W*(?:{'|'.join(_READ_MORE)})", re.IGNORECASE)
"""An invitation to read another article."""

_SHARE = "share|tweet|print|email|follow|teilen|partager|compart\\w+|condividi|مشاركة|شارك"
_WHERE = (
    "facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|instagram|messenger|x|e-?mail"
    "|mail|copy|link|pin|on|this|via|article|story|post|save|comments?|us|drucken|auf|sur|en"
)
SHARE = re.compile(rf"\W*(?:{_SHARE}|facebook)(?:\W*(?:{_SHARE}|{_WHERE}))*\W*$", re.IGNORECASE)
"""Labels of buttons, also run together: "Share on FacebookShare on Twitter"."""

TAGS = re.compile(
    r"\W*(?:tags?|topics?|keywords|filed under|labels?|schlagw[oö]rter|etiquetas"
    r"|mots[- ]clés|الوسوم|كلمات مفتاحية|العلامات|теги|метки)\s*[:：]\s*",
    re.IGNORECASE,
)
"""The label of a list of tags."""

COPYRIGHT = re.compile(
    r"\W*(?:©|copyright\b|\(c\)|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos|جميع الحقوق)",
    re.IGNORECASE,
)

MINUTES = re.compile(
    r"\W*\d{1,2}\s*min(?:ute)?s?\.?\s*(?:read|lesezeit|de lecture|de lectura|di lettura)?\W*$",
    re.IGNORECASE,
)
"""How long reading takes."""

BY = re.compile(
    r"\s*(?:(?:story|text|written|words|posted|published|reported|reviewed)\s+)?"
    r"(?:by|von|par|por|door|af|av|od|autor(?:a|es)?|authors?|auteure?|автор|بقلم|كتب|كتبت)"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
"""What stands ahead of an author's name."""

UPDATED = re.compile(
    r"updat|modif|revis|edited|mise? à jour|aktuali[sz]|geändert|atualizad|actuali[sz]ad"
    r"|aggiornat|bijgewerkt|gewijzigd|zaktualiz|opdater|oppdater|uppdater|päivitetty|güncelle"
    r"|обновл|изменен|оновлен|تحديث|עודכן|به‌روز|更新|수정|frissít|ενημέρωσ|diperbarui|cập nhật",
    re.IGNORECASE,
)
"""What labels the day of a change."""

PUBLISHED = re.compile(
    r"\W*(?:first )?(?:published|posted|publication date|date published|veröffentlicht|publié"
    r"|publicado|pubblicato|gepubliceerd|publicerad|publisert|opublikowano|опубликовано|نشر)\b",
    re.IGNORECASE,
)
"""What labels the day of publication."""

_MONTH = r"(?:(?:كانون|تشرين)\s[^\W\d_]{4,7}|[^\W\d_]{3,12})"
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"(?:\d{{1,2}}[^\W\d_]{{0,2}}[.\s-]+(?:d?e\s|of\s)?\s*{_MONTH}[.,]?[\s-]+(?:de\s+)?{_YEAR}"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|(?<!\d)\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:{_YEAR}|\d\d)"
    rf"|(?<!\d){_YEAR}(?:[./-]|\s?[年년]\s?)\d{{1,2}}(?:[./-]|\s?[月월]\s?)\d{{1,2}}[日일]?)(?!\d)"
    r"(?:[\s,–|-]*(?:at\s)?\d{1,2}[:.]\d\d(?!\d)(?:\s?[ap]\.?m\b\.?)?)?",
    re.IGNORECASE,
)
"""What has the form of a whole date in ASCII digits; `dates.read` says whether it is one."""
