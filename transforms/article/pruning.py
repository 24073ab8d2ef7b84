"""Parts of a page that are cut off before the text is read: galleries, teasers, comments, what is hidden."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import Element, HtmlElement

from .markup import leads_away
from .names import is_named, matches, names

GALLERY = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:photo|image|picture)?-?galler(?:y|ies)|slide-?show|carousel)(?:[-_][\w-]*)?"
)
ASIDE = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:newsletters?|comments?|disqus|author-?(?:bio|box|card|info)|sign-?up|breadcrumbs?|"
    r"cookie(?:s|-?banner)?|consent|one-?trust|share-?(?:bar|buttons|tools|links)?|social-?(?:bar|share|links|media)|"
    r"donat(?:e|ions?)|fund-?rais(?:er|ing)|licen[cs]e|copyright|disclaimer|barrier|call-?to-?action|follow-?us|"
    r"feedback|(?:foot|end)-?notes|tag-?(?:list|cloud)|audio-?(?:module|player)|about-?(?:the-?)?authors?|repl(?:y|ies)|"
    r"(?:press-?|media-?)?contacts?(?:-?(?:box|info|details|us))?|promos?|subscri(?:be|ption)-?(?:box|offers?|prompt|cta)?|"
    r"side-?bar|pay-?wall-?(?:box|offers?|prompt|message|overlay|modal|banner|cta)|(?:reader-?|subscription-?)?offers?|"
    r"pricing(?:-?plans?)?|sponsor(?:ed|s)?|advert(?:s|isements?|ising)?)(?:[-_][\w-]*)?"
)
TEASERS = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:recirc(?:ulation)?|related|most-?(?:read|popular|viewed|shared)|trending|outbrain|taboola|"
    r"rel-?(?:news|articles?|posts?|links?|stories)|recommend(?:ed|ations?)|read-?(?:more|next)|also-?read|more-?(?:stories|news|from|on|articles)|up-?next|"
    r"latest-?(?:news|stories)|teasers?-?(?:list|grid))(?:[-_][\w-]*)?"
)
LINKED = 0.2
"""Share of its letters that a part of teasers has in links; the rest of a story behind "read more" has less."""
HIDDEN = re.compile(r"(?i)(?:display\s?:\s?none|visibility\s?:\s?hidden)")
CAPTION = re.compile(
    r"(?i)(?:[\w-]*[-_])?(?:(?:(?:image|img|photo|picture|media|figure|wp)[-_]?)?captions?(?:[-_](?:text|wrap(?:per)?|container))?|"
    r"(?:photo|image|img|picture|foto|media)-?(?:desc(?:ription)?|info|legend|credits?|source)|tr-caption|"
    r"bildunterschrift|bildtext|absatzbild|legende|leyenda|pie-?(?:de-?)?foto|didascalia|"
    r"copyright(?:[-_](?:notice|text|line))?|disclaimer)"
)
LONGEST_CAPTION, LONGEST_FORM, LONGEST_PITCH = 500, 500, 300
SIGN_UP = re.compile(
    r"(?i)(?:sign (?:me )?up|subscribe|register|join|donate|give|log ?in|sign ?in|get (?:the |our )?(?:app|it)|"
    r"s['’]abonner|s['’]inscrire|je m['’](?:abonne|inscris)|faire un don|suscr[ií]b(?:ete|irse|irme)|reg[ií]strate|"
    r"assin(?:e|ar)|inscreva-se|iscriviti|abbonati|abonnieren|anmelden|jetzt (?:anmelden|spenden)|inschrijven|"
    r"подписаться|поддержать|اشترك|سجل|عضویت)(?: (?:now|here|today|free|for free|ahora|maintenant))?\W{0,3}"
)
"""What stands on the button or link of a box that asks for a reader's address or money."""
CARDS = 3
"""So many parts side by side, each a headline that links to elsewhere with a few words below, are teasers."""
MOST_PARTS = 1000
LONGEST_CARD = 450
CARDS_LEAVE = 200
"""Characters of prose that must stand outside of all cards: less, and the page is a list of links itself."""
KNOWN = frozenset(("color-profile", "font-face", "missing-glyph", "annotation-xml"))
"""Names with a hyphen that are no custom elements."""
WRAPPERS = ("div", "section", "aside", "ul", "ol", "nav", "figure", "form", "footer")
CARD_TAGS = ("a", "div", "article", "li", "section", "header", "span")
INLINE = frozenset(("a", "b", "i", "em", "strong", "span", "br", "img", "sup", "sub", "small", "u", "font", "wbr"))
PROSE = 40
"""Characters from which a paragraph is prose."""
ENOUGH = 400
"""Characters of prose that must remain."""
LITTLE = 150
"""The same where the part's name cannot be that of a story."""
NEVER_STORY = re.compile(
    r"(?i)(?:(?:article|post|story|reader|user|fb|facebook)-)?(?:(?:comments?|disqus|respond|repl(?:y|ies)|subscription|"
    r"offers?|promos?|cookies?|consent|related(?:-(?:news|stories|articles|posts|content|links))?|"
    r"most-?(?:read|popular|viewed)|trending|recommended|share|sharing|donat(?:e|ion)|sign-?up|author-?(?:bio|box|info))|"
    # Alone these may be the story: a letter to readers, or what only subscribers see.
    r"(?:newsletters?|subscribe|pay-?wall|reg-?wall)(?=-))"
    r"(?:-(?:lists?|threads?|box(?:es)?|sections?|areas?|containers?|wrap(?:per)?|block|widget|module|banner|prompt|form|"
    r"inline|offers?|message|overlay))?"
)
MUCH_LARGER = 4
"""Times as much prose as outside of it that such a part holds at most: comments on a brief."""


