"""Topic drift: leaves the agreed topic.

Why it matters: what was started is not finished, and the new thing gets half a hearing. It can be parked for its own talk.
Source: "stick to the current subject" in fair-arguing rules; topic changes as avoidance in couple coding systems.
Known misses: drift without an opening ("by the way"); rules only see the openings, and only where a topic was chosen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Find, Found
from coach.core.talk import Utterance
from coach.core.topic import Topic
from coach.detectors.guards import quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_SURE = (
    "(?:which )?speaking of(?: {word}){0,3}",
    "(?:and |oh )?did i tell you(?: {word}){0,3}",
    "(?:and |oh )?(?:have you|you) seen(?: {word}){0,3}",
    "(?:and |oh |hey )?did you (?:see|hear|know) (?:they|the|who|that|what|about|next|number|neighbours|neighbors|my|on){1}(?: {word}){0,3}",
    "(?:and )?while (?:we are (?:on|at)|i have got you|i think of it|i remember)(?: {word}){0,3}",
    "(?:and |oh |but |here is |there is |that is )+another thing(?: {word}){0,2}",
    "(?:that|which) reminds me(?: {word}){0,3}",
    "oh before i forget(?: {word}){0,3}",
    "(?:and |but )?(?:your|did|has|who|how|have) (?:{word} ){1,12}(?:by the way|incidentally|out of interest)",
    "^(?:and |oh |but )?(?:by the way|incidentally)(?: {word}){1,3}",
    "(?:on another note|changing the subject|off topic|funny you should say)(?: {word}){0,2}",
    "(?:what is for|what is on|what time is the|is there any|are we out of|have we got any|we have no|do we have any) (?:tea|dinner|lunch|pudding|telly|tv|supper|snooker|bread|milk|wipes|the telly|football|match|cake|beer|wine|biscuits|crisps)(?: {word}){0,2}",
    "(?:do|can) you smell(?: {word})?",
    "(?:did|has) (?:you|anyone|anybody|somebody) (?:ring|lock|feed|feed the|walk|pay|post|ever pay|put out|defrost)(?: {word}){1,3}",
    "do not (?:start me|get me started)(?: on)?(?: {word}){0,2}",
    "(?:anyway|^and|^so) your (?:mother|father|sister|brother|cousin|aunt|uncle|family|friend|mate) (?:is|has|still|rang|called|wants|never|owes|and her|comes)(?: {word}){1,3}",
    "let us (?:discuss|talk about) your(?: {word}){1,3}",
)  # fmt: skip
_LEAVE = (
    "what did i tell you(?: {word}){0,3}",
    "which by the way",
    "what did you see(?: {word}){0,3}",
    "do not get me started(?: {word}){0,3} (?:stay|back)(?: {word})?",
    "your mother already(?: {word}){0,9}",
    "did you (?:know|hear|see) (?:that|what i|me|how|it)(?: {word}){0,2}",
    "have you seen (?:it|what|how|him|her|them|that)(?: {word})?",
    "while we are at it (?:we|i|could|let us)(?: {word})?",
)  # fmt: skip


@functools.lru_cache(maxsize=64)
def _topic(text: str) -> Topic:
    return Topic(text)


def off_topic(find: Find) -> Find:
    """Only where a topic was chosen, and nothing in the utterance is near it."""

    def only(recent: Sequence[Utterance], context: Context) -> Iterator[Found]:
        if (topic := _topic(context.topic)) and topic.belongs(recent[-1].text) <= 0.5:
            yield from find(recent, context)

    return only


topic_drift = Detector(
    kind="topic_drift",
    title="Off the topic",
    tone="hurts",
    level="cue",
    about="Leaves the subject that was chosen for this talk. The new one can be parked and have its own talk.",
    source="Fair-arguing rules: keep to the current subject.",
    tip="Park the new thing, and finish this one first.",
    cues=("Back to {topic}?", "Park that for later?", "Shall we finish {topic} first?"),
    find=either(
        off_topic(phrases(*_SURE, unless=_LEAVE, vetoes=(quoted, supposed), confidence=0.8)), learned("topic_drift")
    ),
    misses="Drift without an opening phrase. Without a chosen topic nothing is claimed by rule.",
    examples=(
        talk("[Speaking of cars, did your] brother sell his?", topic="the monthly budget"),
        talk("[Oh, and another thing, the neighbours] are moving.", topic="the monthly budget"),
        talk("[Did I tell you about the woman] at work?", topic="the monthly budget"),
        talk("[While I've got you, the council wrote] again.", topic="the monthly budget"),
        talk("[That reminds me, Sophie's getting married].", topic="the monthly budget"),
        talk("[Have you seen my reading glasses]?", topic="the monthly budget"),
        talk(
            "Speaking of the budget, we have four hundred left.",
            because="the word of the topic is in it",
            topic="the monthly budget",
        ),
        talk("Anyway, back to the budget.", because="back to the topic", topic="the monthly budget"),
        talk("By the way, our budget is short by fifty.", because="part of the topic", topic="the monthly budget"),
        talk(
            "Did you see the budget I put on the fridge?",
            because="a question about the topic",
            topic="the monthly budget",
        ),
        talk("Four hundred pounds, I think.", because="an answer", topic="the monthly budget"),
        talk("I felt left out when you decided alone.", because="a feeling", topic="the monthly budget"),
        talk("Let's finish the money first.", because="keeps to it", topic="the monthly budget"),
        talk("My mother can wait for another talk.", because="parks it", topic="the monthly budget"),
        talk("What did you mean by that?", because="asks about the other", topic="the monthly budget"),
        talk("I worry when the card gets declined.", because="says how it is", topic="the monthly budget"),
        talk("Yes, on Friday.", because="a short answer", topic="the monthly budget"),
        talk("Thank you for adding it all up.", because="thanks", topic="the monthly budget"),
    ),
)
