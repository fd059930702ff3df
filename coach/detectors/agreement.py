"""Agreement: commits to something concrete.

Why it matters: keeping agreements, even small ones, rebuilds trust; a talk that ends in one has moved.
Giving in under pressure is not one, nor is a promise without a what.
Known misses: commitments without "I will" ("Bins and bottles, me").
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Kind, Span, Utterance, other
from coach.detectors.guards import amid_attack
from coach.detectors.kit import Spoken, either, learned, matches, phrases
from coach.detectors.written import talk

LIKELY_ENOUGH = 0.3  # of the learned layer, where the partner has just asked, offered or promised
ANSWERS_RIGHT = 0.7  # how often that was right on labelled talk
JUST = 3  # utterances ago, at most
_INVITES: frozenset[Kind] = frozenset(["request", "compromise", "agreement"])

_DO = (
    "(?:ring|call|phone|get|ask|set|book|write|send|bring|tell|pay|put|do|take|make|text|email|message|keep|cook|cancel|order|move|fill|clean|clear|wash|pick|drop|sort|fix|start|stop|come|go|leave"
    "|open|close|find|check|look|print|sign|hang|hide|charge|change|turn|read|buy|give|stick|wear|say|meet|handle|drive|walk|run|knock|speak|talk|swap|empty|load|hoover|mop|iron|shop|sell|post|give|hand|eat|file|add|join|have|be home|be back|be there|switch|stay|plan|print|try|dig|show|shift|sit|finish|split|arrange|update|mute|delete|transfer|wake|feed|let)"
)
_WHEN = (
    "(?:today|tonight|the night|tomorrow|this (?:week|weekend|morning|afternoon|evening|month)|next (?:week|time|month|weekend)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays"
    "|weekends|weeknights|from now(?: on)?|from (?:tonight|tomorrow|monday|the first)|every (?:night|day|morning|week|time|month|{word}day|second|other)|each (?:night|day|week|time|morning|month)|in the morning|on the (?:first|second|way|\\w+th)|by (?:ten|nine|eight|noon|six|seven|five|four|{word}day)"
    "|at (?:eight|nine|ten|noon|lunch|six|seven|five|four|three|two|one|half|weekends)|after (?:tea|dinner|supper|work|lunch|breakfast|the)|before (?:bed|i (?:go|leave|start)|the|noon|work|dinner|lunch)|first thing|right now|now|straight away|on {word}day|when i get (?:in|home|back)|once a|twice a|o'clock)"
)

# Promises of the lips ("I'll tell you what", "I think I'll ...").
_NO_PROMISE = (
    "i will (?:ring|call|phone|tell|text|message|speak to|write to) your (?:work|boss|job|school|landlord)(?: {word}){0,9}",
    "if (?:i|you|we|it|she|he)(?: {word}){0,9}", "i will (?:never|not|have (?:the lot|my|her)|be (?:the one asleep|off)|take (?:a beer|them|these)|say (?:it|that)|go first|come in|turn|sit in|talk (?:at|until)|show you|let us|have looked|cancel)(?: {word}){0,9}",
    "(?:i can|i will) do that (?:myself|too|wrong|without|later)", "i will (?:tell you (?:what|why|how|something)|be honest|give you that|bet|say this|let you|do (?:it|that) (?:my|when)|get (?:over|used|to|it wrong|round))(?: {word}){0,9}",
    "(?:think|thought|guess|suppose|know|say|said|what|maybe|probably|whatever|where|how|worried|then|or|so|until|and see) i (?:will|shall)(?: {word}){0,9}", "i will {word} (?:{word} )?so you can",
)  # fmt: skip
# Said anywhere in the turn, it is a threat, a break, an offer or a worry instead.
_NOT_AGREED = (
    "you (?:always|never)", "what if", "how about", "what about we", "whatever", "i suppose", "happy now", "or i will", "can we", "could we", "could you", "would you", "i will (?:come|be) {gap}back", "i am coming back", "find you", "(?:the|my|these) kids to", "you can (?:see|sit|live|go|come)",
    "i am stopping", "do not think i will not", "you hear me", "i am telling your", "shall i", "forget i", "when i get back", "carry on at", "can finish", "if (?:you|she|he) (?:does|do) not", "and i am sorry",
)  # fmt: skip
_ASKED = (
    "(?:could|would|can|will) (?:you|we|i)", "what (?:if|about)", "how about", "next time", "please", "i (?:need|would like|would love)", "shall we", "who is (?:going to|ringing)", "are you (?:going to|able)",
)  # fmt: skip


def _unasked(_spoken: Spoken, first: int, _last: int, context: Context) -> bool:
    """A plain "I'll ..." is an agreement where the partner has just asked or offered, and it comes first."""
    return first > 5 or not any(True for _ in matches(_plain(context.before), _ASKED))


def _answering(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    """In answer to an ask, an offer or the partner's own promise, less is needed to take words for a promise.

    "And mine goes in next to it." stands for nothing by itself.
    """
    newest, reading = recent[-1], context.likely("agreement")
    if not reading.reached and reading.probability >= LIKELY_ENOUGH and _just_invited(newest, context):
        yield Found((Span(newest.n, 0, len(newest.text)),), ANSWERS_RIGHT, ("answers an offer",), live=False)


def _just_invited(newest: Utterance, context: Context) -> bool:
    partner, since = other(newest.speaker), newest.n - JUST
    return any(one.speaker == partner and one.kind in _INVITES and one.utterance >= since for one in context.moments)


@functools.lru_cache(maxsize=8)
def _plain(text: str) -> Spoken:
    return Spoken([Utterance(n=0, speaker="?", start=0.0, end=0.0, text=text)])


agreement = Detector(
    kind="agreement",
    title="An agreement",
    tone="helps",
    level="cue",
    about="Commits to something concrete. Small agreements kept rebuild trust.",
    source="Keeping agreements, even small ones: part of the fair-arguing guidance.",
    tip="Say what, and by when, and ask the other to say it back.",
    cues=("That is concrete. Both agreed?", "{name} took something on. Nice."),
    find=either(
        phrases(
            f"i (?:will|shall) (?:(?:even|just|also|definitely|go and|do) )?{_DO} (?:{{word}} ){{0,8}}{_WHEN}",
            f"{_WHEN} (?:{{word}} )?(?:{{word}} )?i (?:will|shall) (?:{{word}} )?{_DO}(?: {{word}}){{0,3}}",
            f"(?:okay|done|deal|good|sure|all right|fair enough|grand|settled|agreed|yes|makes sense|that works) (?:then |so |and |love )?(?:{{word}} )?(?:and )?i will (?:(?:even|just|also|definitely|go and) )?{_DO}(?: {{word}}){{0,4}}",
            f"and i will (?:(?:even|just|also|definitely|go and) )?{_DO} (?:{{word}} ){{1,4}}{_WHEN}",
            "(?:you have my word|consider it done|shake on it|that is the rule from)",
            "(?:i can|i will) do that(?: {word})?",
            f"{_WHEN} (?:it is|then)(?: then)? i will(?: {{word}}){{0,4}}",
            unless=_NO_PROMISE,
            nowhere=_NOT_AGREED,
            vetoes=(amid_attack,),
            confidence=0.83,
        ),
        phrases(
            "starting (?:tonight|tomorrow|this {word}|now|monday)",
            "from (?:now on|tonight|tomorrow|monday)(?: i(?: {word}){0,2})?",
            "(?:is|are|that is|those are) (?:mine|my job|on me) (?:from|now)",
            "i will (?:{word} ){1,4}every (?:night|day|morning|week|time|sunday|friday)",
            unless=("from (?:now on|tonight|tomorrow) (?:you|every|open|even)(?: {word}){0,2}", "could(?: {word}){1,6} from now on", "(?:never|not)(?: {word}){0,5} from (?:now on|tonight)", "not going to(?: {word}){0,5} every(?: {word})?"),
            nowhere=("you (?:always|never)", "what if", "how about", "could you", "would you", "i am sorry", "sorry", "every pesewa", "i am worried", "can we", "could we"),
            vetoes=(amid_attack,),
            confidence=0.82,
        ),
        phrases(
            f"i (?:will|shall) (?:(?:even|just|also|definitely|go and|do) )?{_DO}(?: {{word}}){{0,5}}",
            unless=_NO_PROMISE,
            nowhere=_NOT_AGREED,
            vetoes=(_unasked, amid_attack),
            confidence=0.68,
        ),
        learned("agreement", vetoes=()),
        _answering,
    ),
    misses="Commitments without I will.",
    examples=(
        talk("[I'll ring the surgery on Monday]."),
        talk("[I'll do bottles every night]."),
        talk("[From now on I'll text before I leave]."),
        talk("[Okay, I'll book it tomorrow]."),
        talk("[And I'll run a load Wednesdays and Sundays]."),
        talk("A: Could you ring the plumber?", "B: [I'll call him]."),
        talk("[I can do that tonight]."),
        talk("[Saturday I'll clear the loft]."),
        talk("Fine, I'll do it, happy now?", because="gives in under pressure"),
        talk("I'll never speak to her again.", because="a vow in anger"),
        talk("If you start I'll ring my mother tonight.", because="a threat"),
        talk("I think I'll go to bed early tonight.", because="no promise"),
        talk("You'll do it tonight.", because="an order"),
        talk("I'll tell you what, tomorrow is another day.", because="a manner of speaking"),
        talk("Whatever. I'll do it tomorrow.", because="brushes off"),
        talk("What if I'll be late on Monday?", because="a question"),
        talk("She'll ring on Monday.", because="somebody else"),
    ),
)  # fmt: skip
