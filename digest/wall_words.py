"""The words of pages that stand in the way, in the big languages of news.

Each expression holds what such pages say of themselves and what hardly another page says
in so few lines: `digest.walls` looks for them only where there is little else. Names of
files and forms are those of the guards that most sites are behind.
"""

import re

PROOF_TITLES = re.compile(
    r"(?:just a moment|one moment,? please|please wait|attention required!?|access denied"
    r"|access to this page has been denied\.?|pardon our interruption|robot check|bot check"
    r"|bot verification|security check(?:point)?|vercel security checkpoint|human verification"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you (?:a )?(?:robot|human)\??"
    r"|you have been blocked"
    r"|sorry, you have been blocked|ddos-guard|client challenge|challenge validation|captcha"
    r"|checking your browser.{0,40}|making sure you(?:'|’)re not a bot!?|request (?:blocked"
    r"|rejected)"
    r"|unusual traffic.{0,40}|sicherheits(?:überprüfung|check)|nur einen moment|einen moment bitte"
    r"|zugriff verweigert|un instant|accès (?:refusé|interdit)|vérification de sécurité"
    r"|un momento|acceso denegado|verificación de seguridad|um momento|acesso negado"
    r"|accesso negato|controllo di sicurezza|een moment geduld|toegang geweigerd|odmowa dostępu"
    r"|jeszcze chwila|подождите|один момент|доступ (?:запрещ[её]н|ограничен)|проверка безопасности"
    r"|вы не робот\??|bir dakika lütfen|erişim engellendi|لحظة(?: من فضلك)?|تم رفض الوصول"
    r"|الوصول مرفوض|التحقق من الأمان|请稍候|请稍等|安全验证|安全检查|人机验证|访问被拒绝|请完成验证"
    r"|請稍候|安全驗證|存取遭拒|しばらくお待ちください|少々お待ちください|アクセスが拒否されました"
    r"|잠시만 기다(?:리십시오|려 주세요)|접근이 거부되었습니다)"
    r"[\s.…!]{0,6}(?:[|–—-].{0,80})?",
    re.IGNORECASE,
)
"""Titles of such pages, whole, with the name of the guard or site behind a dash or bar."""

ASKS_PROOF = re.compile(
    r"checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a (?:ro)?bot)"
    r"|(?:confirm|prove|make sure|ensure) (?:that )?you(?:'re| are) (?:a )?(?:human|real"
    r"|not a (?:ro)?bot)"
    r"|press (?:&|and) hold to confirm|enable javascript and cookies to continue"
    r"|needs to review the security of your connection"
    r"|unusual (?:traffic|activity) (?:from|has been detected)|detected unusual (?:traffic"
    r"|activity)"
    r"|you don(?:'|’)t have permission to access .{0,300}(?:on this server|reference)"
    r"|your support id is|incapsula incident id|cloudflare ray id|ray id:\s?[0-9a-f]{6}"
    r"|something about your browser made us think you (?:were|might be) a bot"
    r"|powered and protected by\s*(?:privacy|akamai)?|(?:complete|solve) the captcha"
    r"|automated (?:access|requests|queries) (?:to|from|has|have)"
    r"|dass sie (?:ein mensch|kein (?:ro)?bot) sind|ihr browser wird überprüft"
    r"|que vous (?:êtes|n(?:'|’)êtes pas) un (?:humain|robot)|vérification de votre navigateur"
    r"|(?:que|si) (?:eres|es usted|no eres|no es usted) (?:un )?(?:humano|robot)"
    r"|que (?:você|não) (?:não )?é (?:um )?(?:humano|robô)|(?:di essere|che sei) (?:un )?umano"
    r"|non sei un robot"
    r"|dat u (?:een mens|geen robot) bent|że (?:jesteś człowiekiem|nie jesteś robotem)"
    r"|что (?:вы|запросы).{0,30}не робот|проверка (?:вашего )?браузера|подтвердите, что вы"
    r"|(?:insan|robot) (?:olduğunuzu|olmadığınızı) doğrula"
    r"|(?:أنك|أنّك) (?:إنسان|لست (?:روبوت|برنامج))|التحقق من (?:أنك|متصفحك)"
    r"|(?:确认|確認|验证|驗證)(?:您|你)(?:是(?:真人|人类|人類)|不是(?:机器人|機器人))"
    r"|正在(?:检查|檢查)(?:您的)?(?:浏览器|瀏覽器)"
    r"|(?:拖动|拖動)(?:滑块|滑塊)|(?:人間|ロボットでない)(?:である)?ことを(?:確認|証明)"
    r"|사람인지 확인|로봇이 아님",
    re.IGNORECASE,
)
"""Sentences of such pages."""

