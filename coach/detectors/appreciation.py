"""Appreciation: thanks, admires, says what is good.

Why it matters: a kind word inside a hard talk is a repair by itself ("I appreciate" is a branch of Gottman's repair list).
Known misses: love said sideways; thanks meant in irony that gives no sign of it in its words.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_GOOD = (
    "(?:good|great|brilliant|lovely|wonderful|amazing|kind|kinder|brave|braver|generous|thoughtful|patient|clever|fantastic|sound|gorgeous|beautiful|funny|magic|marvellous|class"
    "|a star|a legend|an angel|a saint|a hero|a wonder|a diamond|a treasure|a marvel|a keeper|incredible|so good|the best)"
)

appreciation = Detector(
    kind="appreciation",
    title="A kind word",
    tone="helps",
    level="cue",
    about="Thanks the other, or says what is good about them.",
    source="The appreciation branch of Gottman's repair list; positive affect in coded couple talk.",
    tip="Name one thing your partner did that helped.",
    cues=("A kind word. Nice.", "Nice to hear, {name}."),
    find=either(
        phrases(
            "(?:thank you|thanks|ta|cheers|grateful to you|bless you) (?:{really})?(?:so much )?(?:for|that|it|i|you)(?: {word}){0,2}",
            "thank you",
            "i {really}(?:do )?appreciate (?:it|that|you|how|everything|what|all|the)(?: {word})?",
            "{really}proud of you",
            "i (?:{word} )?(?:love|adore|admire|like) (?:that|how|it when|the way) (?:you|about you)(?: {word}){0,2}",
            "i (?:love|like|loved) that (?:about|in) you",
            f"(?:you are|you were|you have been|you are being|that was|that is) (?:{{really}})?(?:so |such )?(?:a )?{_GOOD} (?:of you|to me|with (?:me|them|him|her|the kids|it|that|your)|at|about|for|dad|mother|father|man|woman|wife|husband|one)",
            "i am {really}(?:glad|grateful|lucky|thankful|chuffed|pleased) (?:you|that you|for you|of you|to have you|it is you|i have)(?: {word})?",
            "(?:that|it|this) (?:{word} )?(?:means|meant) (?:{word} )?(?:a lot|the world|so much|everything|loads|something)",
            "(?:good|fair play) (?:on|to) you",
            "(?:that|it|you) (?:took|take|takes) (?:{word} )?(?:guts|courage|nerve|some doing)",
            "you (?:star|legend|angel|dote|hero|gem)",
            "i would not (?:swap|change|be without|trade) (?:you|it|him|her)",
            "look at you i am",
            "best (?:thing|decision|husband|wife|dad|part)(?: {word}){0,3}",
            "could not (?:have )?(?:do|done|manage|managed|got|get) (?:{gap})without you",
            "that (?:was|is) {really}(?:kind|brave|generous|thoughtful|lovely|good|sweet|decent|big) of you",
            "you did (?:{really})?(?:{word} )?(?:well|great|brilliant|brilliantly|beautifully|good)",
            "i noticed (?:you|that you)(?: {word})?",
            unless=("(?:thank you|thanks|cheers|ta) for (?:that|leaving|keeping|telling everyone|dinner)(?: {word})?", "play thanks", "(?:everybody|everyone|nobody|they|never) thanks? you", "(?:thank you|thanks)(?: that is all| come again| i (?:will keep|just want))", "so ta for", "i (?:still )?look at you", "thank you that (?:answers|is all)", "i am glad you (?:like|have got|can)", "you (?:are|were) {really}(?:good|great|brilliant) at (?:breaking|it you|hiding|this aren|that)", "you are {really}good (?:with your hands|for (?:it|another))", "thanks for nothing", "(?:thank you|thanks) (?:for (?:noticing|finally|the (?:lecture|advice|news|reminder|input|permission|speech|update|insight|tip|memo)|your (?:permission|input|concern|support|opinion)|making|proving|ruining|reminding|that (?:insight|lecture|speech)|coming to|gracing|joining|confirming)|very much|a lot|a bunch|but|doctor|sherlock|captain|professor|your (?:honour|honor|majesty|lordship|highness)|freud|no)",
                    "(?:no|not|without|a|any|never|one|single|say|says|said|hear|get|got|expect|want|like a|word of|even a|much as a|ever|bit of) (?:{word} )?(?:thank you|thanks|ta|cheers)", "thanks to you", "thank you (?:for|and) (?:the )?(?:flowers|card)$", "no thank you", "no thanks", "thank you i (?:do not|can|will|am|did|have|know|already|was)", "thank you that will",
                    "look at you (?:with|all|now|you|there|on|and)", "well done you (?:have|were)", "i am glad you (?:think|find|are (?:enjoying|happy|so|having))", "you are so good at (?:{word}ing|this|that)", "i love (?:that|how|the way) you (?:think|just|always|say|get|never|can|still|assume|decided|call|make it)",
                    "great at (?:{word}ing)", "good for (?:nothing|you)"),
            nowhere=("admit", "rest my case", "asked and answered", "in future", "so there are", "it is so nice when", "even if it is usually", "wow", "for sharing", "really helpful thanks", "how (?:big|kind|generous|noble) of you", "must be nice"),
            vetoes=(amid_attack,),
            confidence=0.8,
        ),
        learned("appreciation"),
    ),
    misses="Love said sideways; irony that shows only in the voice.",
    examples=(
        talk("[Thank you for telling me]."),
        talk("[Thanks for picking her] up."),
        talk("[I really appreciate it]."),
        talk("I'm [proud of you]."),
        talk("[I love how you are with] the kids."),
        talk("[That was kind of you]."),
        talk("[You are so good with him]."),
        talk("[It means a lot] that you came."),
        talk("I [couldn't have done it without you]."),
        talk("Thanks for nothing.", because="sarcasm"),
        talk("Thanks for finally noticing.", because="sarcasm"),
        talk("Not even a thank you.", because="a complaint"),
        talk("I never hear a thank you.", because="a complaint"),
        talk("Thanks to you we missed the train.", because="blame"),
        talk("No, thank you.", because="declines"),
        talk("Thank God that's over.", because="relief"),
        talk("Look at you, all dressed up at nine.", because="an edge"),
        talk("I love how you think that's an answer.", because="sarcasm"),
        talk("Wow, thank you, that's very big of you.", because="sarcasm"),
    ),
)  # fmt: skip
