"""Lines that belong to the site, not to the story: credits, teasers, invitations, share bars."""

import re
from collections import Counter
from collections.abc import Collection

from . import abroad

NO_LETTER = re.compile(r"[\W_]+")
OFTEN = 3
"""A label that stands so often in one text is a button."""
LABEL, LABEL_WORDS = 40, 6
SHORT = 80
HEADER = 5
"""Lines at the top of a text among which a repeated headline is looked for."""
NEVER_PROSE = (
    r"infographics?|related(?: \w+)?|see also|read(?: (?:also|more|next|on))?|also read|lire(?: aussi)?|"
    r"lea también|leia (?:também|mais)|leggi anche|lesen sie auch|mehr zum thema|lees ook|läs också|les også|"
    r"czytaj też|recommended|listen|watch(?: (?:now|live|more|also|next|here))?|in pictures|in photos|gallery|photos?|"
    r"pictures?|video|audio|podcast|graphics?|interactive|file photo|photograph(?:s|er)?|(?:photo|image) ?credits?|"
    r"image source|credits?|caption|copyright|tags?|keywords?|filed under|category|categories|share(?: this)?|"
    r"follow(?: us)?|advertis(?:ement|ing)|editor'?s? (?:picks?|choice)|don'?t miss|must read|trending|explore more"
)
OPEN_LABELS = (
    r"more (?:on|from|stories)[^:]{0,40}|read the full [^:]{1,30}|listen to [^:]{1,30}|follow us on [^:]{0,30}"
)
MAY_BE_PROSE = r"sources?|maps?|images?|topics?|contact|explainer|timeline"
LABELS = f"{NEVER_PROSE}|{MAY_BE_PROSE}"
LABELLED = re.compile(rf"(?i)\W{{0,3}}(?:{NEVER_PROSE}|{OPEN_LABELS})(?:\s*[:|»›>]\s*|\s+[-–—]\s+).{{0,280}}")
MAYBE_LABELLED = re.compile(rf"(?i)\W{{0,3}}(?:{MAY_BE_PROSE})\s*[:|»›>]\s*(?P<rest>.{{0,280}})")
"""A label and a colon; what follows decides (see is_furniture)."""
SAYS = re.compile(r"(?i)\b(?:said|says|say|told|were|was|is|are|has|have|had|killed|arrested)\b")
BARE = re.compile(
    rf"(?i)\W{{0,3}}(?:{LABELS}|updated?|related (?:articles?|stories|content|topics|news|links|reading|coverage)|"
    r"support (?:our|us|independent)[^.]{0,30}|be the first to know|"
    r"more (?:stories|news|coverage|like this)|you (?:may|might) (?:also )?(?:like|be interested in)[^.]{0,20}|"
    r"most (?:read|popular|viewed|shared)|(?:top|featured|more) (?:stories|articles|posts|videos?|picks)|"
    r"latest (?:and breaking )?(?:news|stories|updates)(?: on .{1,30})?|"
    r"(?:home|inicio|accueil|startseite) ?[>»›/].{1,200}|share page|about sharing|(?:continue|keep) reading|"
    r"(?:story|article) continues(?: below)?(?: (?:this )?advertisement)?|(?:continue|skip)[^.]{0,40}advertisement|"
    r"ads?|sponsored(?: content)?|promoted|newsletters?(?: [«“\"‘].{1,40})?|"
    r"sign (?:up|in)|log ?in|register|subscribe(?: now)?|comments?|"
    r"(?:leave|post|add) a (?:comment|reply)|view comments|share (?:on|via|by|this) .{1,30}|"
    r"(?:copy|copied)(?: (?:the |this )?(?:link|url|copied))+|link copied|download|embed|transcript|"
    r"(?:hide|toggle|show) caption|heard on .{1,40}|\d{1,3} ?(?:/|of) ?\d{1,3}|"
    r"print(?: this)?(?: page| article)?|e-?mail(?: this)?|save(?: article)?|bookmark|"
    r"(?:listen to|hear) this (?:article|story)[^.]{0,30}|(?:\d+|one|two|three) min(?:ute)?s?(?: read)?|"
    r"\d+ (?:comments?|shares?|views?)|"
    r"(?:facebook|twitter|x|whats ?app|telegram|linkedin|reddit|pinterest|instagram|messenger|threads|\W)+|"
    r"(?:back|return|go) to (?:top|home(?:page)?)|loading(?: comments)?\W*|play(?: video)?|close|menu|search|"
    r"getty images|ap photo|reuters|afp|associated press|end of (?:article|list|story)|list \d+ of \d+|end of list)"
    r"\W{0,3}"
)
INVITATION = re.compile(
    r"(?i)\W{0,3}(?:sign up (?:to|for|here|now|today)|subscribe (?:to|here|now|today|for)|click here|tap here|"
    r"follow (?:us|\S+(?: \S+){0,4}) on (?:facebook|twitter|x|instagram|telegram|whats ?app|youtube|google)|"
    r"(?:join|like) (?:us|our) (?:on|facebook|telegram|whats ?app)|download (?:our|the) (?:free )?(?:\w+ )?app|"
    r"get (?:our|the) (?:free )?(?:\w+ ){0,3}newsletter|get (?:the )?(?:latest|breaking|more) (?:news|stories)|"
    r"support (?:our|independent) journalism|become a (?:member|subscriber|supporter)|"
    r"(?:this|the) (?:article|story|content|page) (?:was|is|has been) (?:first |originally )?(?:published|produced|"
    r"amended|translated|generated|available|only available)|"
    r"(?:all rights reserved|copyright (?:©|\(c\)|\d{4}|(?!laws?\b|\S+ (?:was|were|is|are)\b)"
    r"[^.]{1,60}\b(?:19|20)\d\d\b)|©|\(c\) ?\d{4})|"
    r"(?:the )?(?:original )?(?:content|text|work)s? (?:of|on) this (?:\w+ )?(?:is|are) licensed under|"
    r"(?:this (?:work|article|story|content) is )?licensed under (?:a )?creative commons|"
    r"the post .{3,200} (?:first )?appeared (?:first )?on|"
    r"\(?except for the headline,|\(?this (?:story|article|report) has not been edited by|"
    r"with (?:\w+ )?(?:reporting|inputs|files) (?:by|from)\b|track (?:the )?latest news|"
    r"terms (?:of (?:use|service)|and conditions)|"
    r"privacy policy|do you have (?:a|any) (?:story|tip|information)|(?:have|got) a (?:story|tip|news tip)|"
    r"send (?:us )?(?:your )?tips|we (?:use|and our partners use) cookies|"
    r"by (?:signing up|subscribing|clicking|continuing|providing (?:an|your) e-?mail)|"
    r"your subscription (?:could|has|was)\b|thank you for (?:subscribing|signing up)|please enter a valid e-?mail|"
    r"accept (?:all )?cookies|(?:please )?enable javascript|"
    r"your browser (?:does not|doesn't)|this (?:video|content) (?:is not|can ?not|could not)|"
    r"(?:reporting|additional reporting|editing|writing|compiled|edited|translated|written) (?:and \w+ )?by\b|"
    r"(?:our standards|thomson reuters trust principles)|stay (?:with us|tuned|with \S+ (?:news|for|on))|"
    r"(?:a )?version of this (?:article|story) (?:appear|was |ran )|you have a preview view of this|"
    r"thank you for your patience while we|this (?:interview|conversation|transcript|q&a) (?:has been|was|is) "
    r"(?:lightly )?(?:edited|condensed|translated|conducted)|"
    r"(?:please )?consider (?:making a donation|donating|supporting|becoming)|thanks for reading\b|"
    r"i understand and agree that|do you (?:know (?:more|anything)|have (?:more|information|a story|a tip))|"
    r"check back (?:here )?(?:for|later|soon)|"
    r"for more (?:news|stories|information),? (?:visit|go to|follow|see|on|your)|"
    r"(?:save|bookmark) (?:this )?(?:articles?|stor(?:y|ies)) to read later)"
)
PLEA = re.compile(
    r"(?i).{0,200}\b(?:consider (?:making a donation|donating|supporting|becoming)|"
    r"delivered (?:straight |directly )?to your inbox|"
    r"is a reader-supported publication|subscribe (?:for free )?to receive new posts)\b.{0,100}"
)
ASKS = re.compile(
    r"(?i)\b(?:(?:free|weekly|daily|morning|evening|fortnightly) newsletters?|please (?:donate|do your part|chip in)|"
    r"donate (?:today|now|here)|(?:make|making) (?:a|an|your) (?:\w+ )?contribution|"
    r"we (?:rely|depend) (?:up)?on (?:contributions|donations|the support|our (?:readers|listeners|viewers)))\b"
)
"""What a site asks of its readers, where nobody is said to say it."""
SAID = re.compile(r"(?i)[\"“”«»]|\b(?:said|says|told|asked|urged|called|killed|wounded|injured)\b")
APPEAL = re.compile(
    r"(?i)\W{0,3}(?:(?:please |help )?(?:support|fund|sustain|back) (?:\S+ ){0,5}?(?:journalism|newsroom|reporting)\b"
    r".{0,60}|"
    r"(?:a (?:word|note|message) (?:from|to) (?:our|the) (?:editors?|readers?|publisher))\b.{0,60}|"
    r"before you go\b.{0,80})"
)
"""The heading of what a site asks its readers for."""
OURS = re.compile(r"(?i)\b(?:we|us|our|you|your)\b")
TITLES = (
    r"(?:correspondent|reporter|editor|writer|columnist|journalist|producer|contributor|freelancer?|fellow|"
    r"bureau chief|newsroom|staff)"
)
BYLINE = re.compile(
    rf"(?:[Bb]y (?:our|a|the|staff) [\w ]{{3,40}}|(?:[A-Z][\w.’'-]+ ){{1,3}}[A-Z][\w.’'-]+, [\w ]{{0,30}}{TITLES}|"
    r"(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+(?: and (?:[A-Z][\w.’'-]+ ?){2,4})? "
    r"reported from [A-Z][\w ,.’'-]{2,60}|[Bb]y)\.?"
)
BIO = re.compile(
    rf"(?:[A-Z][\w.’'-]+ ){{1,3}}[A-Z][\w.’'-]+,? "
    rf"(?:(?:is|was) (?:a|an|the|our|\S+[’']s)\b.{{0,80}}\b{TITLES}\b.{{0,300}}|"
    r"(?:covers|has covered|reports on|writes about|has reported|has written|joined the) .{0,300})"
)
"""A line about its author, where it stands at the end."""
PUBLISHED_IN = re.compile(r"(?i)(?:first |originally )?published (?:in|by|on|at) .{3,60}\b(?:19|20)\d\d\W*")
TO_ADDRESS = re.compile(
    r"(?i)(?:follow|find|read|see|visit|more|learn|get|watch|listen|for (?:more|further))\b.{0,200}\bhttps?://\S+\W?"
)
"""An invitation that ends in an address."""
PICTURED = re.compile(
    r".{20,280}[(\[](?:[A-Z][\w.&’' -]{1,30}/[A-Z][\w.’' -]{1,40}|"
    r"[^()\[\]]{0,30}\b(?:[Pp]hoto|[Pp]icture)s?\b[^()\[\]]{0,50})[)\]]|"
    r".{10,280}(?:[—–|-]|\s)\s?(?:[Pp]hotos?|[Ff]otos?|[Bb]ild|[Ii]mage[mn]?|[Cc]redits?|[Cc]r[ée]dito) ?: ?[^:]{2,50}"
)
"""A sentence that ends in the credit of a picture: "… at the site. (Xinhua/Li Mo)"."""
REACH = re.compile(
    r"(?i)\b(?:reach(?:ed)?|contact|e-?mail|follow|write to|tips?|call)\b.{0,120}"
    r"(?:\b[\w.+-]+@[\w-]+\.\w|\B@\w{2,}|\b\d{3}[-. ]\d{3,4})"
)
"""How to reach the author, or somebody: where it stands at the end."""
LEAST_QUOTE, LONGEST_QUOTE = 30, 250
"""Characters of a sentence that may be printed large beside the paragraph it is from."""
MOST_LINES = 2000
"""Lines of a text that are compared with each other; of 1,471 real pages the longest body had fewer."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BESIDE = 32
"""Characters beside an author's name that are a place or a paper."""
ENDING = 3
"""Lines at the end among which it is looked for."""
THE_END = re.compile(r"(?i)\W*(?:-+\s*ends?\s*-+|ends|[-–—]\s*30\s*[-–—]|#\s?#\s?#)\W*")
"""What press offices write below a release; what follows is for editors."""
CREDIT = re.compile(
    r"(?i)(?:[\[(].{0,80}\b(?:ap|afp|reuters|getty|epa|efe|anadolu|xinhua|al jazeera|file|handout|photo|image)\b.{0,40}"
    r"[\])]|(?:.{0,100}[/|]\s*)?(?:ap(?: photo)?|afp|reuters|getty images?|epa(?:-efe)?|anadolu(?: agency)?|"
    r"shutterstock|istock|alamy|bloomberg|wikimedia(?: commons)?)(?:\s*(?:[/|]|via)\s*.{0,60})?|"
    r"photo(?:graph)?s? (?:by|courtesy(?: of)?|credit)\b.{0,100}|"
    r"(?:image|picture) (?:source|caption|credit|by|courtesy).{0,100}|file (?:photo|picture|image)\b.{0,100})"
)
DATED = re.compile(
    r"(?i)(?:(?:first |originally )?(?:published|updated|last updated|posted|modified)(?: (?:on|at))?\W{0,3}"
    r"(?:\w+\W{1,2})?\d.{0,60}|(?:\w{3,9}day,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d]{3,12}|[^\W\d]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?),? "
    r"(?:19|20)\d\d\b[^.!?]{0,30}|\d\d?[./]\d\d?[./](?:19|20)\d\d[^.!?]{0,20}|"
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?)"
)
TWEET = re.compile(r"(?:—|--|&mdash;) .{1,60} \(@\w{1,15}\).{0,40}|(?:.{0,100} )?pic\.twitter\.com/\w+")
SECTION = re.compile(r"(?i)from the section .{1,40}|(?:media|image|video|photo|picture) caption\b.{0,250}")
BY = re.compile(r"[Bb][Yy] (?:[A-Z][\w.'’-]+\s?){1,4}(?:(?:,| and|in) .{0,60})?")
POINTER = re.compile(r"(?i)more (?:on|from) [^.!?]{1,40}|follow us\b[^.!?]{0,30}")
OF_AUTHOR = re.compile(
    r",? (?:is (?:a|an|the|our)\b|was (?:a|an|the)\b|has (?:covered|reported|written|worked)|covers|joined|writes)"
)
"""What follows the author's name in a line about the author."""
CONTRIBUTED = re.compile(
    r".{0,120}\b[Cc]ontributed (?:to (?:this|the) (?:report|story|article|piece)|reporting)\b.{0,60}|"
    r".{3,60} contributed\.?"
)
MENU = re.compile(r"(?:[^|·•»>\n]{1,28}\s*[|·•»]\s*){2,30}[^|·•»>\n]{1,28}")
"""Labels beside each other, between bars."""
MINUTES = re.compile(r"(?i).{0,100}\d\s?min(?:ute)?s?\.? read\b.{0,40}")
STAMPED = re.compile(r"[^.!?]{0,60}\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\.?,? (?:\S{1,3} )?\d{1,2}:\d\d(?:\D[^.!?]{0,50})?")
"""When it was written or changed, as a clock has it."""
MAIL = re.compile(r"[^.!?]{0,40}\b[\w.+-]{2,40}@[\w-]{2,40}(?:\.\w{2,10}){1,3}\W{0,2}")
WHOLE_LINES = (
    MENU,
    MINUTES,
    STAMPED,
    MAIL,
    PLEA,
    BYLINE,
    PUBLISHED_IN,
    TO_ADDRESS,
    PICTURED,
    CONTRIBUTED,
    POINTER,
    BARE,
    LABELLED,
    CREDIT,
    DATED,
    TWEET,
    SECTION,
    abroad.ALONE,
    abroad.LABELLED,
)
SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")


