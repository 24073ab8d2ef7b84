"""Parts of a page that say in their heading that they are none of the story: comments, other stories, offers."""

import re

from lxml.html import HtmlElement

from .markup import leads_away
from .pruning import LINKED, MUCH_LARGER, is_longer, linked, prose

STORIES = re.compile(
    r"(?i)(?:related(?: (?:articles?|stories|news|content|topics|posts|links|coverage|reading|videos?))?|"
    r"recommended(?: (?:for you|stories|articles|reading|posts|videos?))?|(?:more|other) (?:stories|news|articles|"
    r"coverage|headlines|essays|posts|like this)|more (?:from|on|in|about) .{2,40}|read (?:more|next|also)|also read|"
    r"most (?:read|popular|viewed|shared|watched)(?: \w+){0,3}|trending(?: (?:now|news|stories|topics|today))?|"
    r"popular(?: (?:now|news|stories|posts|articles|this week))?|what to read next|don['’]t miss|keep reading|"
    r"(?:latest|recent|top|featured) (?:\w+ )?(?:news|stories|posts|articles|videos?|headlines|essays)|up next|"
    r"you (?:may|might)(?: also)? (?:like|be interested in|enjoy)|read (?:on|more on) .{2,40}|around the web|"
    r"editor['’]?s['’]? picks|from (?:our partners|around the web)|sponsored(?: \w+)?|promoted(?: \w+)?|"
    r"[àa] lire (?:aussi|également)|sur le même sujet|les plus lus|dans la même rubrique|"
    r"mehr zum thema|meistgelesen|auch interessant|das könnte (?:sie|dich) auch interessieren|"
    r"(?:te|le) puede interesar|también (?:te )?puede interesar(?:te)?|lo más (?:leído|visto)|relacionadas|"
    r"(?:noticias|notas|temas) relacionad[ao]s|(?:as )?mais lidas|leia (?:também|mais)|veja também|"
    r"leggi anche|i più letti|potrebbe interessarti|lees ook|meest gelezen|czytaj (?:też|także)|"
    r"читайте также|по теме|самое читаемое|читайте також|ilgili haberler|baca juga|"
    r"관련 ?기사|많이 본 뉴스|関連記事|あわせて読みたい|相关(?:新闻|阅读|文章)|相關新聞|"
    r"اقرأ أيضا|اقرأ أيضاً|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|پربازدیدترین\S{0,4})\W{0,3}"
)
"""What stands above other stories, in the languages of much of the press; only where links follow is it meant so."""
NO_STORY = re.compile(
    r"(?i)(?:(?:reader |view |all |show )?comments?|\(?\d+\)? (?:comments?|repl(?:y|ies)|responses?)|"
    r"\d+ thoughts on .{3,60}|(?:leave|post|add|write) (?:a |your )?(?:comment|reply)|"
    r"join (?:the|our) (?:conversation|discussion)|about the (?:authors?|writers?)|(?:media|press) contacts?|"
    r"(?:for )?(?:further|more) information,? (?:please )?contact|(?:continue|start) reading with .{2,30}|"
    r"read on with .{2,30}|(?:subscribe|sign up|register) (?:to|for|now|today).{0,50}|"
    r"(?:already|not yet) a (?:subscriber|member).{0,20}|choose (?:a|an|your) (?:plan|offer|subscription)|"
    r"(?:follow the )?topics in this (?:article|story)|(?:\d+ )?commentaires?|kommentare?|comentarios?|comentários|"
    r"commenti|reacties|komentarze|комментарии|коментарі|yorumlar|komentar|댓글(?: ?\d+)?|コメント|网友评论|"
    r"تعليقات|التعليقات|نظرات|نظر شما)\W{0,3}"
)
"""What stands above what readers or the site say for themselves."""
LONGEST = 80
LEAVE = 150
"""Characters of prose that must remain."""
BLOCKS = ("p", "div", "h2", "h3", "h4", "h5", "section", "figure", "ul")
LONGEST_CARD = 450
CONTAINERS = frozenset(("div", "section", "aside", "header", "ul", "ol"))
BOXES = frozenset(("ul", "ol", "dl", "div", "section", "form"))


def cut_sections(tree: HtmlElement) -> None:
    """Cut off each such part: its heading, and the box or list that the heading begins."""
    total = prose(tree)
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6")):
        if heading.getroottree().getroot() is not tree.getroottree().getroot() or is_longer(heading, LONGEST):
            continue
        told = " ".join(str(heading.text_content()).split())
        if NO_STORY.fullmatch(told) or (STORIES.fullmatch(told) and _is_linked(_part(heading))):
            total = _cut(_part(heading), total)


def cut_cards(tree: HtmlElement) -> None:
    """Cut off links to elsewhere that hold whole blocks: the headline and teaser of another story."""
    total = prose(tree)
    for link in list(tree.iter("a")):
        if not len(link) or link.getparent() is None or not leads_away(link):
            continue
        if next(link.iter(*BLOCKS), None) is not None and not is_longer(link, LONGEST_CARD):
            total = _cut([link], total)


def _part(heading: HtmlElement) -> list[HtmlElement]:
    """Return the largest part that a heading begins; where that is the heading alone, the list below it as well."""
    element, own = heading, _letters(heading)
    while (parent := element.getparent()) is not None and parent.tag in CONTAINERS:
        if (parent.text or "").strip() or _has_text_before(element):
            break
        if _letters(element) > own and _letters(parent) > _letters(element):  # what comes beside it is another part
            break
        element = parent
    if element is not heading:
        return [element]
    below = heading.getnext()
    # Among the paragraphs of a story, which may go on behind it, only a list or box right below belongs to it.
    return [heading] if below is None or below.tag not in BOXES else [heading, below]


def _letters(element: HtmlElement) -> int:
    return len("".join(str(element.text_content()).split()))


def _is_linked(part: list[HtmlElement]) -> bool:
    whole = sum(len(element.text_content()) for element in part)
    return whole > 0 and sum(linked(element) * len(element.text_content()) for element in part) >= LINKED * whole


def _has_text_before(element: HtmlElement) -> bool:
    return any(
        (before.tail or "").strip() or any(text.strip() for text in before.itertext())
        for before in element.itersiblings(preceding=True)
    )


def _cut(part: list[HtmlElement], total: int) -> int:
    """Cut off a part if it holds no headline and enough prose stands outside; return the prose that is left."""
    inside = sum(prose(element) for element in part)
    left = total - inside
    if left < max(LEAVE, inside / MUCH_LARGER) or any(element.find(".//h1") is not None for element in part):
        return total
    for element in part:
        element.drop_tree()
    return left
