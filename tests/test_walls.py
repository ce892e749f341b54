"""Pages that stand in the way, and those that only look like it."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import seconds

from digest.page import decode, parse
from digest.walls import wall_of

SCRIPT = "<script src=/app.js></script>"
NEWS = "".join(
    f'<article><h2><a href="/news/{n}">The harbour council votes on bridge {n}</a></h2>'
    f"<p>{'Words of a teaser, and more of them. ' * 4}</p></article>"
    for n in range(15)
)
BANNER = (
    '<div class="banner"><h2>We value your privacy</h2><p>We and our 842 partners use cookies '
    "and process personal data for personalised advertising with your consent.</p>"
    "<button>Accept all cookies</button></div>"
)
LOGIN = '<form><input name="user"><input type="password"><button>{}</button></form>'


def wall(html: str, title: str = "Gazette") -> str:
    found = wall_of(parse(f"<html><head><title>{title}</title></head><body>{html}</body></html>"))
    return found.kind if found else ""


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Just a moment...", f"<h1>gazette</h1><p>Verifying you are human.</p>{SCRIPT}"),
        ("Just a moment...", '<script>window._cf_chl_opt={cvId:"3"}</script>'),
        ("Nur einen Moment…", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
        ("请稍候…", "<p>正在检查您的浏览器</p>"),
        ("لحظة…", "<p>التحقق من أنك إنسان. قد يستغرق هذا بضع ثوان.</p>"),
        ("しばらくお待ちください...", "<p>お客様が人間であることを確認しています</p>"),
        ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
        (
            "Access Denied",
            "<h1>Access Denied</h1>You don't have permission to access this on this server.",
        ),
        (
            "gazette.example",
            "<p>Please enable JS</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
        ),
        ("Access to this page has been denied", '<div id="px-captcha"></div>'),
        ("", '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful.</iframe>'),
        ("Gazette", "<p>Checking your browser before accessing gazette.example.</p>"),
        ("Gazette", "<p>Our systems have detected unusual traffic from your network.</p>"),
        ("Pardon Our Interruption", f"<p>{'As you were browsing something about it. ' * 3}</p>"),
        ("Making sure you're not a bot!", f"<p>Loading...</p>{SCRIPT}"),
        ("Проверка", "<p>Подтвердите, что вы не робот</p>"),
        ("Security", f'<div class="h-captcha"></div>{SCRIPT}'),
    ],
)
def test_proof_that_one_is_human_is_a_bot_wall(title: str, html: str) -> None:
    assert wall(html, title) == "bot wall"


@pytest.mark.parametrize(
    ("title", "button"),
    [
        ("Log in", "OK"),
        ("Sign in to your account – Gazette", "Continue"),
        ("Anmelden", "Weiter"),
        ("Se connecter | Gazette", "OK"),
        ("Iniciar sesión", "OK"),
        ("Войти", "OK"),
        ("تسجيل الدخول", "موافق"),
        ("登录", "提交"),
        ("ログイン", "送信"),
        ("로그인", "확인"),
        ("Gazette", "Log in"),
        ("Gazette", "دخول / تسجيل الدخول"),
    ],
)
def test_form_to_log_in_and_little_else_is_a_login(title: str, button: str) -> None:
    menu = "<header><nav>" + '<a href="/s">Section</a>' * 30 + "</nav></header>"
    assert wall(f"{menu}<h1>{title}</h1>{LOGIN.format(button)}", title) == "login"


@pytest.mark.parametrize(
    ("title", "text", "button"),
    [
        (
            "Before you continue",
            "We use cookies to personalise ads. You may give your consent. Our partners help.",
            "Accept all",
        ),
        (
            "Willkommen",
            "Mit Werbung weiterlesen: Ihre Einwilligung gilt auch für Partner, die Daten nutzen.",
            "Akzeptieren und weiter",
        ),
        (
            "Votre vie privée",
            "Avec votre consentement, nos partenaires utilisent des cookies pour la publicité.",
            "Tout accepter",
        ),
        (
            "خصوصيتك تهمنا",
            "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لعرض الإعلانات بعد الموافقة.",
            "قبول الكل",
        ),
        ("プライバシー", "パートナーと広告のためにクッキーを使用します。", "すべて同意する"),
        ("隐私", "我们使用 Cookie 和数据来投放广告，请表示同意。", "全部接受"),
    ],
)
def test_question_for_consent_alone_is_a_wall(title: str, text: str, button: str) -> None:
    assert wall(f"<h1>{title}</h1><p>{text}</p><button>{button}</button>", title) == "consent"


@pytest.mark.parametrize(
    "html",
    [
        f"<noscript>You need to enable JavaScript to run this app.</noscript>{SCRIPT}",
        f'<div id="root"></div>{SCRIPT}',
        f'<div id="__next"><div class="spinner"></div></div>{SCRIPT}',
        f"<p>Please enable JavaScript to view this site.</p>{SCRIPT}",
        f"<noscript>Bitte JavaScript aktivieren</noscript>{SCRIPT}",
        f"<noscript>يرجى تفعيل جافا سكريبت</noscript>{SCRIPT}",
        f"<noscript>JavaScriptを有効にしてください</noscript>{SCRIPT}",
        f"<noscript>请启用JavaScript</noscript>{SCRIPT}",
    ],
)
def test_page_that_scripts_have_still_to_fill_is_a_shell(html: str) -> None:
    assert wall(html) == "script shell"


@pytest.mark.parametrize(
    ("title", "html"),
    [
        pytest.param("Gazette", f"{BANNER}{NEWS}", id="banner about cookies"),
        pytest.param("Gazette", f"{NEWS}{BANNER}", id="banner at the end"),
        pytest.param("Gazette", f"<header>{LOGIN.format('Log in')}</header>{NEWS}", id="login box"),
        pytest.param("Gazette", f"{LOGIN.format('Log in')}{NEWS}", id="login box in no header"),
        pytest.param(
            "Gazette",
            f"<noscript>Please enable JavaScript</noscript><div id=root>{NEWS}</div>{SCRIPT}",
            id="hint for those without scripts",
        ),
        pytest.param(
            "Gazette",
            f'{NEWS}<script src="/cdn-cgi/challenge-platform/h/b/x.js"></script>'
            '<div class="g-recaptcha"></div>',
            id="guard on a normal page",
        ),
        pytest.param(
            "Bots now say that they are not a robot",
            "<h1>Bots now say that they are not a robot</h1>"
            + "<p>Verify you are human, the page asked, and the bot did. Then it read on. </p>"
            * 12,
            id="article about captchas",
        ),
        pytest.param(
            "Log in, tune out: a history",
            f"<h1>Log in, tune out</h1><p>{'Words of the text. ' * 60}</p>{LOGIN.format('Log in')}",
            id="article and a form to log in",
        ),
        pytest.param(
            "Flash",
            "<h1>Ferry is late again</h1><p>The ferry to the island is late by two hours, the "
            "harbour said. Travellers wait in the hall.</p>"
            f'<div class="modal"><h2>Sign in</h2>{LOGIN.format("Sign in")}</div>{SCRIPT}',
            id="short news and a hidden form",
        ),
        pytest.param(
            "Gazette",
            f'<div style="display:none">{NEWS}</div><noscript>Enable JavaScript</noscript>{SCRIPT}',
            id="page hidden until its style is there",
        ),
        pytest.param(
            "Contact",
            '<form><input name="name"><textarea></textarea><div class="g-recaptcha"></div></form>',
            id="form with a captcha",
        ),
        pytest.param("", "", id="nothing at all"),
        pytest.param("Gazette", "<ul><li><a href=/a>One</a></ul>", id="few links, no sign"),
    ],
)
def test_normal_page_is_no_wall(title: str, html: str) -> None:
    assert wall(html, title) == ""


def test_reason_says_what_the_page_asks_for() -> None:
    def reason(html: str) -> str:
        found = wall_of(parse(html))
        return found.reason if found else ""

    assert reason("<title>Just a moment...</title>") == 'bot wall: "Just a moment..."'
    assert reason(f"<h1>Log in</h1>{LOGIN}") == "asks for a login"
    assert reason(f"<div id=app></div>{SCRIPT}") == "needs JavaScript"


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>x" * 50_000,
        "<div hidden>x" * 20_000,
        "<nav>" * 20_000 + "<a href=x>x</a>" * 20_000,
        "<div id=root>" * 20_000 + SCRIPT,
        f"<p>{'you don’t have permission to access ' * 20_000}",
        f"<title>{'please wait ' * 50_000}</title>",
        "<i class=modal>" * 140 + "<i style='display:none'>x</i>" * 20_000,
    ],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    tree = parse(f"<html><body>{html}")
    assert seconds(lambda: wall_of(tree)) < 1


@given(st.text(alphabet="<>/=\"' adivlognptyehsrc.,", max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_markup_raises(html: str) -> None:
    wall(html)


@pytest.mark.shared
def test_no_page_of_the_sets_is_a_wall(shared: Path) -> None:
    """Each of the 1,983 saved pages is an article or a list."""
    bench = shared / "bench"
    folders = [bench / "listings", *sorted((bench / "extract").iterdir())]
    files = [file for folder in folders for file in sorted(folder.glob("*.html.gz"))]
    assert len(files) > 1900
    walls = [f.name for f in files if wall_of(parse(decode(gzip.decompress(f.read_bytes()))))]
    assert walls == []