PROOF_MARKS = (
    "//*[@id='px-captcha' or @id='challenge-form' or @id='challenge-running' or @id='cf-wrapper'"
    " or @id='cf-please-wait' or @id='sec-if-cpt-container' or @id='sec-cpt-if' or @id='cmsg'"
    " or @id='captcha-container' or @id='ddg-captcha' or @id='anubis_challenge'"
    " or contains(@class, 'cf-error-details') or contains(@class, 'px-captcha')"
    " or contains(@class, 'h-captcha') or contains(@class, 'g-recaptcha')"
    " or contains(@class, 'cf-turnstile')]"
)
"""An XPath to the forms of the big guards."""

PROOF_FILES = re.compile(
    r"captcha-delivery\.com|_Incapsula_Resource|/_sec/cp_challenge|_cf_chl_opt"
    r"|awsWafCookieDomainList"
    r"|AwsWafIntegration|window\._pxAppId|captcha\.px-cdn\.net|/\.within\.website/x/cmd/anubis"
    r"|ddos-guard/js-challenge|/TSPD/|sucuri_cloudproxy_js|/149e9513-01fa-4fb0-aad4-566afd725d1b/"
)
"""In the address or the beginning of their scripts and frames."""

ASKS_LOGIN = re.compile(
    r"\blog[ -]?in\b|\bsign[ -]?in\b|\blog on\b|\bmember login\b"
    r"|\banmeld(?:en|ung)\b|\beinloggen\b|\bse connecter\b|\bconnexion\b|\bconnectez-vous\b"
    r"|\bidentifiez-vous\b"
    r"|\biniciar sesión\b|\binicia sesión\b|\binicio de sesión\b|\bingresar\b|\biniciar sessão\b"
    r"|\bfazer login\b"
    r"|\bentrar na (?:sua )?conta\b|\baccedi\b|\binloggen\b|\blogga in\b|\blogg inn\b"
    r"|\blog ind\b|\bkirjaudu\b"
    r"|\bzaloguj\b|\blogowanie\b|\bвойти\b|\bвход\b|\bувійти\b|\bавторизация\b|\bgiriş yap"
    r"|\büye girişi\b"
    r"|تسجيل الدخول|سجل الدخول|سجّل الدخول|ورود به|התחבר|登录|登錄|登入|ログイン|サインイン"
    r"|로그인|đăng nhập|เข้าสู่ระบบ|\bmasuk\b",
    re.IGNORECASE,
)

