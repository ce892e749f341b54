"""How pages lead away from an article: to another one, to a newsletter, to an app.

In the languages that news is written in. Whole phrases only, at the start of a line: a
single word such as "more" begins many a sentence. A language is added by a line in each
list, from pages in it. Importers take these from `phrases`.
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

_ANNOUNCES = (
    (
        r"(?:related|recommended|similar|further|other|latest|recent|popular|trending|top|more)"
        r"(?: (?:related|news|top))?(?: (?:stor(?:y|ies)|articles?|posts?|content|news|reading"
        r"|reads|topics?|links?|videos?|headlines|coverage))"
        r"(?: (?:for you|from .{1,30}|on .{1,30}))?"
    ),
    (
        r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)"
        r"|read (?:next|more|this next)|what to read next|up next|see also|more like this"
        r"|editor(?:'s|’s|s)? picks?|most read)"
    ),
    (
        r"(?:das (?:thema )?(?:könnte|dürfte) (?:sie|dich|euch|dir|ihnen) (?:auch|ebenfalls) ?"
        r"(?:interessieren|gefallen)|(?:empfohlene|ähnliche|weitere|verwandte|neue(?:ste)?|passende"
        r"|aktuelle|beliebte) (?:artikel|beiträge|themen|meldungen|nachrichten|inhalte|links"
        r"|videos)|auch interessant|mehr zum thema|zum thema|siehe auch|lesen sie auch|lies auch"
        r"|meistgelesen|links zum thema|verwandte themen(?:bereiche)?)"
    ),
    (
        r"(?:(?:articles?|contenus?|sujets?) (?:similaires?|liés?|connexes?|recommandés?|associés?)"
        r"|à lire (?:aussi|également|ensuite)|lire aussi|sur le même (?:sujet|thème)"
        r"|(?:vous aimerez|ça peut vous intéresser|cela pourrait vous intéresser).{0,30}"
        r"|les plus lus|en savoir plus)"
    ),
    (
        r"(?:(?:art[ií]culos?|noticias?|notas?|contenidos?|temas?|not[ií]cias?|mat[eé]rias?|posts?)"
        r" (?:relacionad[oa]s?|similares?|recomendad[oa]s?)|(?:te|le) (?:puede|podr[ií]a) interesar"
        r"|también te puede (?:interesar|gustar)|leia (?:também|mais)|veja (?:também|mais)"
        r"|lo más (?:leído|visto)|mais lidas|você (?:pode|também pode) gostar|sigue leyendo)"
    ),
    (
        r"(?:articoli (?:correlati|simili)|potrebbe(?:ro)? interessarti(?: anche)?|leggi anche"
        r"|ti potrebbe (?:anche )?interessare|gerelateerde (?:artikelen|berichten)|lees ook"
        r"|meer (?:over|nieuws).{0,30}|relaterade artiklar|läs (?:mer|också|även)|les (?:også|mer)"
        r"|læs (?:også|mere)|lue myös)"
    ),
    (
        r"(?:(?:podobne|powiązane|polecane) (?:artykuły|wpisy|tematy)|czytaj (?:także|również|też)"
        r"|zobacz (?:także|również|też)|související články|mohlo by vás zajímat|ez is érdekelheti"
        r"|kapcsolódó (?:cikkek?|anyagok)|articole (?:similare|recomandate)|vezi (?:și|şi)"
        r"|ilgili haberler|benzer haberler|διαβάστε (?:επίσης|ακόμα)|σχετικά άρθρα)"
    ),
    (
        r"(?:читайте (?:также|ещё|еще|по теме)|по теме|похожие (?:статьи|новости|материалы)"
        r"|(?:другие|последние) новости|материалы по теме|читайте також|схожі (?:новини|статті))"
    ),
    (
        r"(?:اقر[أا] (?:أيضا|ايضا|أيضًا|أيضاً|المزيد)|(?:مواضيع|مقالات|أخبار|موضوعات)"
        r" (?:ذات صلة|مشابهة|متعلقة|أخرى)|قد يعجبك (?:أيضا|أيضًا|أيضاً)|المزيد من .{1,30}"
        r"|相关(?:阅读|新闻|文章|推荐)|延伸閱讀|相關(?:新聞|文章)|関連記事|あわせて読みたい"
        r"|관련 ?기사|baca juga|artikel terkait|xem thêm|tin liên quan)"
    ),
)
ANNOUNCES = re.compile(rf"\W*(?:{'|'.join(_ANNOUNCES)})\W*$", re.IGNORECASE)
"""A whole line above a list of other articles."""

_OFFERS = (
    (
        r"(?:sign up|subscribe|register) (?:now |here |today )?(?:for|to) (?:the|our|this|my)"
        r" .{0,60}\b(?:newsletters?|e-?mails?|alerts?|updates?|channel|podcast|list|feed|digest"
        r"|bulletin|magazine|editions?|today|free|here|now)\b"
    ),
    r"(?:get|receive) (?:the |our |all )?.{0,40}(?:in|to|into) your (?:inbox|email|e-mail)",
    (
        r"never miss (?:a |an |the |out )|stay (?:up to date|informed|updated) with|join our"
        r" (?:mailing|newsletter|whatsapp|telegram|community)|follow us (?:on|at|via)"
        r"|like us on (?:facebook|instagram|twitter|x|tiktok|linkedin)\b"
        r"|download (?:our|the) (?:\w+ ){0,3}app\b"
        r"|support (?:our|independent|local) (?:journalism|work|reporting)"
    ),
    r"(?:jetzt )?(?:zum |für den |unseren |den )?newsletter (?:abonnieren|anmelden|bestellen)",
    (
        r"(?:melden sie sich|melde dich) .{0,40}newsletter|abonnieren sie"
        r"|abonniere (?:jetzt|unseren)|folgen sie uns|folge? uns (?:auf|bei)"
        r"|hier (?:geht es|geht's) zu[rm] (?:newsletter|app)"
    ),
    (
        r"(?:inscrivez|abonnez)-vous|recevez (?:notre|nos|la|toute)|suivez-nous|téléchargez"
        r" (?:notre|l[’'])"
    ),
    r"(?:suscríb[ea]te|apúntate|regístrate|síguenos|descarga (?:nuestra|la) app|únete a)",
    (
        r"(?:inscreva-se|assine|siga-nos|cadastre-se|baixe o|iscriviti"
        r"|abbonati(?: a|!| ora| subito)|seguici|scarica l)"
    ),
    r"(?:zapisz się|zaprenumeruj|obserwuj nas|dołącz do)|meld je aan|schrijf je in|volg ons",
    r"(?:подпи(?:шитесь|сывайтесь)|следите за|присоединяйтесь|скачайте|підпи(?:шіться|суйтесь))",
    r"(?:اشترك(?:وا)? (?:في|الآن)|تابعونا|تابعنا|حم[ّ]?ل (?:التطبيق|تطبيق)|انضم إلى|للاشتراك)",
    (
        r"(?:扫码|關注我們|关注我们|訂閱我們|订阅我们|구독(?:하기|신청)|ご登録(?:ください|は)"
        r"|フォローして)"
    ),
)
OFFER = re.compile(rf"\W*(?:{'|'.join(_OFFERS)})", re.IGNORECASE)
"""An invitation to a newsletter, an app, a channel, or to pay."""