def prune(tree: HtmlElement) -> None:
    """Cut off parts that are named so, or hidden, unless they hold the headline, or prose that the rest lacks.

    Names lie: `article-with-comments` may be the story itself. So a gallery goes only where enough prose stands outside
    of it, and any other part only where it holds less than half as much as stands outside.
    """
    root, total = tree.getroottree().getroot(), prose(tree)
    for element in list(tree.iter(*WRAPPERS)):
        if not element.attrib:
            continue
        told = names(element)
        is_gallery = matches(told, GALLERY)
        if not is_gallery and not _is_aside(element, told):
            continue
        is_gone = element.getroottree().getroot() is not root  # with a part around it
        if is_gone or element.getparent() is None or element.find(".//h1") is not None:
            continue
        inside = prose(element)
        outside = total - inside
        is_small = outside >= ENOUGH and (is_gallery or 2 * inside < outside)
        if is_small or (outside >= max(LITTLE, inside / MUCH_LARGER) and matches(told, NEVER_STORY)):
            element.drop_tree()
            total = outside


def prune_small(tree: HtmlElement) -> None:
    """Cut off captions, cards of other stories, and what stands around a form: small things with names or shapes."""
    total = prose(tree)
    for element in tree.xpath("//*[@placeholder][not(self::input or self::textarea)]"):  # AMP shows it while it loads
        total = _drop(element, total, LONGEST_CAPTION, LITTLE)
    for element in list(tree.iter("p", "div", "span", "figcaption", "td")):
        if element.attrib and is_named(element, CAPTION):
            total = _drop(element, total, LONGEST_CAPTION, LITTLE)
    for form in list(tree.iter("form", "button", "a")):
        if form.tag == "form" and form.find(".//input") is not None:
            total = _drop(_around(form, LONGEST_FORM), total, LONGEST_FORM, LITTLE)
        elif form.tag != "form" and SIGN_UP.fullmatch(" ".join(_short(form).split())) and _stands_alone(form):
            total = _drop(_around(form, LONGEST_PITCH), total, LONGEST_PITCH, LITTLE)
    cards = [card for group in _groups(tree) for card in group]
    if total - sum(prose(card) for card in cards) >= CARDS_LEAVE:
        for card in cards:
            _drop(card, total, LONGEST_CARD, 0)


def is_longer(element: HtmlElement, longest: int) -> bool:
    """Whether an element has more text than so many characters, or very many parts; reads no further than needed."""
    for number, text in enumerate(element.itertext()):
        longest -= len(text)
        if longest < 0 or number > MOST_PARTS:
            return True
    return False


def _drop(element: HtmlElement, total: int, longest: int, leave: int) -> int:
    """Cut off an element if it is small and enough prose stands outside; return the prose that is left."""
    if element.getparent() is None or element.find(".//h1") is not None:
        return total
    if is_longer(element, longest):
        return total
    inside = prose(element)
    if total - inside < leave:
        return total
    element.drop_tree()
    return total - inside


def _around(form: HtmlElement, longest: int) -> HtmlElement:
    """Return the largest part around a form that has no more than so many characters."""
    element = form
    while (parent := element.getparent()) is not None and parent.tag in {"div", "section", "aside"}:
        if is_longer(parent, longest):
            break
        element = parent
    return element


