"""Back to the topic: brings the talk back to what was agreed.

Why it matters: one subject at a time; what drifts can wait in the parking lot.
Source: one subject in speaker and listener rules; "we're getting off track" in Gottman's repair list.
Known misses: a return that only names the thing ("Fine. Friday. Who goes?") where the drift itself went unseen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Span, Utterance
from coach.core.topic import Topic
from coach.detectors.kit import Spoken, Veto, either, learned, phrases
from coach.detectors.written import talk


@functools.lru_cache(maxsize=8)
def _topic(text: str) -> Topic:
    return Topic(text)


def _named_while_away(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
    """The talk was away from its topic, and this utterance names the topic again."""
    newest = recent[-1]
    away = context.drifting and any(
        one.kind == "topic_drift" and one.utterance >= newest.n - 3 for one in context.moments
    )
    straying = any(one.kind in {"topic_drift", "past_grievance"} for one in context.proposed)
    if away and not straying and _topic(context.topic).belongs(newest.text) == 1.0:
        yield Found((Span(newest.n, 0, len(newest.text)),), 0.82, (context.topic,))


def _not_away(_spoken: Spoken, _first: int, _last: int, context: Context) -> bool:
    return not context.drifting


_WHEN_AWAY: tuple[Veto, ...] = (_not_away,)  # said in the middle of a subject, these mean something else

topic_return = Detector(
    kind="topic_return",
    title="Back to the topic",
    tone="helps",
    level="cue",
    about="Brings the talk back to what was agreed. What drifted can wait.",
    source="One subject at a time: speaker and listener rules; Gottman's repair list.",
    tip="Try: that can wait. Can we go back to our topic?",
    cues=("Back on the subject. Nice.", "Nice return to {topic}."),
    find=either(
        phrases(
            "(?:can|could|shall|let) (?:we|us) (?:please |just |maybe )?(?:stick|stay|get back|come back|keep) (?:to|on|with) (?:the|this|that|what|one|it|our|your|her|his|topic|track|{word})(?: {word}){0,2}",
            "(?:can|could|shall|let) (?:we|us) (?:please |just |maybe )?(?:finish|do) (?:the|this|{word}) (?:first|now|one)",
            "(?:{word} )?(?:back to|returning to) (?:the (?:point|subject|topic|question|matter|plan|list|{word}s)|our topic|what we were|what i was|what you were|business)(?: {word}){0,3}",
            "(?:anyway|anyhow|but|so|right|okay|now|meanwhile|yes) back to(?: {word}){0,3}",
            "where (?:were we|had we got to|would we got to|did we get to)",
            "(?:were we not|were not we) (?:on|talking about|doing)(?: {word}){0,3}",
            "we (?:were|are) (?:supposed|meant) to be (?:talking|doing|deciding|sorting|discussing)(?: {word}){0,3}",
            "(?:it is|this is|that is|we are) (?:about )?(?:the |your |my |our )?{word} we are (?:on|on about|talking about|here for|doing|looking at)",
            "we are not (?:on|doing|talking about) (?:the|that|your|my|{word} now|{word} tonight)(?: {word}){0,2}",
            "we (?:sat down|came out|are here) (?:to|for) (?:talk|sort|do|decide|the)(?: {word}){0,3}",
            "(?:we said|we agreed) (?:we would (?:decide|stick|talk|sort)|tonight was|this was)(?: {word}){0,3}",
            "what has that got to do with(?: {word}){0,3}",
            "(?:getting|gone|going|got|wandered|drifted) off (?:track|topic|the (?:point|subject|track|topic))",
            "(?:slide off|sidetracked|changing the subject|one thing at a time please|one {word} at a time)",
            "stay with me(?: on)?(?: this)?",
            "(?:that is|it is) (?:for another|a different|a separate|another) (?:night|day|talk|conversation|one|row|evening)",
            "(?:park|leave) that (?:for now|for later|one for)",
            unless=("back to (?:the )?(?:shops|bags|kids|stairs)", "i was saying to", "(?:where|when|while|if) we are (?:on|talking)", "so stay with me", "want you to stay with me(?: in)?", "that is another one", "stay (?:on|with) (?:the (?:line|phone)|your mother|her|him|at)", "keep (?:it|that|this) to", "(?:keep|stick|stay) (?:to|on|with) (?:you|me|him|them)", "changing the subject (?:again|as)", "you (?:are|keep) (?:always )?changing the subject", "it is another (?:day|night)"),
            nowhere=("you (?:always|never) (?:change|do)",),
            confidence=0.78,
        ),
        phrases(
            "(?:{word} )?can wait",
            "(?:forget|never mind|leave|park|drop) (?:the|that|about|your|my|{word})(?: {word}){0,2}",
            "we (?:are|were|was) (?:talking about|on about|on the|doing|choosing|deciding|discussing|asking)(?: {word}){0,3}",
            "i was (?:asking|saying|talking about)(?: {word}){0,3}",
            "can we(?: {word}){1,4}",
            "(?:about|back to) the {word}",
            "(?:anyway|anyhow|focus|meanwhile)(?: {word}){0,3}",
            "(?:are we|what are we) (?:doing|talking about|on)(?: {word}){0,3}",
            "(?:want|need) to (?:talk about|get to|stick|finish|hear|know)(?: {word}){0,3}",
            "do you hear what i(?: {word}){0,2}",
            vetoes=_WHEN_AWAY,
            confidence=0.76,
        ),
        _named_while_away,
        learned("topic_return", vetoes=()),
    ),
    misses="A return that only names the thing, where the drift itself went unseen.",
    examples=(
        talk("[Can we stick to the bins]?"),
        talk("We're [getting off track]."),
        talk("[Where were we]?"),
        talk("[Back to the question of Sunday]."),
        talk("[That's for another night]."),
        talk("[So, back to the money]."),
        talk("[It's the kitchen we're talking about]."),
        talk("I'm going back to bed.", because="somewhere else"),
        talk("Where were you last night?", because="asks where somebody was"),
        talk("Never mind.", because="shuts"),
        talk("Stay on the line.", because="another matter"),
        talk("When we were talking about it you laughed.", because="tells what was"),
        talk("You always change the subject, where does it end?", because="blame"),
        talk("Leave the keys on the table.", because="another matter"),
        talk("Forget it.", because="shuts"),
        talk("We were on the bus.", because="tells what was"),
    ),
)  # fmt: skip
