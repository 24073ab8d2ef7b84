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


NOT_FOUND = re.compile(
    r"(?i)(?:.{0,40}\W)?(?:(?:error )?404\b.{0,60}|"
    r"(?:page|article|story|content|file) (?:was |is |could )?not (?:be )?found\b.{0,60}|"
    r"(?:page|article|story) (?:no longer|does not|doesn'?t) (?:available|exists?)\b.{0,60}|not found|"
    r"seite nicht gefunden.{0,40}|page (?:introuvable|non trouvée).{0,40}|página no encontrada.{0,40})"
)
PROSE = 400
"""Characters of sentences that make a story, whatever stands around it."""


def check_wall(tree: HtmlElement, title: str, text: str, url: str) -> None:
    """Refuse a page that is a wall, or one that says it is none.

    Raises:
        BadPage: login_wall or not_found.
    """
    if len(text) > SHORT or _prose(text) > PROSE:
        return
    if NOT_FOUND.fullmatch(title):
        raise BadPage("not_found", "The page says that there is no such page.")
    signs = [
        any((element.get("type") or "").lower() == "password" for element in tree.iter("input")),
        WALL.search(title) is not None,
        WALL.search(text) is not None,
        ADDRESS.search(url) is not None,
    ]
    seen = " ".join(str(tree.text_content())[:20_000].split())[:2000]
    if sum(signs) >= 2 or (len(text) < PROSE / 2 and (any(signs) or WALL.search(seen))):
        raise BadPage("login_wall", "The page asks to log in, to consent or to prove to be human; there is no article.")


def _prose(text: str) -> int:
    """Return how many characters of the text are sentences, other than those of a wall."""
    return sum(len(line) for line in text.split("\n") if line[-1:] in '.!?"”’。！？' and not WALL.search(line))