def _groups(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the cards that stand side by side and are of one kind."""
    beside: dict[tuple[HtmlElement, str, str], list[HtmlElement]] = {}
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        card = _card(heading)
        if card is not None:
            beside.setdefault((card.getparent(), str(card.tag), card.get("class") or ""), []).append(card)
    yield from (group for group in beside.values() if len(group) >= CARDS)


def _card(heading: HtmlElement) -> HtmlElement | None:
    """Return the part that a heading which links to elsewhere is the headline of: the largest that is still small."""
    link = heading if heading.tag == "a" else next(heading.iter("a"), None)
    above = heading.getparent()
    if link is None and above is not None and above.tag == "a":
        link = above
    if link is None or not leads_away(link):
        return None
    element = heading
    while (parent := element.getparent()) is not None and parent.tag in CARD_TAGS:
        headings = parent.iter("h2", "h3", "h4", "h5")
        if len(list(islice(headings, 2))) > 1 or is_longer(parent, LONGEST_CARD):
            break
        element = parent
    return element if element is not heading and element.tag != "a" else None


def divs_to_paragraphs(tree: HtmlElement) -> None:
    """Make paragraphs of what stands bare in divs and cells, where a page has hardly any: old templates know none."""
    if prose(tree) >= ENOUGH:
        return
    for element in list(tree.iter("div", "td", "section", "article")):
        children = list(element)
        is_inner = all(child.tag in INLINE for child in element.iterdescendants())
        if is_inner and element.tag == "div" and len(str(element.text_content()).strip()) >= PROSE:
            element.tag = "p"
        elif children and not is_inner and _has_bare_prose(element, children):
            _wrap_runs(element, children)


def _has_bare_prose(element: HtmlElement, children: list[HtmlElement]) -> bool:
    return any(len((text or "").strip()) >= PROSE for text in (element.text, *(child.tail for child in children)))


def _wrap_runs(element: HtmlElement, children: list[HtmlElement]) -> None:
    """Put each run of text and inline elements between blocks, or between two line breaks, into a paragraph."""
    run = Element("p")
    run.text, element.text = element.text, None
    place = 0
    for child in children:
        tail, child.tail = child.tail, None
        is_break = child.tag == "br"
        if child.tag in INLINE and not (
            is_break and len(run) and run[-1].tag == "br" and not (run[-1].tail or "").strip()
        ):
            run.append(child)
            child.tail = tail
            continue
        place = _insert(element, place, run)
        if is_break:
            element.remove(child)
        else:
            place = element.index(child) + 1
        run = Element("p")
        run.text = tail
    _insert(element, place, run)


def _insert(element: HtmlElement, place: int, run: HtmlElement) -> int:
    """Insert a paragraph, if there is anything in it, and return the place behind it."""
    if not len(run) and not (run.text or "").strip():
        return place
    element.insert(place, run)
    return place + 1


def join_posts(tree: HtmlElement) -> None:
    """Make one text of the posts of a live blog, of which an extractor would take the first for the article."""
    for element in list(tree.iter("article")):
        if element.find(".//h1") is None:
            element.tag = "div"


def _stands_alone(label: HtmlElement) -> bool:
    """Whether a link or button is a part of its own, no word of a sentence."""
    parent = label.getparent()
    return label.tag == "button" or (parent is not None and parent.tag in {"div", "section", "aside", "form", "li"})


def _short(element: HtmlElement) -> str:
    """Return the text of an element with hardly any parts."""
    return "".join(islice(element.itertext(), 8))[:60]


def custom_to_divs(tree: HtmlElement) -> None:
    """Call custom elements (`story-body`) divs, which extractors know; their names stay as classes."""
    for element in tree.xpath("//*[contains(name(), '-')]"):
        if element.tag not in KNOWN:
            element.set("class", f"{element.tag} {element.get('class') or ''}".strip())
            element.tag = "div"


def _is_aside(element: HtmlElement, told: list[str]) -> bool:
    if _is_hidden(element) or matches(told, ASIDE):
        return True
    return matches(told, TEASERS) and linked(element) >= LINKED


def linked(element: HtmlElement) -> float:
    """Return the share of an element's letters that stand in links; one for no letters."""
    whole = len("".join(str(element.text_content()).split()))
    linked = sum(len("".join(str(link.text_content()).split())) for link in element.iter("a"))
    return linked / whole if whole else 1.0


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or HIDDEN.search(element.get("style") or "") is not None


def prose(element: HtmlElement) -> int:
    """Return the characters of an element's paragraphs, those of a few words left out."""
    sizes = (len(str(paragraph.text_content())) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size >= PROSE)
