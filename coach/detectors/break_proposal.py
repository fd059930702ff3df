"""Break: asks for a pause and means to come back.

Why it matters: a flooded body needs some twenty minutes; a pause with a time to come back keeps a talk, walking off ends it.
Source: time-out with a restart within a day (PREP); work on flooding.
Known misses: pauses told by a scene ("when the oven pings").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.core.noticing import Context, Detector, Found
from coach.core.talk import Utterance
from coach.detectors.kit import Spoken, either, learned, matches, same_thought
from coach.detectors.written import talk

_WHILE = "(?:a (?:minute|second|bit|while|moment|breather|break|breath)|(?:two|five|ten|fifteen|twenty|thirty|a few|couple of) (?:minutes|mins|min)?|half an hour|a half hour|an hour|a quarter of an hour|half hour|quarter of an hour|ten|a walk|the night|a cup of tea|my (?:walk|run))"
_PAUSE = (
    f"(?:i need|need|can i have|could i have|can we (?:have|take)|could we (?:have|take)|give me|gimme|let us take|let us have|let me (?:have|take|go for)|i will want|i want|i am taking|take) (?:{{word}} )?{_WHILE}",
    "(?:can|could|shall|let) (?:we|us) (?:just |maybe )?(?:stop|pause|leave (?:it|that|this)|park (?:it|that|this)|take a break|break|call it|sleep on|drop it|quit|do this|do the rest)",
    "(?:let me|i am going to|i will|i want to|i need to|can i) (?:just )?(?:go (?:for|and|round|out|to)|step|walk|cool (?:off|down)|calm|sleep on|stand|drain|put the kettle|get some air|have a (?:walk|bath|shower|smoke))(?: {word}){0,3}",
    "let it (?:settle|rest|lie|sit) (?:until|for|over)",
    "give me (?:until|till|two|ten|five|twenty)(?: {word}){0,2}",
    "(?:twenty|fifteen|thirty) minutes",
    "i am (?:too|that) (?:{word} )?(?:angry|wound up|tired|hot|upset|cross|cooked|full|raw|worked up|mad|stirred up|far gone|frightened|scared|shaky|scattered)(?: {word})?",
    "i am (?:flooding|flooded|overwhelmed|going to say something|saying things|about full|past)",
    "not tonight",
)  # fmt: skip
_RETURN = (
    "(?:i will|i am|we will|i shall|we|then i am|i) (?:definitely |be |am |and )*(?:come|be|coming|came|comes|right) {gap}(?:back|in)",
    "back (?:in|at|by|on this|here|on the|out here|inside)",
    "(?:and )?(?:then )?(?:we|i) (?:will |can |shall |could )?(?:pick (?:it|this|that) (?:back )?up|carry on|go on|finish|do (?:it|this|the rest|the list|that)|talk|try again|start again|sit|go again|look at it|keep going|carry this on|say it)(?: {word}){0,2}",
    "pick (?:it|this|that) (?:back )?up",
    "finish (?:it|this|the)",
    "carry on (?:with|after|then|in)",
    "(?:until|till) (?:tomorrow|sunday|saturday|monday|friday|thursday|wednesday|tuesday|after|the morning|morning|we|i)(?: {word}){0,2}",
    "(?:tomorrow|sunday|saturday|monday|friday|thursday|wednesday|tuesday|after (?:tea|supper|dinner|breakfast|the))(?: {word}){0,4} (?:we|i) (?:will|can|come|sit|do)",
    "(?:try|start|go|ask me|talk) again",
    "come and find you",
    "do it properly|do this properly|talk properly|do this right",
)  # fmt: skip
_NOT_A_PAUSE = (
    "i am not (?:coming back|doing|having)", "you (?:always|never)", "i am done", "leave me alone", "i am sick of", "go to hell", "i am leaving you (?:tomorrow|tonight|for good)", "i am out of here",
    "do what you (?:like|want)", "could you", "would you", "until i have heard", "if you start", "i will (?:ring|call|phone|book|set|text|ask|tell|pay)",
)  # fmt: skip


def _pause_with_return(recent: Sequence[Utterance], _context: Context) -> Iterator[Found]:
    """A pause and a way back in the same turn, in either order."""
    spoken = Spoken(same_thought(recent))
    pauses, returns = list(matches(spoken, _PAUSE)), list(matches(spoken, _RETURN))
    if not pauses or any(True for _ in matches(spoken, _NOT_A_PAUSE)):
        return
    for first, last in pauses:
        backs = [back for back in returns if back[1] > last or back[1] < first]
        if backs and max(spoken.utterance_of(last), spoken.utterance_of(backs[0][1])) == recent[-1].n:
            start, end = min(first, backs[0][0]), max(last, backs[0][1])
            yield Found(spoken.spans(start, end), 0.88, (" ".join(spoken.words[first : last + 1]),))
            return


break_proposal = Detector(
    kind="break_proposal",
    title="A break, and back",
    tone="helps",
    level="recap",
    about="Asks for a pause and says when to go on. That is different from walking off.",
    source="The time-out with a restart (PREP); work on flooding.",
    tip="Try: I need twenty minutes, then I'd like to go on.",
    find=either(_pause_with_return, learned("break_proposal")),
    misses="Pauses told by a scene.",
    examples=(
        talk("[I need twenty minutes and then I'll come back]."),
        talk("[Can we stop here and pick it up] tomorrow?"),
        talk("[Give me ten minutes, and then we'll carry on]."),
        talk("[I'm too angry to do this well. Can we try again after supper]?"),
        talk("[Let's pause and finish it] on Sunday."),
        talk("[Let me cool off and I'll come and find you]."),
        talk("[Can we leave it there and pick it up] in the morning?"),
        talk("I'm done talking.", because="no way back"),
        talk("I need some air.", because="no way back"),
        talk("I'm going out.", because="walks off"),
        talk("I'm not coming back.", because="walks off"),
        talk("Let's take a break from cooking.", because="another matter"),
        talk("Not tonight.", because="shuts, with no time to go on"),
        talk("Take twenty minutes to read it.", because="another matter"),
        talk("Leave me alone, I'll talk when I want.", because="shuts"),
        talk("I'll ring the bank in ten minutes.", because="a plan"),
    ),
)  # fmt: skip
