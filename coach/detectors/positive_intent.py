"""Benefit of the doubt: takes the partner to have meant well.

Why it matters: taking the worse motive for the real one is a danger sign (PREP); the opposite can be said aloud.
Known misses: a good motive told without "I know" or "you meant".
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

positive_intent = Detector(
    kind="positive_intent",
    title="Benefit of the doubt",
    tone="helps",
    level="recap",
    about="Takes the partner to have meant well.",
    source="The opposite of negative interpretation, a danger sign in PREP.",
    tip="Try: I know you meant well, and ...",
    find=either(
        phrases(
            "i know (?:that )?you (?:really |only |just )?(?:did not mean|do not mean|were not|was not|would not (?:have|do|really)|never meant|meant|are trying|were trying|try|tried|mean well|did not do (?:it|that)|do not set|are doing your|have been trying|did not want)(?: {word}){0,3}",
            "i (?:do not|did not|never) (?:think|believe|reckon|figured|thought|suppose) (?:for a moment |for a second |that )?you (?:meant|mean|were (?:doing|being|trying|out|after|having|hiding|lying)|did (?:it|that)|are (?:doing|being|trying|lazy|lying|nagging|out|a bad)|do it|said it|set out|wanted to hurt)(?: {word}){0,3}",
            "(?:i|and i|but i) {really}believe you(?: about)?(?: {word})?",
            "you (?:meant|mean) (?:it |that |so |only )?(?:well|kindly|nicely|no harm|for the best|as a (?:joke|kindness)|to help|to be)",
            "you (?:did not|never|do not) (?:mean|meant) (?:it|any|to (?:hurt|upset|be)|harm|that)(?: {word}){0,3}",
            "you were (?:only |just |probably )?(?:trying to (?:help|be|protect|do|make|keep|look|save|get|say|find)|looking out for|protecting|looking after)(?: {word}){0,3}",
            "you (?:did|do|said|are doing|were doing) it (?:because|out of|to (?:protect|help|spare))(?: you)?(?: {word}){0,3}",
            "(?:benefit of the doubt|your heart (?:was|is) in the right place|out of (?:love|kindness))",
            "(?:it is|it was|you did) not (?:{word} )?(?:out of|for) (?:spite|badness|meanness)",
            "i (?:am sure|bet|expect|imagine|reckon|figure|doubt|trust) you (?:were|had|did not|meant|would have|thought|would not|just|only|did it|have been)(?: {word}){0,3}",
            "i know (?:it|this|that) (?:is|was) not (?:about|because|that|out of|laziness|spite)(?: {word}){0,3}",
            "i know you (?:love|care|want (?:what is best|the best|him to|her to|them to|us to))(?: {word}){0,2}",
            "you did not know(?: {word})?",
            "you (?:were|are) not (?:being|trying to|doing it|ignoring|one to|after|having a go)(?: {word}){0,2}",
            "you would not (?:do|hurt|say|have done) (?:that|it|me|this)(?: on purpose)?",
            "i (?:am taking your word|take your word|trust you)",
            unless=("(?:do not|can not|could not|not|never|want to|hard to|used to|if|try to|trying to|if i could|how can i|why would i|cannot|tried to|did) (?:{word} )?(?:believe|trust) you", "i do not (?:think|believe) you (?:are|were) (?:listening|hearing|even|trying)", "you did not know (?:how|what|where|because|or)", "you do not mean (?:it|that)", "i know you (?:were not|did not) (?:listen|listening|even|care|bother|want|there|here)",
                    "you never meant it", "you did not mean it (?:then|did|when)", "i bet you (?:just|did not|only|thought|would not)", "i do not think you (?:did|do) (?:that|it) (?:at all|either)", "i reckon you (?:just|only|did not)", "i know you (?:want|love) (?:him|her|them|to (?:win|be right))", "you were (?:just |only )?trying to (?:be (?:funny|clever)|get (?:out|away)|make me|make a)"),
            nowhere=("but you (?:always|never|still)", "you (?:always|never) (?:do|listen|think|help)"),
            vetoes=(amid_attack,),
            confidence=0.85,
        ),
        learned("positive_intent"),
    ),
    misses="A good motive told without I know or you meant.",
    examples=(
        talk("[I know you didn't mean it]."),
        talk("[I don't think you meant to hurt me]."),
        talk("[I believe you]."),
        talk("[You were only trying to help]."),
        talk("[I know you were trying]."),
        talk("[You meant well]."),
        talk("[You didn't know]."),
        talk("[I bet you meant it kindly, you meant well]."),
        talk("You never meant it.", because="the opposite"),
        talk("I don't believe you.", because="the opposite"),
        talk("I know you weren't listening.", because="a complaint"),
        talk("You were just trying to be clever.", because="the worse motive"),
        talk("You didn't know what to say.", because="a fact"),
        talk("I know you don't care.", because="mind-reading"),
        talk("You meant to do it.", because="the worse motive"),
        talk("I don't think you are even trying.", because="a complaint"),
        talk("I wish I could believe you.", because="the opposite"),
    ),
)  # fmt: skip
