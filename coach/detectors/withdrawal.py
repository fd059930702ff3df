"""Withdrawal: shuts down, refuses, goes silent.

Why it matters: it is mostly a way to bear what is too much, and it leaves the other one alone with it. Saying "I'm overwhelmed"
and when one will be back keeps the tie. A break that comes with a return is never counted here.
Source: "stonewalling" (Gottman), "withdraws" in CIRS; for some couples pulling back is a sensible answer, so it is only named.
Known misses: one-word answers that shut a subject; leaving the room in the middle of an ordinary sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Span, Utterance
from coach.detectors.guards import denied, quoted, supposed
from coach.detectors.kit import either, learned, phrases, spoken
from coach.detectors.written import talk

_AWAY = "(?:bed|sleep|the (?:shed|garage|garden|pub|van|sofa|couch|spare room|other room|match)|upstairs|for a (?:drive|smoke|walk|run|shower|bath)|my (?:mother's|mate's|sister's|brother's)|mia's)"

_SURE = (
    "(?:okay |fine |right |well |oh )?(?:just )?forget (?:it$|it i|it forget|it it does|it never|i (?:said|spoke|asked|mentioned|opened|even)|about it$|that i (?:said|spoke|asked))(?: {word}){0,2}",
    "(?:i am )?not doing this(?: {word}){0,2}",
    "i (?:can not|am not going to|will not|do not want to|would rather not|refuse to) (?:(?:do|have|talk about|discuss|argue about|get into|go into|go over|hear|listen to) this|talk about (?:it|that)|discuss it|get into it|hear it)(?: (?:now|tonight|any ?more|again|with you|right now|at all|here))?",
    "i (?:am not|will not be|am done|am finished|have finished) (?:talking|discussing|speaking|having this|arguing|going into|going to talk|going to discuss|going to answer|even going to)(?: {word}){0,3}",
    "i am (?:just |so )?(?:done|finished)(?: (?:talking|with this|with you|here|arguing|now|trying|explaining))?",
    "i have (?:got )?nothing (?:more |else |left )?(?:to say|to add)(?: to you)?",
    "i have (?:got )?(?:nothing more|no more words|said all i|no words (?:left|more)|no more in me|no opinion)(?: {word}){0,3}",
    "there is nothing (?:more |left |else )?to (?:say|discuss|talk about)",
    "(?:we are done talking|(?:this|the) (?:conversation|discussion) is over|conversation over)",
    "do (?:what|whatever|as|it how|how) (?:ever )?you (?:like|want|please|think)(?: {word})?",
    "(?:whatever you (?:say|want|think|like|decide)|suit yourself|have it your (?:own )?way)",
    "i do not care (?:any ?more|either way|what you do|do what|whatever|anymore)(?: {word})?",
    "(?:fine|okay|yes|right) whatever$",
    "i (?:can not|could not) (?:talk|speak) to you(?: {word}){0,3}",
    "(?:leave|let) me (?:alone|be|out of it)(?: {word})?",
    "(?:do not|you need not|no need to) wait up(?: for me)?",
    "i am (?:sleeping|kipping|stopping) (?:in|on|at|over) (?:the|my|a) (?:sofa|couch|spare room|other room|shed|floor|van|car|{word}|{word} room)(?: {word})?",
    f"(?:fine|right|okay|no|whatever|tired|you win|forget it|i am tired|enough) i am (?:going |off |away )+(?:to |for )?{_AWAY}",
    f"i am (?:off|away|going|going to go|taking myself off|just going) (?:out |back )?(?:to |for |for a )?{_AWAY}(?: {{word}})?",
    "(?:can|could) we (?:just )?(?:not|watch|drop it|leave it|stop|eat|not do this)(?: {word}){0,2}$",
    "(?:just|oh|please|can we|can we just|okay) (?:drop it|leave it|let it go)(?: (?:now|please|will you|okay))?$",
    "what is the point$",
    "there is (?:never any |no )point(?: (?:talking|to this|in this|arguing|any more))?$",
    "i do not (?:even )?know why i (?:even )?(?:try|bother|bothered)",
    "(?:okay |fine |right |no |well |you know what |i am done |honestly )?i (?:give up$|give up i|can not be bothered with this|am not answering|am not dignifying|will say no more|will keep my mouth shut)(?: {word}){0,3}",
    "(?:never mind|does not matter|i said it is nothing|it is nothing|i am fine) (?:forget|does not|never mind|leave|i said|leave it)(?: {word})?",
    "i (?:wish|knew) i (?:had not|had never|should not have|should have) (?:said|kept|told|asked|opened|mentioned)(?: {word}){0,2}",
    "(?:okay you win|fine you win|have the last word|have it your way|if you say so|good talk|i am not speaking to you)",
    "(?:i am|we are) not (?:having|doing) (?:this|that) (?:conversation|again|now|tonight|talk|argument)(?: {word})?",
    "(?:talk|speak) to (?:the hand|yourself|the wall)",
    "(?:i am|i have) had enough(?: of this| of you| of it)?",
)  # fmt: skip
_LEAVE = (
    "(?:until|till|when|if|so|before|think|want) i (?:give up|am done|am finished|forget it)",
    "i can not do this (?:place|job|one|house|alone|by myself|on my own|without|right|properly|week|weekend)(?: {word})?",
    "(?:with|and) the (?:kids|children|boys|girls|baby)",
    "i am (?:going|off|going to go) (?:to |for )?(?:{word} ){1,4}(?:do you want|want|need|fancy|do you need|would you like|and i will)(?: {word})?",
    "forget (?:it is|it happened|it was|about it being|it when|it ever)(?: {word})?",
    "(?:or|if|then|and) i am (?:done|finished)(?: {word})?",
    "i am (?:done|finished|out) (?:{word} )?(?:at|by|with (?:the|my|work|dinner|that|it|them|him|her|work)|in|on|being|pretending|hiding|blaming|of)(?: {word}){0,2}",
    "i do not care (?:what|who|if|how|where) (?:{word} ){1,4}",
    "there is no point (?:in )?(?:{word} ){0,3}(?:without you|if you)",
    "no point (?:in )?(?:{word} ){0,2}(?:blaming|pretending|lying|hiding)",
    "i had enough (?:{word} )?(?:money|time|sleep)",
    "(?:i am|i have) had enough (?:of (?:the|my|being|work|that job|him|her|them))(?: {word})?",
    "(?:can|could) we (?:just )?(?:stop (?:and|for|at|blaming|keeping)|leave it (?:till|until|for|at|there)|watch (?:it|that) together)(?: {word}){0,3}",
    "(?:leave|let) me (?:alone with|be (?:the|your|clear|honest|a|with|there|in))(?: {word})?",
    "do (?:what|whatever) you (?:like|want|need|think) (?:with|about|is|best|to)(?: {word})?",
    "i (?:do not want|can not bear|would hate) (?:{word} )?(?:to )?(?:do|have|talk|go) (?:this|it|that) (?:alone|without|on my own|wrong|badly|to you|like)(?: {word})?",
    "leave it (?:with|to) (?:me|us)",
)  # fmt: skip
# Words that promise a return, or soften into one: then it is a break, not a withdrawal.
_COMING_BACK = (
    "(?:then|and|after|afterwards|when) (?:{word} ){0,4}(?:come back|be back|talk|finish|carry on|start again|sit down|pick (?:it|this) up|try again|we go on)",
    "(?:be back|come back|back (?:in|at|by|here)|come and find you|come down again)(?: {word}){0,2}",
    "(?:five|ten|fifteen|twenty|thirty|forty|half an|an|a couple of|few|quarter of an) (?:more )?(?:minutes?|mins?|hours?|hour)",
    "(?:talk|finish|discuss|do|start|pick) (?:{word} ){0,4}(?:tomorrow|in the morning|after (?:{word})|later|when|at {word})",
    "(?:overwhelmed|flooded|too much for me|i need (?:a|some) (?:break|breather|minute|air|time|space))",
    "i (?:want|would like|do want) to (?:{word} ){0,3}(?:finish|talk|hear|sort|come back)",
    "i am {really}sorry",
)  # fmt: skip

_SHUT = frozenset(
    [
        "okay",
        "fine",
        "right",
        "whatever",
        "nothing",
        "nope",
        "no",
        "yes",
        "sure",
        "grand",
        "night",
        "good",
        "mm",
        "cool",
        "mhm",
        "alright",
    ]
)
_SILENT_AT_LEAST = 6.0  # seconds; a thinking pause is mostly under four
_TIMES_USUAL = 3.0


def _went_silent(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    """A long silence, far beyond this speaker's own, and then next to nothing."""
    silence, usual = context.silence, context.usual_silence
    if not context.header.timed or silence is None or usual is None:
        return
    newest = recent[-1]
    words = spoken((newest,)).words
    if silence >= max(_SILENT_AT_LEAST, _TIMES_USUAL * usual) and 0 < len(words) <= 3 and _SHUT.issuperset(words):
        yield Found(
            (Span(newest.n, 0, len(newest.text)),),
            0.6,
            (f"{silence:.0f} s of silence, {usual:.1f} s is usual", " ".join(words)),
        )


