"""Reassurance: "I'm not going anywhere."

Why it matters: it answers the fear under many quarrels, of being left or of not being enough.
Source: emotion-focused couple work; supportive replies in coded couple talk.
Known misses: love told by what one will do; comfort about facts.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

reassurance = Detector(
    kind="reassurance",
    title="Reassurance",
    tone="helps",
    level="recap",
    about="Answers a fear: I am here, you are enough, we will manage.",
    source="Emotion-focused couple work.",
    tip="When your partner is afraid, try saying that you are here.",
    find=either(
        phrases(
            "(?:i am |i will )?not going (?:anywhere|to leave you)",
            "you (?:are|were) not (?:to blame|alone|a (?:burden|failure|bad (?:mother|mum|dad|father|son|daughter|wife|husband|person)|monster|bother|disappointment|fraud|freak|traitor|shop)|going to lose|losing me|broken|stuck with|on your own|by yourself|your (?:mother|father|dad|mum)|disgusting|ugly)(?: {word}){0,2}",
            "you (?:will|would|could) not (?:lose|be losing) me",
            "you (?:have|did) not (?:let (?:anyone|anybody|me|us|him|her) down|fail|failed (?:me|us|her|him)|lost me|ruined)(?: {word})?",
            "(?:it|that) is not (?:your|anybody's) fault (?:love|pet|hon|you|it never|babe|sweetheart|bodies|i never)",
            "(?:it|that) is not your fault$",
            "not your fault (?:you|and|it|love)",
            "i am (?:on your side|not leaving you|not (?:sick|ashamed|tired|bored) of you|still here)",
            "i (?:still|will always) (?:love|fancy|choose|adore) you",
            "i would (?:still )?(?:always )?(?:choose|pick|marry) you(?: {word}){0,2}",
            "never (?:once |ever )?been (?:ashamed of|about|bored of|from) you",
            "(?:i find you|i think you are) {really}(?:gorgeous|beautiful|lovely|attractive|handsome|sexy|enough)",
            "you are {really}(?:enough|my (?:home|family|whole|person)|the best thing)(?: {word})?",
            "how (?:attractive|beautiful|lovely|gorgeous) i find you",
            "i am going to make sure (?:to |i )?(?:remind|tell|show)(?: {word}){0,3}",
            "we (?:will|are going to) (?:be (?:okay|all right|fine|grand)|manage|get through|find a way|work it out together|do it together|cope)(?: {word})?",
            "(?:come|coming|came|go) home (?:to|with) you",
            "i (?:chose|choose|picked) you(?: {word}){0,2}",
            "it has never been (?:you|anything to do with (?:you|how you)|from you)",
            "you do not have to (?:be (?:perfect|brave|good)|earn|do it (?:all|alone|by yourself)|hide)(?: {word}){0,2}",
            "you (?:will|could) not (?:put me off|scare me off|get rid of me)",
            "i am (?:right )?here (?:love|for you|with you|breathe)",
            unless=("(?:if|when|not|is|was|do not think|sure) i (?:still|do|will always) (?:love|want)", "i am {gap}not leaving you i am", "(?:that|it) is not (?:your|my) fault (?:but|is it)", "what if i said(?: {word}){0,6}", "you are not going to lose(?: (?:it|this|any|weight))", "said (?:i am |i was )?not going anywhere", "you are not (?:alone|on your own) in (?:this|thinking)"),
            nowhere=("you (?:always|never)", "i love you but", "scared (?:you|that|of)", "do you (?:still|even) (?:love|want)", "but you", "went too far", "leaving the room"),
            vetoes=(amid_attack,),
            confidence=0.82,
        ),
        learned("reassurance"),
    ),
    misses="Love told by what one will do.",
    examples=(
        talk("[I'm not going anywhere]."),
        talk("[You're not a burden]."),
        talk("[It's not your fault, love]."),
        talk("[I'm on your side]."),
        talk("[I think you're beautiful]."),
        talk("[We'll get through this] together."),
        talk("[I'd still choose you]."),
        talk("[You haven't let me down]."),
        talk("[I'm going to make sure to remind you how attractive I find you]."),
        talk("You're not listening.", because="a complaint"),
        talk("It's not my fault.", because="a denial"),
        talk("I'm scared you're not going to stay.", because="a fear"),
        talk("I love you but I can't.", because="a but"),
        talk("Do you still love me?", because="asks for it"),
        talk("You always say we'll manage.", because="a complaint"),
        talk("You're not alone in thinking it.", because="a fact"),
        talk("I'm here all day with the kids.", because="a complaint"),
        talk("You are not to touch it.", because="an order"),
    ),
)  # fmt: skip
