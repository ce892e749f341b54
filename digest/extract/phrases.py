"""How pages label what is not the article, in the languages that news is written in.

Here stand the labels of buttons, pictures, names and days; `invitations` has the lines
that lead to other articles and offers. Whole phrases only, for a word alone begins many a
sentence. A language is added by a line in each list, from pages in it.
"""

import re

from digest.extract.invitations import ANNOUNCES, OFFER, READ_MORE

__all__ = (
    "ANNOUNCES", "BY", "COPYRIGHT", "DATE", "MINUTES", "OFFER", "PUBLISHED", "READ_MORE", "SHARE",
    "TAGS", "UPDATED", "WIDGET",
)  # fmt: skip

_SHARE = "share|tweet|print|email|follow|teilen|partager|compart\\w++|condividi|مشاركة|شارك"
_WHERE = (
    "facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|instagram|messenger|x|e-mail"
    "|mail|copy|link|pin|on|this|via|article|story|post|save|comments?|us|drucken|auf|sur|en"
)
SHARE = re.compile(rf"\W*(?:{_SHARE}|facebook)(?:\W*(?:{_SHARE}|{_WHERE}))*\W*$", re.IGNORECASE)
"""Labels of buttons, also run together: "Share on FacebookShare on Twitter".

Each text can be read as such labels in one way at most: with two it would take a time that
doubles with each label, as with "email" in both lists, or a `\\w+` that gives back.
"""

_COMMENTS = (
    (
        r"(?:no|\d+|leave an?|post an?|add an?|write an?|view|show|join the|be the first to"
        r"|please log in to) (?:comments?|repl(?:y|ies)|responses?|conversation|discussion)"
        r"(?: yet)?"
    ),
    r"(?:keine|\d+|alle) kommentare?|kommentare?(?: (?:schreiben|anzeigen|verfassen|lesen))?",
    (
        r"(?:\d+|aucun|laisser un|ajouter un|voir les) commentaires?|(?:\d+|sin|deja un|deje un)"
        r" comentarios?|(?:\d+|nenhum|deixe um) comentários?|(?:\d+|nessun|lascia un) comment[io]"
    ),
    r"(?:\d+|brak|dodaj) komentarz[ey]?|комментари[ий]|добавить комментарий|(?:أضف )?تعليق(?:ات)?",
)
_WIDGETS = (
    (
        r"(?:share this|like this|teilen(?: sie dies)?(?: mit| auf)?|gefällt mir|me gusta(?: esto)?"
        r"|compártelo|partager|j[’']aime ça|compartilhe isso|curtir isso|condividi)\s*:.{0,120}"
    ),
    r"(?:wird geladen|loading|cargando|chargement|caricamento|carregando|загрузка)\W*",
    (
        r"(?:bewerten|rate this|print|drucken|imprimer|imprimir|stampa|teilen|merken|zurück"
        r"|nach oben|back to top|advertisement|anzeige|werbung|publicité|publicidad(?:e)?"
        r"|pubblicità|reklama|reklam|реклама|إعلان|広告"
        r"|(?:über den|zum|zur) autor(?:in)?|(?:about|meet) the authors?|à propos de l[’']auteur"
        r"|(?:sobre|acerca de)l? (?:el |la |o )?autora?|(?:möchten|wollen) sie (?:den|diesen)"
        r" (?:artikel|beitrag) teilen|war (?:der|dieser) (?:artikel|beitrag) (?:hilfreich|nützlich)"
        r"|(?:was|did you find) this (?:article|page|post) (?:helpful|useful)"
        r"|(?:cet article vous a|le ha sido|te ha resultado) .{3,20}|(?:©|\(c\)).{1,60})"
    ),
    (
        r"(?:image|photo(?:graph(?:er|s|y)?)?|picture|bild|foto|fot|photos?|beitragsbild|titelbild"
        r"|crédits?(?: photos?)?|credit|fotos?|imagen|crédito|фото)"
        r"\s*(?:credits?|by|von|source|quelle|:|©)\s*.{1,80}"
    ),
)
WIDGET = re.compile(rf"\W*(?:{'|'.join(_COMMENTS + _WIDGETS)})\W*$", re.IGNORECASE)
"""A whole line that labels comments, buttons, advertisements or a picture."""

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
    r"updat|modif|(?<!p)(?<!nt)(?<!\bt)revis|(?<!cr)edited|mise? à jour|aktuali[sz]"
    r"|geändert|atualizad|actuali[sz]ad|aggiornat|bijgewerkt|gewijzigd|zaktualiz|opdater|oppdater|uppdater|päivitetty|güncelle"
    r"|обновл|изменен|оновлен|تحديث|עודכן|به‌روز|更新|수정|frissít|ενημέρωσ|diperbarui|cập nhật",
    re.IGNORECASE,
)
"""What labels the day of a change; not "entrevista", "previsto", "Trevisan", "credited"."""

PUBLISHED = re.compile(
    r"\W*(?:first )?(?:published|posted|publication date|date published|veröffentlicht|publié"
    r"|publiziert|publicado|pubblicato|gepubliceerd|publicerad|publisert|opublikowano|опубликовано|نشر)\b",
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