ASKS_CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|your privacy (?:choices"
    r"|matters|is important)"
    r"|part of the yahoo family|cookie consent|we and our (?:\d+ )?partners|we need your consent"
    r"|accept (?:all )?cookies"
    r"|bevor sie (?:fortfahren|weiter)|mit werbung (?:weiter)?(?:lesen|nutzen)|(?:zustimmen"
    r"|akzeptieren) (?:und|&) weiter"
    r"|wir (?:brauchen|benötigen) ihre (?:zustimmung|einwilligung)|ihre (?:privatsphäre|daten)"
    r"|alle (?:cookies )?akzeptieren"
    r"|avant d(?:'|’)(?:accéder|continuer)|votre vie privée|accepter et (?:continuer|fermer)"
    r"|tout accepter"
    r"|antes de (?:continuar|ir a)|tu privacidad|su privacidad|aceptar (?:y continuar|todo)"
    r"|sua privacidade|aceitar (?:e continuar|tudo|todos)|prima di continuare|la tua privacy"
    r"|accetta (?:e continua|tutto)"
    r"|voordat je (?:verdergaat|doorgaat)|alles accepteren|innan du fortsätter|før du fortsetter"
    r"|inden du fortsætter"
    r"|zanim przejdziesz|przejdź do serwisu|прежде чем продолжить|принять все|devam etmeden önce"
    r"|tümünü kabul et"
    r"|قبل المتابعة|خصوصيتك|قبول الكل|在继续之前|在繼續之前|全部接受|接受所有|続行する前に"
    r"|すべて(?:に)?(?:同意|受け入れ|許可)|続けるには同意|계속하기 전에|모두 동의",
    re.IGNORECASE,
)

CONSENT_TERMS = re.compile(
    r"cookies?|consent\w*|partners?|privacy|personali[sz]ed|advert\w*|legitimate interests?"
    r"|tracking|preferences"
    r"|einwillig\w*|zustimm\w*|datenschutz\w*|werbung|personalisiert\w*|verarbeit\w*|abonn?e\w*"
    r"|partnern?"
    r"|consentement|partenaires|confidentialité|publicit\w*|données|traceurs|consentimiento"
    r"|privacidad|socios|datos"
    r"|consentimento|parceiros|anúncios|consenso|dati|toestemming|gegevens|advertenties|samtycke"
    r"|annons\w*|zgod\w*|reklam\w*"
    r"|согласи\w*|реклам\w*|конфиденциальност\w*|данны\w*|çerez\w*|gizlilik|veri\w*"
    r"|ملفات تعريف الارتباط|الخصوصية|الإعلانات|الموافقة|شركا\w*"
    r"|隐私|隱私|同意|广告|廣告|数据|資料|クッキー|プライバシー|広告|データ|쿠키|개인정보|광고|동의"
)
"""In lower case; three different ones speak of consent."""

NEEDS_SCRIPTS = re.compile(
    r"(?:enable|activate|turn on|requires?|needs?|without"
    r"|support) (?:your browser(?:'s)? )?java ?script"
    r"|java ?script (?:is|must be|to be|has been|needs to be) (?:\w+ )?(?:required|disabled"
    r"|enabled|turned off|turned on)"
    r"|java ?script (?:bitte )?(?:aktivieren|einschalten|ist deaktiviert|benötigt)|(?:aktivieren"
    r"|benötigt) (?:sie )?(?:bitte )?java ?script"
    r"|(?:activer|activez|nécessite|besoin de) (?:le )?java ?script"
    r"|java ?script (?:est )?(?:désactivé|requis)"
    r"|(?:habilit\w+|activ[ae]\w*|requiere|necesita|precisa de|ative|habilite) (?:o "
    r"|el )?java ?script"
    r"|java ?script (?:está |esta )?(?:deshabilitado|desactivado|desativado|desabilitado)"
    r"|(?:abilita\w*|attiva\w*|richiede) java ?script|(?:schakel|zet) java ?script"
    r"|java ?script (?:in te schakelen|inschakelen)"
    r"|(?:włącz|wymaga) (?:obsługę )?java ?script|(?:включите|требуется|необходим\w*"
    r"|включить) (?:поддержку )?java ?script"
    r"|java ?script(?:'i|'ı)? (?:etkinleştir|gerekli)|(?:تفعيل|تمكين"
    r"|بتفعيل) (?:ال)?(?:java ?script|جافا ?سكريبت|جافاسكربت)"
    r"|(?:启用|啟用|开启|開啟|打开) ?java ?script|java ?script ?(?:を有効|が無効|を オン|未启用"
    r"|被禁用|활성화|사용)",
    re.IGNORECASE,
)
