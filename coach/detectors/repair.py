"""Repair: cools things down: a new start, a truce, humour that connects.

Why it matters: repairs that are offered and taken up, early above all, mark talks that go well.
Source: Gottman's repair attempts, by branch: I feel, sorry, get to yes, calm down, stop action, I appreciate.
Known misses: jokes. Whether a joke connects or brushes off is in the voice and the reply, not in its words.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_AGAIN = "(?:again|over|afresh|from the (?:top|start|beginning)|once more|differently|better|another way|a different way|nicer)"

repair = Detector(
    kind="repair",
    title="A repair",
    tone="helps",
    level="cue",
    about="Cools things down: a new start, a truce, a hand held out.",
    source="Gottman's repair attempts: best early, and best taken up.",
    tip="Try: can we start that again?",
    cues=("Nice repair.", "A hand held out. {other}, will you take it?"),
    find=either(
        phrases(
            f"(?:can|could|shall|let|may|will) (?:we|us|i) (?:just |please |maybe |try and |come in and )?(?:start|try|begin|do|say|come in|have) (?:(?:that|this|it|the {{word}}|all|me|us|with|one|last|bit) ){{0,3}}{_AGAIN}",
            f"let me (?:just )?(?:try|start|say|put|have|do|come in|begin) (?:(?:that|this|it|the|one|to) ){{0,3}}{_AGAIN}",
            "(?:do you want|want) to (?:start|try) (?:this |that )?(?:{word} )?(?:again|over)",
            "start me again",
            "(?:from|take it from) the top",
            "(?:can|could|shall|will|let) (?:we|us|i) (?:just |please |maybe |both )?(?:rewind|reset|start fresh|back up|scrap that|pretend i|take that part over|call it quits|call a truce)",
            "(?:a|another|this|have) do over",
            "(?:truce|peace offering|clean slate|white flag|pax)",
            "rewind (?:you|we|start|okay|i|that)",
            "(?:let me|can i|could i) (?:just )?(?:have|get) (?:that|another) (?:one |go |crack |bit )?(?:back|again|at (?:it|that))",
            "(?:can|could) i (?:just )?(?:take|pull) (?:that|it) back",
            "(?:have|give me|take) another (?:go|run|crack|try)(?: at (?:it|that))?",
            "(?:scratch|scrub|strike|scrap) that",
            "pull that back",
            "i came (?:in|at (?:you|it|that)) {gap}(?:hot|hard|sharp|strong)",
            "i do not want (?:us )?to (?:fight|fall out|row|argue)(?: with you)?",
            "do not let us (?:fight|fall out|row|argue|go to bed)",
            "(?:we are|you and me are) on the same (?:side|team)",
            "us against (?:the|it)",
            "the second it came out",
            "went straight for the jugular",
            unless=("no truce", "the white flag", "take (?:it|that) over", "(?:have|do|try) (?:the|this) {word} over(?: there)?", "come in (?:better|over)", "say (?:it|that) (?:again|once more) (?:and|slowly|if)", "there goes"),
            nowhere=("if you (?:ever|do)", "i told you", "how many times", "when i get back", "i will come back", "say that again"),
            confidence=0.78,
        ),
        learned("repair"),
    ),
    misses="Jokes that connect.",
    examples=(
        talk("[Can we start over]?"),
        talk("[Let me try that again]."),
        talk("[Truce]?"),
        talk("[Can I take that back]?"),
        talk("[Scratch that]."),
        talk("[I don't want to fight with you]."),
        talk("[Can we rewind] a minute?"),
        talk("[I came in hot]."),
        talk("[We're on the same side] here."),
        talk("You always start that again.", because="blame"),
        talk("How many times do we have to go over this?", because="exasperation"),
        talk("Let's go over the numbers again.", because="work, not a new start"),
        talk("See you again on Friday.", because="goodbye"),
        talk("I'll never do that again.", because="a vow"),
        talk("Don't start that again.", because="a push back"),
        talk("If you ever say that again I'm gone.", because="a threat"),
        talk("Start the car again.", because="a plain thing"),
        talk("I told you, we can try again tomorrow.", because="impatience"),
    ),
)  # fmt: skip
