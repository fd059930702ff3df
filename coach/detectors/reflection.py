"""Reflection: says back what was heard, in own words, before answering.

Why it matters: in speaker and listener exercises (PREP) and in Imago's mirroring the listener says back first; it slows
the talk and shows what landed.
Known misses: pictures handed back in other pictures, and a reflection that does not begin like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Utterance
from coach.core.themes import words_of
from coach.detectors.guards import amid_attack
from coach.detectors.kit import Spoken, either, learned, pattern, phrases, plain_words
from coach.detectors.written import talk

_COMMON = words_of(
    "a about all am an and any are as at be because been but by can did do does for from get go going got had has have he her him his how i if in is it just"
    " like me more my no not of off on one or our out over really right she so some that the their them then there they thing this time to too up us was we"
    " well were what when where which who why will with would yes you your okay know think say said want need feel us back day"
)
_OPENING = pattern(
    "(?:(?:right|okay|oh|ah|huh|yes|no|and|hm|mm|all right|wait|hang on|well|god|love) ){0,3}so (?:for you )?(?:it is|it would be|it is not|you|you are|when|if|that|the|by|what you|even|every|not|instead|all)"
)
_NOT_BACK = pattern(
    "so (?:what|when|if|the|that|you|it is) (?:do|did|are you|is the|am i|was i|can|could|have|should|must|we|i (?:will|am going|can|could)|you (?:admit|did|can|could|should|owe|better|never|always|want me|think))"
    "|so you gave|you figured|(?:shall|should|could|can|will|would) (?:we|you|i)|what (?:do|if|about|would)|how (?:about|do)|so you (?:can|are (?:just|going to|not going)|just|do not|did not|have (?:never|been hiding|got no))|your (?:fault|problem)|let us|we (?:will|could|can)|i will|admit"
)  # fmt: skip


def _said_back(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    """Opens like a reflection and carries words of what the other has just said."""
    spoken = Spoken(recent[-1:])  # a turn that goes on after it says it back only once
    opening = _OPENING.search(spoken.text)
    if opening is None or opening.start(1) > 0 or _NOT_BACK.search(spoken.text) is not None:
        return
    heard = {_stem(word) for word, *_ in plain_words(context.before)} - _COMMON
    own = [i for i, word in enumerate(spoken.words) if word not in _COMMON and _stem(word) in heard]
    if not own or ("you" not in spoken.words and "your" not in spoken.words) or len(spoken.words) < 6:
        return
    yield Found(spoken.spans(0, len(spoken.words) - 1), 0.66, tuple(spoken.words[i] for i in own[:3]))


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


reflection = Detector(
    kind="reflection",
    title="Saying back",
    tone="helps",
    level="cue",
    about="Says back what was heard before answering. It shows what landed.",
    source="Speaker and listener exercises (PREP); mirroring in Imago.",
    tip="Try: what I heard is ... Did I get that?",
    cues=("Nicely said back, {name}.", "{name} said it back. Did it fit, {other}?"),
    find=either(
        phrases(
            "(?:so )?what i (?:am )?(?:hear|hearing|heard|get|got|getting|picked up|understood|am picking up) (?:is|was|you|from|there)(?: {word}){0,3}",
            "(?:if|have) i (?:have )?(?:got|heard|understood|follow|followed|am hearing|hear|am getting|read) (?:you|that|it|this|what)(?: {word}){0,3}",
            "(?:let me|can i) (?:just )?(?:see if i|check i|check if i|say (?:it|that) back|play (?:it|that) back|make sure i)(?: {word}){0,3}",
            "(?:so )?(?:what )?you are (?:saying|telling me|trying to tell me|trying to say) (?:is|that|it|the|when|you|i|he|she)(?: {word}){0,2}",
            "(?:so|okay|right|and) for you it (?:is|was|means|feels)(?: {word}){0,3}",
            "(?:so )?(?:it|that) sounds (?:like|as though|as if) (?:you|for you|part|some)(?: {word}){0,3}",
            "i (?:hear|heard) you (?:say|saying|that)(?: {word}){0,3}",
            "(?:have i got|did i get|am i getting) (?:it|that|you|close) ?(?:right|close)?",
            "is that (?:about right|close|it is that right)",
            "(?:let me|i will) say it back",
            "in other words(?: {word}){0,3}",
            "from what you (?:have )?(?:said|told me)(?: {word}){0,3}",
            unless=("what you are saying is (?:you do not|i am)", "(?:are|is) (?:you|that what you are) (?:saying|telling)", "what are you (?:saying|trying)", "you are (?:saying|telling me) (?:that )?(?:i am|you are (?:never|not))", "what i (?:am )?(?:hear|hearing|heard|get) is (?:you are|i am|blah|no)",
                    "if i (?:got|get|hear) (?:it|that|this|you)", "have i got it wrong", "did i get it (?:for|from)", "did i get you", "i am glad you are telling me", "i heard you (?:the|were|on|had|come|was|in)", "did i get it", "what i (?:get|got) (?:is|was) (?:a|the|nothing|you)", "did i get that"),
            nowhere=("i feel like you do not", "you (?:never|always) ", "what (?:i am|i) hear(?:ing)? (?:you saying )?is (?:i am|you hate|there is)"),
            vetoes=(amid_attack,),
            confidence=0.75,
        ),
        _said_back,
        learned("reflection"),
    ),
    misses="Reflections that do not begin like one.",
    examples=(
        talk("A: I miss you in the evenings.", "B: [So what you're saying is that the evenings are lonely]."),
        talk("[What I'm hearing is, it is the] surprise and not the money."),
        talk("[Let me see if I've got it]."),
        talk("A: When the bag zips I feel trapped.", "B: [So when I zip the bag, you feel trapped and the door is shut]."),
        talk("[So for you it's about being asked]."),
        talk("[If I've understood you, it was the] waiting."),
        talk("[From what you've said it was my] tone."),
        talk("[Have I got that right]?"),
        talk("What I hear is you're lazy.", because="an insult in the form of one"),
        talk("You're saying I'm a bad mother.", because="an accusation"),
        talk("Are you saying I should go?", because="asks, to object"),
        talk("So you just left it.", because="an accusation"),
        talk("So what do we do now?", because="asks for a plan"),
        talk("I heard you the first time.", because="impatience"),
        talk("A: The bins are out.", "B: So let's have tea.", because="nothing is said back"),
        talk("So you admit it.", because="scores a point"),
        talk("What did you get her?", because="a plain question"),
    ),
)  # fmt: skip
