"""Winning: scores points.

Why it matters: where one wins, the pair loses. The shared goal is a solution both can live with.
Source: "resolution, not victory" in fair-arguing rules; "domineering" in SPAFF.
Known misses: scores kept in one's own words, evidence collected, traps laid by questions.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import denied, quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_SURE = (
    "(?:just |so |go on |why do not you |come on )?(?:admit it|you admit(?: (?:it|you|that|to))?|admit you (?:were|are|did|lost|was)|you have admitted(?: it)?|admit that you)(?: {word}){0,2}",
    "i (?:rest|can rest) my case",
    "(?:so |see |ha |well |there )+(?:so )?i (?:was|am) right(?: (?:all along|again|about))?(?: {word})?",
    "i (?:was|am) (?:always |still |usually )?right (?:all along|again|and you|about (?:it|this|that|him|her)|as usual|so)(?: {word}){0,3}",
    "i (?:am|was) always right(?: {word}){0,2}",
    "(?:that|which) (?:proves|makes) my point(?: {word}){0,2}",
    "(?:that is|so that is) (?:exactly |rather )?my (?:whole |entire )?point",
    "(?:thank you )?for (?:making|proving) my point",
    "you (?:have )?(?:just )?(?:made|proved|proven) my (?:own )?point(?: for me)?",
    "(?:see|well|ha|and) i (?:told|did tell|warned) you so",
    "what did i tell you(?: {word})?",
    "(?:and |see )what did i say$",
    "(?:one|two|three|four|five|zero|nil|1|2|3) (?:nil to {word}|zero to {word}|nil$|to me$|to you$|all$)",
    "(?:that is|so that is) (?:one|two|three|a point) (?:to|for) (?:me|us)",
    "(?:one|two|three|four|five|boots|poetry) nil (?:to|and|so|that)(?: {word})?",
    "(?:checkmate$|game set and match|gotcha|case closed|asked and answered|point proven)",
    "(?:so|then|ha|good|which means) i win",
    "you (?:have )?(?:lost|lose)(?: (?:this one|this|that one|the argument|again))",
    "that (?:means|makes) (?:me|i am) (?:right|the winner|the better)",
    "(?:i have|i have got|i kept|i took|i still have) (?:it|that|them|the|a|all the|photographic|got) (?:{word} ){0,3}(?:screenshots?|in writing|evidence|proof|spreadsheet|photo|email|texts|dated|recorded|on record)(?: {word})?",
    "i have (?:got )?(?:the )?(?:screenshots|proof|evidence|the receipts for that)(?: {word})?",
    "(?:that is|there is your|thank you for the|so that is an?) (?:an )?(?:admission|confession|proof)",
    "^do the maths?",
    "(?:let the record show|put that on your scoreboard|put it in the minutes)(?: {word}){0,2}",
    "(?:so )?who (?:is|was) (?:the (?:cold|bad|lazy|selfish|liar|grown up|one|crazy) ?(?:one)?|right|laughing|sorry) now",
    "who was right(?: {word}){0,2}",
    "can you say (?:that|the same)",
    "name (?:me )?one (?:time|single|day|night|example)(?: {word}){0,2}",
    "i (?:have )?(?:actually )?(?:screenshotted|screenshot|wrote it down|circled) (?:it|that|them|on)(?: {word}){0,2}",
    "i (?:have )?counted actually(?: {word}){0,2}",
    "so (?:that is us|we are|now we are) (?:even|quits|square)",
    "(?:shall|should) we compare",
    "^i (?:told|did tell) you so",
    "i called it",
    "exactly what i said(?: {word})?",
    "you (?:have )?(?:run|ran) out of (?:arguments|excuses|things)(?: {word})?",
    "(?:so )?you (?:agree|admit) (?:that )?(?:i was|you were|it was|then|i am)(?: {word}){0,3}",
    "say (?:it|that) (?:i was right|you were wrong)",
    "(?:say|admit) (?:that )?(?:i was right|you were wrong|i am right|you are wrong)",
    "i do not lose (?:arguments|fights)",
    "i (?:would|should) say i (?:am ahead|win)(?: {word})?",
)  # fmt: skip
_LEAVE = (
    "i (?:will|have to|can|must|do|would|should|hate to) admit(?: {word}){0,2}",
    "(?:i was|i am) not right(?: {word})?",
    "you are right(?: {word}){0,3}",
    "you win(?: {word})?",
    "admit it (?:i|that i|to you|to myself)(?: {word}){0,2}",
    "(?:one|two|three) all (?:day|night|week|the|of|in)(?: {word})?",
    "i (?:have )?(?:checked|counted|looked it up) (?:with|on|in|and (?:it|they|there|the)|that|the|for|the door|her|him|before|my|your)(?: {word}){0,2}",
    "what did i say (?:to|that|wrong|when|about)(?: {word})?",
    "that is my point (?:of|exactly)",
    "i was right (?:there|here|by|next|beside|behind|about to|in|at|on|up)(?: {word})?",
    "i am right (?:here|there|by|next|beside|behind|about to|in|at|on|up|with)(?: {word})?",
)  # fmt: skip

winning = Detector(
    kind="winning",
    title="Scoring a point",
    tone="hurts",
    level="recap",
    about="Keeps score or presses for a confession. A point won here is often paid for later.",
    source="Fair-arguing rules: a shared goal of resolution, not victory.",
    tip="Ask what would work for both, and let the score go.",
    find=either(
        phrases(*_SURE, unless=_LEAVE, vetoes=(quoted, denied, supposed), confidence=0.8),
        learned("winning"),
    ),
    misses="Scores kept in one's own words; traps laid by questions.",
    examples=(
        talk("[Admit it, you forgot]."),
        talk("[So I was right all along]."),
        talk("[I rest my case]."),
        talk("That's [one nil to me]."),
        talk("[You just proved my point]."),
        talk("[See, I told you so]."),
        talk("[Who was right about the] boiler?"),
        talk("Go on, [say I was right]."),
        talk("I have to admit I forgot.", because="owns up"),
        talk("You were right about the boiler.", because="gives the point"),
        talk("My dad said admit it to everyone.", because="a quote"),
        talk("Was I right to ring them?", because="asks"),
        talk("I don't want to be right, I want to understand.", because="not about winning"),
        talk("I've got the receipts in the drawer if you need them.", because="a thing shown"),
        talk("We lost two nil, the match was awful.", because="a game"),
        talk("She never admits anything.", because="a third person"),
        talk("I was right there at the door.", because="place"),
        talk("We both win if it's done by Friday.", because="shared score"),
        talk("I checked with the school, it's Tuesday.", because="checks"),
        talk("I felt small when you kept count.", because="feeling"),
        talk("That's a good point.", because="sees the point"),
        talk("Can you do the maths with me?", because="asks for help"),
    ),
)
