"""What was held out and what became of it: repairs, soft sentences, and who moved the talk along. Facts, no verdicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, Literal

from coach.core.recap import RecapMoment, RepairMade, SoftSentence
from coach.core.talk import Kind, Utterance, other

ANSWERS: Final = 2  # of the partner's next utterances: what comes later answers something else
_HOLDING: Final[frozenset[Kind]] = frozenset(
    ["validation", "reflection", "open_question", "appreciation", "positive_intent"]
)
_SOLVING: Final[frozenset[Kind]] = frozenset(["compromise", "request", "demand"])

# Advice in answer to something tender mends what was to be heard; it is no move by itself, and nothing hurtful.
_ADVICE: Final = re.compile(
    r"\b(?:why do ?n['’o]?t you|why not (?:just )?\w+|have you (?:tried|thought (?:of|about))|what if you|how about (?:you|trying)"
    r"|you (?:could|should|might) (?:just |always |maybe )?(?:try|go|get|ask|see|start|stop)|you (?:just )?need to)\b",
    re.IGNORECASE,
)

Met = Literal["held", "reassured", "solved", "passed", "unanswered"]


def repairs_made(
    judged: Sequence[Utterance], moments: Sequence[RecapMoment], quiet: Collection[int]
) -> tuple[RepairMade, ...]:
    """Repairs offered, and whether the partner's next two utterances took them up (nothing hurtful in them).

    `judged`: what was surely heard, in order; `quiet`: the numbers of backchannels, which answer nothing.
    """
    hurts = {moment.turn for moment in moments if moment.tone == "hurts"}
    made: list[RepairMade] = []
    for moment in moments:
        if moment.kind not in {"repair", "apology"} or any(one.turn == moment.turn for one in made):
            continue
        answers = answers_to(moment, judged, quiet)
        received = bool(answers) and not any(one.n in hurts for one in answers)
        made.append(RepairMade(moment.turn, moment.speaker, moment.quote, received=received))
    return tuple(made)


def soft_sentences(
    judged: Sequence[Utterance], moments: Sequence[RecapMoment], quiet: Collection[int]
) -> tuple[SoftSentence, ...]:
    """Each vulnerable sentence and what it was met with: what helps outweighs what hurts only where it came first."""
    kinds: dict[int, list[RecapMoment]] = {}
    for moment in moments:
        kinds.setdefault(moment.turn, []).append(moment)
    soft = {moment.turn: moment for moment in reversed(moments) if moment.kind == "vulnerability"}
    return tuple(
        SoftSentence(turn, moment.speaker, _met(answers_to(moment, judged, quiet), kinds))
        for turn, moment in sorted(soft.items(), key=lambda one: one[1].start)
    )


def answers_to(moment: RecapMoment, judged: Sequence[Utterance], quiet: Collection[int]) -> list[Utterance]:
    """The partner's next utterances; none where it is not clear whose moment it was."""
    partner = other(moment.speaker)
    later = (one for one in judged if one.speaker == partner and one.start >= moment.start and one.n not in quiet)
    return [one for one, _ in zip(later, range(ANSWERS), strict=False)]


def _met(answers: Sequence[Utterance], moments: dict[int, list[RecapMoment]]) -> Met:
    for answer in answers:
        said = moments.get(answer.n, [])
        kinds = {moment.kind for moment in said}
        if any(moment.tone == "hurts" for moment in said):
            return "passed"
        if "reassurance" in kinds:
            return "reassured"
        if kinds & _HOLDING:
            return "held"
        if kinds & _SOLVING or _ADVICE.search(answer.text):
            return "solved"
    return "unanswered"
