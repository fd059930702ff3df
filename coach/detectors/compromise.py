"""Compromise: gives ground, offers options.

Why it matters: accepting some influence from the other, and looking for a way both can live with, ends the contest.
Source: getting to yes in Gottman's repair list; problem solving in coded couple talk.
Known misses: offers without an opening such as "what if" or "I could" ("Saturdays, if you do Sundays").
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

# "What if I'm ...": a worry, not an offer.
_WORRY = (
    "what if (?:i am|it is (?:me|not|too|my|all|the same|the bad)|i (?:can not|do not|fail|never|lose|say|get|did|was|told|had|go)|you (?:leave|do not|are|get|stop|change|die|go|find|never|meet|hate|had)|he|she|they (?:do|find|think|take|never)|we (?:can not|do not|are|never|lose|had|get in)|the (?:baby|house))",
    "(?:so|and|but) what if",
)  # fmt: skip

compromise = Detector(
    kind="compromise",
    title="Meeting halfway",
    tone="helps",
    level="cue",
    about="Gives ground, or puts an option on the table.",
    source="The getting-to-yes branch of Gottman's repair list.",
    tip="Try: what if we ... and I ...?",
    cues=("That is looking for a way together.", "An offer. {other}, what do you think?"),
    find=either(
        phrases(
            "what (?:if|about if) (?:we|i|it is|you|the|they|she|he|there is|that)(?: {word}){0,4}",
            "how about (?:we|i|if|half|every|the|a|just|one|two)(?: {word}){0,3}",
            "what about (?:if|half|every|asking|we|i do|doing|both|one|trying)(?: {word}){0,3}",
            "(?:we|i) could (?:always |maybe |also |at least )?(?:do|try|live with|swap|split|give up|drop|cut|shift|skip|offer|stretch|sell|stick|keep|start|stop|use|put|turn|knock|record|manage)(?: {word}){0,3}",
            "would it (?:help|work|be (?:easier|better)) if (?:i|we)(?: {word}){0,2}",
            "(?:meet|meet me|meeting) (?:you |each other )?(?:halfway|in the middle)",
            "i (?:can|could) (?:live with|give you|bend)(?: {word}){0,2}",
            "suppose we (?:say|do|try|{word}ed)(?: {word}){0,3}",
            "(?:fifty fifty|half each|take turns|turn about|split the difference)",
            unless=(*_WORRY, "could (?:try (?:rinsing|{word}ing the)|do(?: this)?$|do (?:the math|with|without|this until|or)|stop at|start by|put the radio|get|use a|stop there)", "(?:wish|thought|think|if|so|how|said|where|when|what|noticing) (?:we|i) could", "what if i (?:tell you|said i|told)", "how about (?:you|i just)", "could live with(?:out)? (?:it|the humidity)", "(?:half each|take turns) (?:with|there|whether)", "not take turns"),
            nowhere=("you (?:always|never)", "i am {really}(?:scared|frightened|afraid|ashamed)", "(?:frightens|scares) me", "fear", "what is wrong with you", "or else", "could not we", "come and find you"),
            vetoes=(amid_attack,),
            confidence=0.9,
        ),
        learned("compromise"),
    ),
    misses="Offers without an opening such as what if.",
    examples=(
        talk("[What if we take turns]?"),
        talk("[How about we try it for] a month?"),
        talk("[I could do the mornings]."),
        talk("[We could split the bill and] see."),
        talk("[What if I do the school run] and you cook?"),
        talk("[I can live with that number]."),
        talk("[Would it help if I rang her]?"),
        talk("Let's [meet in the middle]."),
        talk("What if I'm not enough?", because="a worry"),
        talk("What if you leave me?", because="a worry"),
        talk("How about you stop shouting.", because="an order"),
        talk("I wish we could go away.", because="a wish"),
        talk("I could have told you that.", because="a point scored"),
        talk("What if we never get it back?", because="a worry"),
        talk("You always say we could do it later.", because="blame"),
        talk("I could not hear you.", because="a fact"),
        talk("So what if we try it, you never do.", because="brushes off"),
    ),
)  # fmt: skip
