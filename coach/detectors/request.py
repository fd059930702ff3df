"""Request: a clear, specific, polite ask.

Why it matters: a wish the other can say yes or no to gets further than a complaint; it is the last step of a soft start.
Source: nonviolent communication (observation, feeling, need, request); softened start-up.
Known misses: orders said kindly ("Teach me slow"), and asks put as a wish.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_NOT_ASKING = (
    "(?:how|why|what|who|where|when) (?:could|would|can|will) (?:you|we)",
    "(?:could|can|would) you (?:not|ever|even|believe|imagine|blame|be (?:any|more|a bit more|so)|stop|for once|just (?:stop|listen|for|shut|once|not|let it|leave)|hear|see|honestly|tell (?:i|that)|say (?:so|that was|it is|it was|it has|he|she|they|i|we)|call|know|mind your|call (?:it|that)|want|like|rather|have|feel|think|love|miss|choose|listen to (?:it|him|her|you)|that|you|rather|prefer|go back|look at (?:that|you)|give it a rest|get (?:it|that)|at least|grow|please (?:stop|just))",
    "(?:if|wish|hoped|hope|thought|said|think|knew|so|as|only|that|the way) you (?:could|would|can)",
    "could we (?:not|just not|ever)",
    "(?:anybody|anyone|who|nobody|they|he|she|you|would) would you",
)  # fmt: skip
_HEATED = (
    "you (?:always|never)",
    "what is wrong with you",
    "for once",
    "or else",
    "how many times",
    "shut up",
    "for god's sake",
    "the hell",
)

request = Detector(
    kind="request",
    title="A clear ask",
    tone="helps",
    level="recap",
    about="Asks for something specific that can be answered with yes or no.",
    source="Nonviolent communication; softened start-up.",
    tip="Try: would you be willing to ...?",
    find=either(
        phrases(
            "could you (?:please |just |maybe |possibly |also |not )?{word}(?: {word}){0,4}",
            "would you (?:please |just |maybe |also |only |ever |even )?{word}(?: {word}){0,4}",
            "(?:can|will) you (?:please |just |maybe )?(?:ring|give me|run me|sit|finish|wake me|show|come|message|let|help|hold|mind|stay|text|read|remind|save|grab|pass)(?: {word}){0,4}",
            "(?:can|will) you (?:please|just please|maybe|try (?:and|to|it)|come and|help me|hold|sit|give me|do me)(?: {word}){0,3}",
            "please (?:can|could|would|will) (?:you|we|i)(?: {word}){0,3}",
            "(?:can|could) i (?:please )?(?:have (?:a (?:cuddle|hug|kiss|word|turn|bit|say)|one|the|some|you)|get a|ask (?:for|you to|one))(?: {word}){0,4}",
            "could we (?:please |just |maybe |all |both |at least )?(?:do|have|go|try|plant|tell|take|sit|put|set|look|get|agree|say|make|talk|keep|turn|eat|plan|book|call|ring|find|write|put)(?: {word}){0,4}",
            "i would (?:really |so |just |only )?(?:like|love|appreciate|prefer) (?:it if (?:you|we)|you to|us to)(?: {word}){0,4}",
            "i (?:was wondering|wonder) (?:if|whether|about) (?:you|we|i|there|it)(?: {word}){0,4}",
            "(?:next time|when you(?: {word}){1,4}) (?:could|would|can|will) you(?: {word}){0,4}",
            "what i would (?:ask|love|like) (?:is|for)(?: {word}){0,3}",
            "it would (?:help|mean a lot)(?: me)? (?:a lot |so much )?if you(?: {word}){0,3}",
            "that is all i (?:am|would be) asking(?: for)?",
            "would you {gap}please",
            unless=(*_NOT_ASKING, "could i have (?:been|done|said|that (?:one )?back)", "can i have (?:ten|twenty|half|five|a minute|two)", "could we (?:do|have|try) (?:that|this) (?:again|over)", "could we (?:stop|leave|pause|get back|stick|stay)", "i (?:was wondering|wonder) (?:if|whether) you (?:are|were|felt|feel|meant|think|thought|would)", "would you let me (?:finish|speak|talk)",
                    "can i (?:have|get) (?:that (?:back|again|in)|it in)", "would you do (?:if|it|that|then|with)", "would you (?:look|go|get|come) (?:at|on|off|away|over)", "would you get", "could you (?:live|cope|manage|bear|stand|do)", "could i have (?:the|a|it|one)"),
            nowhere=_HEATED,
            vetoes=(amid_attack,),
            confidence=0.88,
        ),
        learned("request"),
    ),
    misses="Orders said kindly; asks put as a wish.",
    examples=(
        talk("[Could you text me when you leave]?"),
        talk("[Would you mind turning it down]?"),
        talk("[Would you be willing to take Tuesdays]?"),
        talk("[Can you please shut the door]?"),
        talk("[Could we set aside an hour on] Sunday?"),
        talk("[I'd really like it if you rang first]."),
        talk("[Next time, could you tell me before]?"),
        talk("[Would you come with me on Monday]?"),
        talk("How could you do that?", because="an accusation"),
        talk("Could you just stop?", because="an order"),
        talk("Why would you say that?", because="an accusation"),
        talk("Would you say it was long?", because="asks for an opinion"),
        talk("Could you not, for once?", because="an order with an edge"),
        talk("Would you like some tea?", because="an offer"),
        talk("You need to sort this out now.", because="a demand"),
        talk("If you could see your face.", because="mockery"),
        talk("What would you take?", because="a question"),
    ),
)  # fmt: skip