withdrawal = Detector(
    kind="withdrawal",
    title="Pulling away",
    tone="hurts",
    level="recap",
    about="Shuts the subject, leaves or goes silent. Mostly it is too much just then; the other is left alone with it.",
    source="Stonewalling in Gottman's research; withdrawal in the rating system CIRS.",
    tip="Say that it is too much, and when you will be back.",
    find=either(
        phrases(*_SURE, unless=_LEAVE, nowhere=_COMING_BACK, vetoes=(quoted, denied, supposed), confidence=0.8),
        _went_silent,
        learned("withdrawal", vetoes=(quoted,)),
    ),
    misses="One-word answers that shut a subject; leaving in the middle of an ordinary sentence.",
    examples=(
        talk("[I'm done talking]."),
        talk("[Forget it]."),
        talk("[I'm not doing this]."),
        talk("[Do what you want]."),
        talk("[I'm going to bed, I've nothing to say]."),
        talk("[Whatever you say]."),
        talk("[I can't talk to you]."),
        talk("Just [leave me alone]."),
        talk("[Forget I said anything]."),
        talk("I'm overwhelmed, I need twenty minutes, then I'll come back.", because="a break with a return"),
        talk("Can we stop for ten minutes and then carry on?", because="asks for a pause"),
        talk("I'm done with the dishes, sit with me.", because="finished a thing"),
        talk("I'm going to the shop, do you want anything?", because="a plan"),
        talk("Do whatever you think is best with the paint.", because="a choice left open"),
        talk("Don't forget it's Ella's party.", because="keeps hold"),
        talk("You said you're done talking, and I got scared.", because="a quote"),
        talk("He's done talking to his father.", because="a third person"),
        talk("I don't want to do this without you.", because="care"),
        talk("I'm tired, let's talk tomorrow after breakfast.", because="tired, and says when"),
        talk("If I say forget it, ask me again.", because="supposes"),
        talk("I'm sorry I said forget it.", because="sorry"),
        talk("I'm not leaving, I just need a minute.", because="stays"),
        talk("Give me a moment, I'm thinking.", because="thinks"),
    ),
)
