"""The forms in which newspapers write times, in the order in which they are tried: the first takes the words."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "couple": 2, "several": 3, "few": 3}
NTH = {
    word: number
    for number, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

_WD = r"(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WDA = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s+"
MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\b\.?|feb\b\.?|mar\b\.?|apr\b\.?|jun\b\.?|jul\b\.?|aug\b\.?|sept?\b\.?|oct\b\.?|nov\b\.?|dec\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_N = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|a\s+couple\s+of|couple\s+of|several|a\s+few|few)"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_LATE = r"(?:(?:late|early|earlier|later)\s+(?:on\s+)?)?"
_LATE_IN = r"(?:(?P<part>early|late|mid|(?:the\s+)?(?:end|beginning|start|middle)\s+of)[\s-]+(?:in\s+)?)?"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + pattern + r"(?![\w-]|(?:\.\d))", re.IGNORECASE)


CUES = {
    "year": re.compile(r"1[89]\d\d|20\d\d"),
    "month": re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE),
    "weekday": re.compile("(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE),
    "unit": re.compile(
        r"day|week|month|year|hour|decade|century|night|morning|evening|noon|morrow|then"
        r"|spring|summer|autumn|fall|winter",
        re.IGNORECASE,
    ),
}
"""What a text must hold for a form to be in it: most sentences name no time, and these are quick to look for."""

RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, cue, _compile(pattern))
    for name, cue, pattern in (
        ("iso", "year", rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
        ("numeric", "year", rf"(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[-./])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<y>{_YEAR})"),
        (
            "day_range",
            "month",
            rf"(?:(?P<lead>between|from)\s+)?(?P<d1>{_DAY})\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})\s+(?:of\s+)?(?P<mon>{MON})(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "range_day",
            "month",
            rf"(?:(?P<lead>between|from)\s+)?(?P<mon>{MON})\s+(?P<d1>{_DAY})\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "span_dm",
            "month",
            rf"(?:(?P<lead>between|from)\s+)?(?P<d1>{_DAY})\s+(?P<mon1>{MON})(?:,?\s+(?P<y1>{_YEAR}))?\s*(?:and|to|until|till|through|-|–)\s*(?P<d2>{_DAY})\s+(?P<mon2>{MON})(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "span_md",
            "month",
            rf"(?:(?P<lead>between|from)\s+)?(?P<mon1>{MON})\s+(?P<d1>{_DAY})(?:,?\s+(?P<y1>{_YEAR}))?,?\s*(?:and|to|until|till|through|-|–)\s*(?P<mon2>{MON})\s+(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y>{_YEAR}))?",
        ),
        (
            "dmy",
            "month",
            rf"(?:(?:{_WD}|{_WDA}),?\s+)?(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?(?P<mon>{MON})(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?",
        ),
        (
            "mdy",
            "month",
            rf"(?:(?:{_WD},?\s+)|{_WDA})?(?P<mon>{MON})\s+(?:the\s+)?(?P<d>{_DAY})(?!\d|,\d|\s*(?:percent|%|people|million))(?:(?:,\s*|\s+)(?P<y>{_YEAR}))?",
        ),
        (
            "month_span",
            "month",
            rf"(?P<lead>between|from)\s+(?P<mon1>{MON})(?:\s+(?P<y1>{_YEAR}))?\s+(?:and|to|until|till|through)\s+(?P<mon2>{MON})(?:\s+(?P<y>{_YEAR}))?",
        ),
        (
            "month",
            "month",
            rf"{_LATE_IN}(?:(?P<rel>last|this|next|past|coming|previous)\s+)?(?P<mon>{MON})(?:,?\s+(?:of\s+)?(?:(?P<y>{_YEAR})|(?P<yrel>last|this|next)\s+year))?",
        ),
        (
            "weekday_span",
            "weekday",
            r"(?P<lead>between|from)\s+(?:late\s+|early\s+)?(?P<wd1>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+(?:and|to|until|till|through)\s+(?P<wd2>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        ),
        (
            "weekday_pair",
            "weekday",
            r"(?:overnight\s+)?(?:on\s+)?(?P<wd1>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+(?:night\s+)?(?:and|into|to|-)\s+(?:early\s+)?(?P<wd2>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        ),
        (
            "weekday",
            "weekday",
            rf"{_LATE}(?:(?P<rel>last|next|this|this\s+past|this\s+coming|coming|the\s+following|following|the\s+previous|previous)\s+)?{_WD}(?:['’]s|\s+(?:last|this|next)\s+week)?{_PART}",
        ),
        ("night", "unit", r"(?:during\s+the\s+night|overnight|last\s+night|in\s+the\s+night)"),
        (
            "today",
            "unit",
            r"(?:(?:early|late|earlier|later)\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))(?:['’]s)?",
        ),
        ("tomorrow", "unit", r"tomorrow(?:['’]s)?"),
        ("before_yesterday", "unit", r"(?:the\s+)?day\s+before\s+yesterday(?:['’]s)?"),
        ("yesterday", "unit", r"(?:(?:early|late)\s+)?yesterday(?:['’]s)?" + _PART),
        (
            "ago",
            "unit",
            rf"(?:(?:about|around|some|nearly|almost|more\s+than|just)\s+)?(?P<n>{_N})\s+(?P<unit>day|week|month|year|decade|century)s?\s+(?P<dir>ago|earlier|before\s+that|previously|later|afterwards?|after\s+that)",
        ),
        (
            "after",
            "unit",
            rf"(?:just\s+|barely\s+|only\s+)?(?P<n>{_N})\s+(?P<unit>day|week|month|year)s?\s+(?P<dir>after|before|since|following|prior\s+to)",
        ),
        (
            "within",
            "unit",
            rf"(?P<lead>in|within|over|during|for|throughout|of|the)\s+(?:the\s+)?(?P<ref>last|past|previous|preceding)?\s*(?P<n>{_N})\s+(?P<unit>day|week|month|year|hour)s?(?!\s+(?:ago|earlier|later|after|before|of\s+(?:talks|negotiations|age|each|every|the|mourning)\b))",
        ),
        (
            "adjacent_day",
            "unit",
            r"(?:on\s+)?the\s+(?P<dir>previous|next|following|same|preceding)\s+(?:day|morning|evening|night)|the\s+day\s+(?P<dir2>before|after)"
            r"|(?P<dir3>that)\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)",
        ),
        (
            "hours",
            "unit",
            rf"(?:(?:just|only|barely|a\s+few|several|some|(?:more|less)\s+than|{_N})\s+)*hours\s+(?P<dir>after|before|later|earlier|afterwards?)",
        ),
        (
            "rel_unit",
            "unit",
            r"(?:(?P<part>early|earlier|late|later|the\s+(?:beginning|start|end|middle)\s+of)\s+(?:in\s+|on\s+)?)?(?P<rel>last|this|next|past|the\s+previous|the\s+past|the\s+following|the\s+coming|coming|the\s+last)\s+(?P<unit>day|week|weekend|month|year|decade|spring|summer|autumn|fall|winter)(?:['’]s)?",
        ),
        ("weekend", "unit", r"(?:over|at|during|on|through|since)\s+the\s+weekend"),
        (
            "season",
            "unit",
            rf"(?:in|during|over|since|by|of|this|last)\s+(?:the\s+)?(?:(?:early|late)\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>{_YEAR})|(?:over|during|in)\s+the\s+(?P<season2>spring|summer|autumn|winter)",
        ),
        (
            "year_span",
            "year",
            rf"(?:between|from)\s+(?P<y1>{_YEAR})\s+(?:and|to|until|till|through)\s+(?P<y>{_YEAR})|(?P<y2>{_YEAR})\s*[-–]\s*(?P<y3>{_YEAR})",
        ),
        (
            "year",
            "year",
            rf"{_LATE_IN}(?:the\s+year\s+)?(?P<y>{_YEAR})(?!\s*(?:people|men|women|civilians|soldiers|fighters|troops|km|miles|metres|meters|feet|homes|families|members|others|refugees|militants|dead|victims|prisoners|%|percent|,\d))",
        ),
        (
            "nth_day",
            "unit",
            rf"(?:for|enter(?:s|ed|ing)?|into)\s+(?:an?|its|the|their)?\s*(?P<nth>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(NTH)})\s+(?:straight\s+|consecutive\s+|successive\s+|running\s+)?(?:day|night)(?:\s+(?:running|in\s+a\s+row))?",
        ),
        ("that_time", "unit", r"since\s+then"),
    )
)
