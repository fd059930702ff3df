"""What is said about a pattern: its title, and what each half of the loop may try."""

from __future__ import annotations

from typing import Final

from coach.core.talk import PatternKind

_WORDS: Final[dict[PatternKind, tuple[str, str]]] = {
    "good_repair": ("Hands held out, and taken", "Keep this: name the repair when you see one."),
    "balanced": ("Room for both of you", "Keep this: both sides had a place here."),
    "de_escalation": ("It cooled down", "Remember what cooled it, and reach for it sooner next time."),
    "escalation": ("It heated up", "Try an earlier break next time, with a time to come back."),
    "demand_withdraw": (
        "One presses, the other goes quiet, and round again",
        "One names a single need, without criticism. The other says “I'm overwhelmed” and asks for a break.",
    ),
    "pursuer_distancer": (
        "One reaches, the other needs room, and round again",
        "One gives a little room. The other starts one small thing towards it.",
    ),
    "fear_shame": (
        "One's fear meets the other's shame",
        "Name the soft feeling underneath. Let the other hold it, and reassure.",
    ),
    "dominance": (
        "Does each of you get a say?",
        "Who usually decides this? Perhaps try turns with a timer, and deciding together.",
    ),
    "kitchen_sinking": (
        "Many subjects in one talk",
        "One topic per talk; let the rest wait in the parking lot.",
    ),
    "coercion": (
        "Something here may not feel safe",
        "You deserve to feel safe. There are people to talk to, in private.",
    ),
}  # fmt: skip


def pattern_words(kind: PatternKind) -> tuple[str, str]:
    """(title, what the two may try). A loop of two, an offer, never a verdict."""
    return _WORDS[kind]