def without_furniture(text: str, title: str, authors: Collection[str] = ()) -> str:
    """Return the text without furniture, buttons, the headline above it and what is told of its authors below it."""
    kept = [line for line in text.split("\n") if not is_furniture(line)]
    often = {line for line, times in Counter(kept).items() if times >= OFTEN and _is_label(line)}
    kept = [line for line in kept if line not in often]
    kept = _before_end(_below_title(_without_appeals(kept), title))
    kept = [line for line in kept if not _names_author(line, authors)] or kept
    kept = _without_repeats(kept)
    kept = [line for at, line in enumerate(kept) if at < len(kept) - ENDING or not at or not _tells_whom(line)]
    # At the end: who the author is, and introductions to lists that were furniture.
    while len(kept) > 1 and (kept[-1].endswith(":") or _is_of_author(kept[-1], authors)):
        kept = kept[:-1]
    return "\n".join(kept)


def is_furniture(line: str) -> bool:
    """Whether a line is the site's, judged by the line alone; prose of more than 300 characters never is.

    >>> is_furniture("Read more: How the siege began"), is_furniture("Sources: army says two were killed.")
    (True, False)
    """
    if not line or not any(character.isalnum() for character in line):
        return True
    if len(line) > 300:
        return False
    if INVITATION.match(line) or abroad.INVITES.match(line):
        return True
    if any(pattern.fullmatch(line) for pattern in WHOLE_LINES):
        return True
    if ASKS.search(line) and not SAID.search(line):
        return True
    if BY.fullmatch(line) and len(line.split()) <= 8 and not SENTENCE.search(line):
        return True
    # "Update: two more died." and "Sources: army says two were killed." are the story's; "Source: UN." is not.
    labelled = MAYBE_LABELLED.fullmatch(line)
    return labelled is not None and not (SENTENCE.search(labelled["rest"]) and SAYS.search(labelled["rest"]))


