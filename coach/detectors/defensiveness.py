"""Defensiveness: answers a complaint with an excuse, a denial or a counter-complaint.

Why it matters: it tells the other that nothing arrived. Owning even a small part turns the talk.
Source: "defensiveness" and "cross-complaining" in Gottman's work and in SPAFF.
Known misses: excuses made of plain facts ("the M6 was shut"), which only the words before them make into excuses.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_SURE = (
    "(?:it is|that is|it was|that was|is|was) not my (?:fault|problem|doing|job)",
    "(?:i|well i) (?:have )?(?:never) (?:{really})(?:said|did) (?:that|any such thing|no such thing|anything like that)",
    "i did no such thing",
    "(?:so|oh|now|how) (?:{word} )?(?:it is|this is|is it|is that|is this|that is|everything is) (?:all |always )?my (?:fault|problem|doing)",
    "(?:well |but |and |oh )?(?:you do not|you did not|neither do you|neither did you|so do you|so did you|you are not) (?:{word} ){0,3}either",
    "i (?:was|am) (?:only|just|merely) (?:trying to|being|doing|joking|following|holding|buttering)(?: {word}){0,3}",
    "i am just (?:being practical|trying|doing my)(?: {word}){0,2}",
    "i am not (?:shouting|yelling|defensive|being defensive|getting defensive|a mind reader|made of stone|the bad guy|a helicopter|on probation|on trial)(?: {word}){0,2}",
    "you (?:made me do it|asked for it|did it first|started it|do (?:exactly |just )?the same(?: thing)?$)(?: {word}){0,2}",
    "(?:well |but |and )?you do (?:exactly |just )?the same(?: thing)?$",
    "that is not true you(?: {word}){1,3}",
    "(?:everyone|everybody) (?:else )?(?:does it|parks|would have done)(?: {word}){0,2}",
    "it was (?:only |just )?(?:one time|the once|one night|one drink|one weekend|one joke|one text|one hour)(?: {word})?",
    "(?:that|it) was (?:only )?(?:the )?once",
    "(?:oh do not start|do not start with me|look who is talking|do not have a go at me)",
    "(?:neither do|neither did|so do|so did) you$",
    "it is not like i (?:was|did|had|meant|can|could|have a)(?: {word}){0,2}",
    "i (?:was|have been) (?:{word} )?(?:at work|in work)(?: {word}){0,2}",
    "i (?:literally|did|even) (?:actually )?(?:offered|asked|told you|rang|called|texted|bought|paid|drove|apologi[sz]ed)(?: {word}){0,3}",
    "(?:what|where|how|who|when) (?:else )?(?:was|were|am) i (?:going to|to|meant to|supposed to|gonna)(?: {word}){0,2}",
    "i am allowed (?:to be|a) (?:tired|angry|cross|upset|life|night out|drink|opinion|break)(?: {word})?",
    "(?:nobody|no one) (?:told me|put a gun|made you|forced you)(?: {word}){0,3}",
    "have i (?:ever|once|laid|not)(?: {word}){0,2}",
    "i have never once (?:said|asked|complained|missed|laid)(?: {word}){0,2}",
    "(?:it is not|it was not) my (?:fault|doing|decision|idea|problem)(?: {word}){0,2}",
    "i did not do (?:anything|nothing|it)(?: wrong)?",
    "i have (?:not )?done nothing(?: wrong)?",
    "i have not done anything(?: wrong)?",
    "(?:what|how) (?:was|am|were|is) i (?:meant|supposed) to(?: {word}){0,2}",
    "what (?:else )?(?:was i|did you (?:want|expect) me|do you (?:want|expect) me|would you have had me|would you have me|else could i) (?:to |supposed to )?(?:{word} )?(?:do|say|have done|have said|be|wear|go)(?: {word})?",
    "what was i (?:going|supposed|meant) to(?: {word}){0,2}",
    "(?:was|am) i (?:meant|supposed) to(?: {word}){1,3}",
    "should i (?:have )?(?:just )?(?:slap|let|throw|leave|sit|stand|say|tell|pretend|move|eat)(?: {word}){0,3}",
    "you are (?:not perfect|no better|no angel|just as bad|one to talk|hardly perfect)(?: {word})?",
    "(?:look|listen to) who is talking",
    "says the (?:man|woman|girl|boy|one|guy|person|wife|husband) (?:who|with|that)(?: {word}){0,2}",
    "(?:that is|it is|which is) (?:so |completely |totally |just |just |really |hardly )*(?:unfair|a lie|not what happened|not at all what happened|nonsense|rich coming from you|just not true)",
    "(?:you are|do not go) (?:twisting|putting words|making out)(?: {word}){0,2}",
    "(?:do not|you can not|you are not going to|stop) (?:{word} )?(?:put|putting|pin|pinning|blame|blaming|dump|lay|make) (?:it|this|that|me|all this|it all)(?: all)? (?:on me|out like|like i am|for this|for that|for it|for everything)?",
    "i am (?:doing|trying) my best",
    "i (?:can not|could not) (?:exactly|very well)(?: {word}){1,3}",
    "i am (?:not )?(?:a )?mind reader",
    "i can not (?:do anything|do a thing|win|say anything|put a foot) (?:right|without|with you)?",
    "(?:whatever|nothing|anything) i do is (?:never |not |ever )*(?:wrong|good enough|right|enough)",
    "nothing i do (?:is|ever)(?: {word}){0,3}",
    "(?:yes|okay|right|all right|sure) but (?:you|i|that is|it was|what about|she|he)(?: {word}){0,3}",
    "(?:it is|it was) not as (?:if|though) i(?: {word}){1,3}",
    "i have (?:only )?got (?:one pair of|only two|two) hands",
    "do not look at me (?:like that|i (?:did|have|was|am))(?: {word}){0,2}",
)  # fmt: skip
_LIKELY = (
    "i never(?: {word}){0,1}",
    "it was (?:the|your|my|literally|off|black|reduced|raining|late|an)(?: {word}){1,3}",
    "you (?:knew|signed|agreed|said|told me|wanted|asked me|had|chose)(?: {word}){1,3}",
    "i was (?:at work|working|tired|busy|asleep|listening|driving|going to|about to|in a meeting)(?: {word}){0,2}",
    "(?:they|he|she|it) (?:would not|could not|would not have|needed|asked me|asks me|had nobody)(?: {word}){1,3}",
    "that is not (?:what|how|the)(?: {word}){1,3}",
    "i (?:said|told you|asked you|showed you|did)(?: {word}){1,3}",
)  # fmt: skip
_LEAVE = (
    "(?:so )?you think i (?:am|was)(?: {word}){0,6}",
    "you are right(?: {word}){0,3}",
    "that is not fair (?:on|to|of me)(?: {word})?",
    "not my fault (?:or|and) (?:yours|your)",
    "i was (?:only|just) (?:wondering|thinking|going to|about)(?: {word})?",
    "it was (?:one of|only when|only after|only then|a single)(?: {word})?",
)  # fmt: skip
_OWNING = (
    "i am {really}sorry", "you are {really}right", "i (?:should|ought to) have", "my (?:mistake|bad)", "fair (?:enough|point|do|play)",
    "i own (?:that|it)", "i take (?:that|it) back", "thank you", "i apologi[sz]e", "that was (?:wrong|mean|unfair|unkind) of me", "point taken",
    "i hear you", "i (?:get|understand|see) (?:it|that|why|how|if)",
)  # fmt: skip

defensiveness = Detector(
    kind="defensiveness",
    title="On the defence",
    tone="hurts",
    level="recap",
    about="Answers a complaint with an excuse, a denial or a complaint in return. The first complaint then has to be said again.",
    source="Defensiveness and cross-complaining in Gottman's couple research and in SPAFF.",
    tip="Own the part that is true, even a small one, before you explain.",
    find=either(
        phrases(*_SURE, unless=_LEAVE, nowhere=_OWNING, vetoes=(quoted, supposed), confidence=0.75),
        learned("defensiveness"),
    ),
    misses="Excuses made of plain facts. Explanations that were asked for may be taken for excuses.",
    examples=(
        talk("A: The bins are still full.", "B: [It's not my fault, they changed] the day."),
        talk("A: You were late again.", "B: [What was I supposed to do, fly]?"),
        talk("A: You forgot the cake.", "B: [Well, you don't remember things either]."),
        talk("A: You promised to ring.", "B: [I never said that]."),
        talk("[So it's my fault] again, is it?"),
        talk("[Don't put this on me]."),
        talk("[Yeah, but you do it all] the time."),
        talk("[I'm not a mind reader]."),
        talk("You're right, it was my fault and I'm sorry.", because="owns a part"),
        talk("A: What time did you leave?", "B: I left at six.", because="a fact that was asked for"),
        talk("It's not your fault.", because="takes the blame off the other"),
        talk("I get why you're cross, but I was scared to ring.", because="understands"),
        talk("You said it's not my fault, and that helped.", because="a quote"),
        talk("What am I supposed to bring on Friday? I understand if it's a lot.", because="asks kindly"),
        talk("She was just trying to help.", because="a third person"),
        talk("Yes, that's true.", because="agrees"),
        talk("I could ring them tomorrow.", because="what one can do"),
        talk("I felt accused when you said that.", because="a feeling"),
        talk("It was my decision and I should have asked.", because="own fault"),
        talk("Do you want me to do the shopping?", because="a choice"),
        talk("I'm going to try it your way.", because="a plan"),
        talk("It was a long day at the depot.", because="about work"),
    ),
)
