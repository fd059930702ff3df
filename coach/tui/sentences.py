"""Sentences that every way of showing says in the same words: before the first talk, in a break, and where a talk is not safe."""

from __future__ import annotations

from typing import Final

ABOUT: Final = (
    "coach sits beside you while you rehearse a hard talk. It listens on this machine, shows one gentle line at a time, and tells you kindly how it went.",
    "It is practice, not therapy. It takes no side, gives no score, and mishears at times; one key waves a line away.",
    "Nothing leaves this machine. The microphone opens only after both of you said yes, each time.",
    "First, a few private questions for each of you alone. Your answers are not shown and not kept.",
)
QUESTIONS: Final = (
    "Are you afraid of your partner at times?",
    "Has your partner hurt you, or said they might?",
    "Does your partner control whom you see, or what you spend?",
    "Could it be unsafe for you to say what you think?",
)
NOT_TODAY: Final = (
    "coach isn't the right tool today.",
    "It suits some talks and not others. This page says nothing about either of you, and nothing was kept.",
    "Talking to somebody who is trained for it can be a better beginning.",
)
ALONE: Final = (
    "Your partner looks away, or leaves the room for a minute.",
    "When you are by yourself, Enter shows the questions.",
)
IN_DANGER: Final = "In danger now, call your local emergency number."

NOT_SAFE: Final = (
    "This is practice, not therapy.",
    (
        "Fear, threats and control are not unfair arguing. If one of you is afraid of the other, a rehearsal is not "
        "the right tool, and it is fine to stop here."
    ),
    "Esc Esc leaves at once: the screen is blank and nothing of the talk is kept.",
)
ELSEWHERE: Final = (
    "In danger now, call your local emergency number. For a country that is missing here, "
    "a doctor or the police can name a help line near you."
)

FEELINGS: Final = dict(zip(range(1, 6), ("heavy", "low", "so-so", "good", "light"), strict=True))
LONGEST_LINE: Final = 300  # characters of what each writes for oneself
FOR_ONE_BEFORE: Final = (
    "This page is here after every talk, whatever was said.",
    "Open it when nobody looks over your shoulder. Esc closes it at once.",
)
FOR_ONE: Final = (
    "Some words frighten, or leave no choice. That is more than an argument.",
    "If something frightened you: it is not your doing; you are not alone.",
    "If you fear what you yourself might do: these lines listen to you, too.",
)
NOTICED_AT: Final = "At these places there were words that can frighten:"
NOTHING_NOTICED: Final = "No such words were noticed. You know better how it felt."
LEANING: Final = "Over the whole talk, something may not feel safe."
BEYOND: Final = (
    "The key is destroyed, and what is left is noise. Out of reach: backups, synchronised folders, files you exported; "
    "a solid-state disk may hold old blocks for a while."
)
FLOOR_PASSES: Final = "“your turn”, or f, passes it on"
FLOOR_A_WHILE: Final = 120  # seconds after which it is said how the floor is passed on

SHORTEST, LONGEST, STEP = 5.0, 60.0, 5.0  # minutes of a break
BREAK_MINUTES = 20.0
SUGGESTIONS: Final = (
    "Walk a little, or get a glass of water.",
    "Look out of a window for a while.",
    "Let the argument rest too; no rehearsing it.",
)
UNHEARD: Final = "Nobody listens meanwhile."
COMING_BACK: Final = "You both want this to go well."