def _below_title(lines: list[str], title: str) -> list[str]:
    """Return the lines without the headline and the motto of the site above it."""
    at = next((at for at, line in enumerate(lines[:HEADER]) if _same(line, title)), None)
    if at is not None:
        above = [line for line in lines[:at] if len(line) > SHORT or SENTENCE.search(line)]
        lines = [
            *above,
            *(line for place, line in enumerate(lines[at:], at) if place >= HEADER or not _same(line, title)),
        ]
    return lines


def _before_end(lines: list[str]) -> list[str]:
    """Return the lines above "-ENDS-", where less stands below than above."""
    at = next((at for at, line in enumerate(lines) if THE_END.fullmatch(line)), None)
    if at is None or sum(map(len, lines[:at])) < sum(map(len, lines[at:])):
        return lines
    return lines[:at]


def _without_appeals(lines: list[str]) -> list[str]:
    """Return the lines without appeals to the readers: their heading, and what follows as long as it speaks of us."""
    kept: list[str] = []
    is_appeal = False
    for line in lines:
        is_appeal = bool(APPEAL.fullmatch(line)) or (is_appeal and bool(OURS.search(line)) and not SAID.search(line))
        if not is_appeal:
            kept.append(line)
    return kept


def _without_repeats(lines: list[str]) -> list[str]:
    """Return the lines without those that a longer one holds: what is printed large beside it, or once more."""
    if len(lines) > MOST_LINES:
        return lines
    letters = [_letters(line) for line in lines]
    whole = "\n".join(letters)
    return [
        line
        for at, (line, bare) in enumerate(zip(lines, letters, strict=True))
        if not (LEAST_QUOTE <= len(line) <= LONGEST_QUOTE and SENTENCE.search(line))
        or whole.find(bare, whole.find(bare) + 1) < 0
        or not (bare in letters[:at] or any(bare in other and bare != other for other in letters))
    ]


def _tells_whom(line: str) -> bool:
    return len(line) <= 400 and (REACH.search(line) is not None or BIO.fullmatch(line) is not None)


def _is_of_author(line: str, authors: Collection[str]) -> bool:
    told = next((line.removeprefix(name) for name in authors if line.startswith(name)), "")
    return OF_AUTHOR.match(told) is not None


def _names_author(line: str, authors: Collection[str]) -> bool:
    """Whether a line is the name of an author, with a few words on where or for whom they write at most."""
    known = any(line.startswith(name) and len(line) <= len(name) + BESIDE for name in authors)
    dated = len(line) <= 100 and YEAR.search(line) is not None and any(name in line for name in authors)
    return (known or dated) and not SENTENCE.search(line)


def _is_label(line: str) -> bool:
    return len(line) <= LABEL and len(line.split()) <= LABEL_WORDS and not SENTENCE.search(line)


def _same(line: str, title: str) -> bool:
    """Whether a line is the headline, perhaps behind a word or two that say what it is about."""
    told, wanted = _letters(line), _letters(title)
    return bool(title) and (told == wanted or (told.endswith(wanted) and len(told) - len(wanted) <= BESIDE))


def _letters(text: str) -> str:
    return NO_LETTER.sub("", text.casefold())
