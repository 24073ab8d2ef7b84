"""Who gives a figure, who carries a statement, who knows of a matter: sources that no verb of saying names."""

from spacy.tokens import Token

from .clauses import agents, children, logical_subjects, with_conjuncts

PUTTING = frozenset({"put", "place", "peg", "estimate"})
LISTING = frozenset({"count", "list", "tally", "register"})
COUNTING = PUTTING | LISTING
"""Verbs that give a figure: "put the dead at 28", "counted 893 people hurt"."""
HARMED = frozenset("dead toll death casualty injured wounded fatality victim killing body hurt arrest".split())
CARRYING = frozenset("carry broadcast air televise publish relay distribute post run quote".split())
"""What media do with others' words: "in a statement carried by state television"."""
POSTING = frozenset({"post", "run", "distribute"})
STATEMENTS = frozenset(
    "statement address speech interview video message comment remark footage letter recording communique broadcast "
    "tweet text transcript".split()
)
KNOWING = frozenset({"familiar", "close", "briefed", "knowledge", "privy"})
"""How unnamed informants are told: "people familiar with the matter"."""
INFORMED = frozenset({"people", "person", "source", "official", "individual", "diplomat"})


def gives_figure(verb: Token) -> bool:
    """Whether a verb says how many they were."""
    lemma = verb.lemma_.lower()
    if lemma not in COUNTING or verb.pos_ != "VERB":
        return False
    if lemma in LISTING:
        return any(
            noun.lemma_.lower() in HARMED or children(noun, "nummod") or noun.like_num
            for noun in children(verb, "dobj", "ccomp", "nsubjpass")
        )
    return any(
        word.like_num
        for prep in children(verb, "prep")
        if prep.lower_ == "at"
        for noun in children(prep, "pobj")
        for word in (noun, *noun.children)
    )


def reckoners(verb: Token) -> list[Token]:
    """Who gives a figure: the doer of the verb, "by police" behind a passive."""
    given = [noun for by in children(verb, "prep") if by.lower_ == "by" for noun in children(by, "pobj")]
    if verb.tag_ == "VBN":
        return with_conjuncts(agents(verb) or given)
    return with_conjuncts(logical_subjects(verb))


def carriers(verb: Token) -> list[Token]:
    """Who carries what somebody says: "said in a statement carried by AFP"."""
    found: list[Token] = []
    for noun in (below for prep in children(verb, "prep") for below in children(prep, "pobj")):
        if noun.lemma_.lower() not in STATEMENTS:
            continue
        for carried in children(noun, "acl"):
            if carried.lemma_.lower() in CARRYING and carried.tag_ == "VBN":
                by = {"by"} if carried.lemma_.lower() in POSTING else {"by", "on", "in"}
                behind = [on for on in children(carried, "prep", "agent") if on.lower_ in by]
                found += [who for on in behind for who in with_conjuncts(children(on, "pobj"))]
    return found


def is_informed(noun: Token) -> bool:
    """Whether a noun is for unnamed people who know: "two people briefed on the talks", "a source close to him"."""
    return noun.lemma_.lower() in INFORMED and knowing(noun) is not None


def knowing(noun: Token) -> Token | None:
    """The word behind a noun that tells how somebody knows."""
    below = [*children(noun, "amod", "acl", "relcl", "advcl", "prep"), *children(noun, "appos")]
    deeper = [child for each in below for child in each.children]
    words = [word for word in (*below, *deeper) if word.lower_ in KNOWING and word.i > noun.i]
    return min(words, key=lambda word: word.i) if words else None
