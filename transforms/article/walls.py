"""Pages that stand in front of an article: log in, consent, prove to be human."""

import re

from lxml.html import HtmlElement

from .errors import BadPage

SHORT = 1500
"""Characters; a wall has little text, and an article about cookies has more."""

WALL = re.compile(
    r"(?i)\b(?:log ?in|sign ?in|register|subscribe|create (?:a|an|your) (?:free )?account)\b.{0,40}\b"
    r"(?:to (?:continue|read|view|access|see|proceed)|for full access|and continue)|"
    r"\b(?:already (?:a|have an?) (?:subscriber|member|account)|forgot(?:ten)? (?:your )?password|remember me)\b|"
    r"\b(?:we|our partners|this (?:web)?site) (?:and our (?:\d+ )?partners )?(?:use|uses|store|process)\b.{0,60}"
    r"\bcookies\b|\b(?:accept|manage|reject|agree to) (?:all |the use of )?(?:cookies|choices|preferences)\b|"
    r"before you continue|\byour (?:privacy choices|choices regarding cookies|data, your)|"
    r"\b(?:verify(?:ing)? (?:that )?you are (?:a )?human|are you (?:a robot|human)|checking your browser|just a moment|"
    r"unusual (?:traffic|activity)|complete the (?:captcha|security check)|access (?:to this page has been )?denied|"
    r"enable (?:javascript|cookies) (?:and cookies )?to (?:continue|proceed)|"
    r"please (?:enable|turn on) (?:javascript|cookies))\b|"
    r"\b(?:anmelden|einloggen|zustimmen)\b.{0,40}\b(?:weiter|lesen|fortfahren)|"
    r"\b(?:connectez-vous|abonnez-vous|inscrivez-vous) pour\b|\b(?:inicia(?:r)? sesión|suscríbete) para\b"
)
ADDRESS = re.compile(
    r"(?i)/(?:log-?in|sign-?in|auth|consent|captcha|subscribe|register|account)(?:[/?.]|\Z)|//(?:consent|login|accounts?)\."
)


def check_wall(tree: HtmlElement, title: str, text: str, url: str) -> None:
    """Refuse a page that is a wall.

    Raises:
        BadPage: login_wall.
    """
    if len(text) > SHORT:
        return
    seen = " ".join(" ".join(tree.text_content().split())[:20_000].split()) if len(text) < SHORT / 3 else text
    signs = [
        any((element.get("type") or "").lower() == "password" for element in tree.iter("input")),
        WALL.search(title) is not None,
        WALL.search(text[:SHORT]) is not None,
        ADDRESS.search(url) is not None,
    ]
    has_prose = len(text) > SHORT / 3 and not WALL.search(text[:300])
    if (sum(signs) >= 2 and not has_prose) or (len(text) < SHORT / 6 and (any(signs) or WALL.search(seen[:2000]))):
        raise BadPage("login_wall", "The page asks to log in, to consent or to prove to be human; there is no article.")
