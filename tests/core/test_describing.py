"""A moment in words people can read: the sentences seen, what weighed most, and what the guidance says."""

from __future__ import annotations

from coach.core.describing import LONGEST_QUOTE, describe, quote
from coach.core.noticing import Detector
from coach.core.talk import Moment, Span, Utterance

TEXT = "I was late. You never help me! So I went out. You always leave. Fine."


def said(text: str, n: int = 1) -> Utterance:
    return Utterance(n=n, speaker="A", start=0.0, end=2.0, text=text)


def seen(*words: str, text: str = TEXT, n: int = 1, because: tuple[str, ...] = ()) -> Moment:
    """A moment whose evidence are these words of the text."""
    spans = tuple(Span(n, text.index(word), text.index(word) + len(word)) for word in words)
    return Moment(1, "blame", "hurts", "A", n, 0.0, 2.0, spans, 0.85, because)


def rule(title: str, *, source: str, added: tuple[Detector, ...] = ()) -> Detector:
    return Detector(
        kind="blame", title=title, tone="hurts", level="recap", about=f"{title} hurts.", source=source, tip=f"Try less {title}.",
        find=lambda *_: (), added=added,
    )  # fmt: skip


def test_the_whole_sentence_of_what_was_seen_is_quoted_and_no_other() -> None:
    assert quote(seen("never"), [said(TEXT)]) == "You never help me!"
    assert quote(seen("I was"), [said(TEXT)]) == "I was late."
    assert quote(seen("Fine."), [said(TEXT)]) == "Fine."


def test_neighbours_run_on_and_what_is_left_out_between_is_shown() -> None:
    assert quote(seen("never", "went out"), [said(TEXT)]) == "You never help me! So I went out."
    assert quote(seen("late", "always"), [said(TEXT)]) == "I was late. … You always leave."


def test_evidence_that_meets_a_sentence_only_at_its_edge_is_not_in_it() -> None:
    first = TEXT.index(" You never")
    assert (
        quote(Moment(1, "blame", "hurts", "A", 1, 0.0, 2.0, (Span(1, 0, first),), 0.9), [said(TEXT)]) == "I was late."
    )
    second = Span(1, first, first + 10)
    assert quote(Moment(1, "blame", "hurts", "A", 1, 0.0, 2.0, (second,), 0.9), [said(TEXT)]) == "You never help me!"


def test_a_thought_in_two_parts_is_quoted_from_both_in_the_order_they_were_said() -> None:
    one, two = said("I mean it. You never", 1), said("help me. Fine.", 2)
    moment = Moment(1, "blame", "hurts", "A", 2, 0.0, 2.0, (Span(2, 0, 4), Span(1, 11, 20)), 0.9)
    assert quote(moment, [one, two]) == "You never … help me."


def test_without_evidence_all_that_was_said_is_quoted() -> None:
    assert quote(seen(), [said(TEXT), said("Another.", 2)]) == TEXT
    assert quote(seen(), []) == ""


def test_a_long_quote_ends_between_two_words() -> None:
    words = "word " * 27 + "aside"  # just as long as it may be
    assert len(words) == LONGEST_QUOTE
    assert quote(seen(), [said(words)]) == words
    assert quote(seen(), [said(f"{words} more")]) == "word " * 26 + "word…"
    assert len(quote(seen(), [said("at " * 500)])) <= LONGEST_QUOTE
    assert quote(seen(), [said("a" * 500)]) == "a" * (LONGEST_QUOTE - 1) + "…"


def test_a_moment_is_told_in_the_words_of_its_detector() -> None:
    told = describe(seen("never", because=("never",)), [said(TEXT)], [rule("Blame", source="Gottman")])
    assert (told.title, told.quote, told.why) == ("Blame", "You never help me!", "What weighed most: “never”")
    assert (told.guidance, told.sure, told.tip) == ("Blame hurts. Source: Gottman", 0.85, "Try less Blame.")


def test_a_moment_that_a_therapists_own_rule_found_is_told_in_its_words() -> None:
    own = rule("Old debts", source="our therapist")
    detectors = [rule("Blame", source="Gottman", added=(own,))]
    assert describe(seen("never", because=("Old debts (our therapist)",)), [said(TEXT)], detectors).title == "Old debts"
    assert describe(seen("never", because=("never",)), [said(TEXT)], detectors).title == "Blame"


def test_five_words_are_enough_to_say_what_weighed_most() -> None:
    words = ("never", "help", "always", "leave", "late", "went")
    told = describe(seen("never", because=("the", *words)), [said(TEXT)], [rule("Blame", source="Gottman")])
    assert told.why == "What weighed most: “never”, “help”, “always”, “leave”, “late”"
