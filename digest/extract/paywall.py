"""Tells whether readers must pay, or log in, for the rest of an article.

Publishers declare it for search engines, which would otherwise punish them for showing
readers less: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content.
Where they do not, a short text and an invitation to subscribe in the article tell it;
such an invitation alone does not, as most papers end each of their articles with one.
"""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from digest.extract.facts import Facts
from digest.extract.jsonld import Node
from digest.extract.regions import SILENT, text_of

LONGEST_STUB = 1_500
"""Characters: a text that goes on after them is more than a teaser."""
_LONGEST_LINE = 250
_MOST_LINES = 4_000
_FREE = frozenset({"true", "1", "yes", "http://schema.org/true", "https://schema.org/true"})
_PAID = frozenset({"false", "0", "no", "http://schema.org/false", "https://schema.org/false"})
_ELSEWHERE = frozenset(str.split("nav footer header aside title")) | SILENT

_INVITATIONS = (
    r"(?:subscribe|sign (?:in|up)|log in|register)\b.{0,40}\bto (?:continue|read|access|unlock)\b",
    r"become a (?:member|subscriber)\b.{0,40}\bto (?:continue|keep|read|access|unlock)\b",
    r"(?:to )?(?:continue|keep) reading\b.{0,60}\b(?:subscri|sign|log|account|free trial|member)",
    r"th(?:is|e) (?:article|story|content|post) is (?:only |reserved )?for (?:our )?subscribers",
    r"th(?:is|e) (?:article|story|content|post) is available (?:only )?to (?:our )?subscribers",
    r"already a (?:subscriber|member)\?",
    r"(?:subscriber|member|premium)[ -](?:only|exclusive) (?:content|article|story)",
    r"(?:jetzt|um) .{0,40}\bweiter(?:zu)?lesen\b",
    r"weiterlesen mit\b",
    r"(?:dieser|den) (?:artikel|beitrag) (?:ist|exklusiv|nur) .{0,30}\babonnent",
    r"nur für abonnent",
    r"sie sind bereits abonnent",
    r"(?:bereits|schon) (?:abonnent|registriert|digitalabonnent)",
    r"diesen artikel (?:freischalten|kostenlos lesen)",
    r"(?:article|contenu) réservé (?:aux|à nos) abonn",
    r"réservé aux abonnés",
    r"il vous reste \d+ ?%",
    r"(?:abonnez|connectez|inscrivez)-vous pour (?:lire|continuer|accéder)",
    r"déjà abonné",
    r"suscr[íi](?:be|ba)te para (?:seguir|continuar|leer)",
    r"(?:contenido|art[íi]culo|nota) (?:exclusiv[oa]|s[óo]lo) para suscriptores",
    r"para (?:continuar|seguir) leyendo",
    r"ya (?:eres|soy) suscriptor",
    r"(?:conte[úu]do|mat[ée]ria|texto) (?:exclusiv[oa]|restrit[oa]) para assinantes",
    r"para continuar (?:lendo|a ler)",
    r"assine para (?:ler|continuar)",
    r"j[áa] [ée] assinante",
    r"abbonati per (?:continuare|leggere)",
    r"contenuto riservato agli abbonati",
    r"sei gi[àa] abbonato",
    r"(?:articolo|contenuto) per abbonati",
    r"(?:log in|word abonnee|abonneer).{0,30}om (?:verder|dit artikel)",
    r"al abonnee\?",
    r"alleen voor abonnees",
    r"(?:for|för|kun for|endast för|kun for) (?:abonnent|abonnement|prenumerant)",
    r"allerede abonnent",
    r"redan prenumerant",
    r"logg inn for å lese",
    r"logga in för att läsa",
    r"log ind for at læse",
    r"vain tilaajille",
    r"(?:artykuł|treść|tekst) (?:jest )?(?:dostępn\w+|tylko) .{0,30}\b(?:prenumerat|subskryb)",
    r"masz już (?:prenumeratę|subskrypcję)",
    r"czytaj dalej z prenumeratą",
    r"(?:статья|материал|текст) доступ\w+ (?:только )?(?:по подписке|подписчикам)",
    r"подпишитесь,? чтобы (?:читать|прочитать|продолжить)",
    r"уже подписаны",
    r"(?:abone ol|giriş yap)\w* .{0,30}(?:okumaya devam|devamını oku)",
    r"yalnızca aboneler",
    r"(?:اشترك|سجل الدخول|سجّل الدخول) .{0,20}(?:لمتابعة|لمواصلة|لقراءة|لإكمال)",
    r"(?:المحتوى|المقال) .{0,10}(?:للمشتركين|للأعضاء)",
    r"(?:会員|有料会員|購読者|有料)(?:記事|限定)",
    r"残り[:：]?\s?[\d,０-９]+\s?文字",
    r"続きを読むには",
    r"ログインして続き",
    r"(?:订阅|訂閱|登录|登入|成为会员).{0,10}(?:继续阅读|繼續閱讀|阅读全文|閱讀全文)",
    r"유료 (?:회원|구독자) 전용",
)
_INVITATION = re.compile(rf"\W*(?:.{{0,60}}\b)?(?:{'|'.join(_INVITATIONS)})", re.IGNORECASE)


def is_paywalled(facts: Facts, text: str) -> bool:
    """Return whether the article is said, or plainly shown, not to be free to all.

    A metered article is free to those who read few, and does not count; nor does one
    that is declared free.

    Args:
        facts: what the page says.
        text: that of the article, as far as the page has it.
    """
    if facts.meta("article:content_tier").lower() == "locked":
        return True
    said = _said_free(facts)
    if said is not None:
        return not said
    return len(text) <= LONGEST_STUB and _invites(facts)


def _said_free(facts: Facts) -> bool | None:
    """What JSON-LD says of the article, else of a part of it; None when it says nothing."""
    for node in (facts.article, facts.page):
        if (free := _free(node)) is not None:
            return free
        for part in facts.graph.items(node.get("hasPart")):
            if isinstance(part, Mapping) and _free(part) is False:
                return False
    return None


def _free(node: Node) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, list):
        value = next(iter(value), None)
    said = str(value).strip().lower()
    return True if said in _FREE else False if said in _PAID else None


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(above.tag in _ELSEWHERE for above in element.iterancestors())


def _invites(facts: Facts) -> bool:
    """Whether a line of the page, outside its menus, invites to subscribe and read on."""
    left = _MOST_LINES
    for element in facts.root.iter():
        if element.tag in _ELSEWHERE or not (element.text or "").strip():
            continue
        line = text_of(element, _LONGEST_LINE + 1)
        if len(line) <= _LONGEST_LINE and _INVITATION.match(line) and not _is_elsewhere(element):
            return True
        left -= 1
        if not left:
            break
    return False
