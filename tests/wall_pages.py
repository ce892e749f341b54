"""What sites answer with instead of what was asked: walls, forms and empty shells."""

from press import Press
from site_server import Answer

LOGIN = {
    "en": ("Log in", "You must log in to read this page. Enter your name and password below."),
    "ar": ("تسجيل الدخول", "يجب تسجيل الدخول لقراءة هذه الصفحة. أدخل اسم المستخدم وكلمة المرور."),
    "ja": (
        "ログイン",
        "このページをご覧になるにはログインしてください。IDとパスワードを入力してください。",
    ),
}
CONSENT = {
    "en": (
        "Before you continue",
        (
            "We value your privacy. We and our 842 partners store and access information on a "
            "device, such as cookies, and process personal data for personalised ads and content. "
            "With your permission we and our partners may use precise geolocation data. You may "
            "click to consent to our and our partners' processing as described above."
        ),
        "Accept all",
        "Reject all",
    ),
    "ar": (
        "نحن نهتم بخصوصيتك",
        (
            "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات والوصول إليها على جهازك "
            "ومعالجة البيانات الشخصية لعرض إعلانات ومحتوى مخصص. يمكنك الموافقة أو الرفض."
        ),
        "قبول الكل",
        "رفض الكل",
    ),
    "ja": (
        "プライバシーに関するお知らせ",
        (
            "当社と842社のパートナーは、広告とコンテンツをお客様に合わせるためにクッキーを使用し、端末上の"
            "情報を保存して利用します。続けるには同意してください。"
        ),
        "すべて同意する",
        "拒否する",
    ),
}


def shell(press: Press) -> Answer:
    return Answer(
        f'<!doctype html><html><head><meta charset="utf-8"><title>{press.name}</title>'
        '<link rel="stylesheet" href="/static/app.41f.css"></head><body><noscript>You need to '
        'enable JavaScript to run this app.</noscript><div id="root"></div>'
        '<script src="/static/app.8f3.js"></script></body></html>'
    )


def consent(press: Press) -> Answer:
    title, text, yes, no = CONSENT[press.look.language]
    return Answer(
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="consent-wall"><h1>{title}</h1><p>{text}</p><form method="post" '
        f'action="/consent"><button name="agree">{yes}</button><button name="reject">{no}'
        '</button></form><a href="/privacy/">Privacy policy</a></div></body></html>'
    )


def moment(status: int) -> Answer:
    return Answer(
        '<!doctype html><html lang="en-US"><head><title>Just a moment...</title><meta '
        'http-equiv="refresh" content="390"></head><body><div class="main-wrapper"><h1>harbour'
        "</h1><h2>Checking your browser before accessing this site</h2><p>This process is "
        "automatic. Your browser will redirect to your requested content shortly. Please allow "
        "up to 5 seconds.</p><noscript>Enable JavaScript and cookies to continue</noscript><div "
        'id="challenge-form"></div></div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/'
        'chl_page/v1"></script></body></html>',
        status=status,
    )


CAPTCHA = Answer(
    "<!doctype html><html><head><title>Are you a robot?</title></head><body><h1>Please "
    "verify that you are human</h1><p>We have detected unusual traffic from your "
    "network. To continue, please confirm that you are not a robot by solving the task "
    'below.</p><form action="/verify"><div class="g-recaptcha" data-sitekey="6LcX"></div>'
    '</form><script src="https://www.google.com/recaptcha/api.js"></script></body></html>'
)


def login(press: Press) -> Answer:
    title, text = LOGIN[press.look.language]
    form = (
        f'<main><h1>{title}</h1><p>{text}</p><form action="/login" method="post"><input '
        'name="user"><input type="password" name="password"><button>OK</button></form></main>'
    )
    return Answer(press.frame(form, title=title, head='<link rel="canonical" href="/login">'))
