"""What detectors are built from: plain words, the way back to characters, phrases and their guards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.noticing import Reading
from coach.core.talk import Kind, Moment, Span, Utterance
from coach.detectors import guards
from coach.detectors.guards import amid_attack
from coach.detectors.kit import Spoken, Veto, either, learned, matches, phrases, plain_words, same_thought
from coach.detectors.written import talk
from tests.detectors.examples import context_of


def said(text: str, n: int = 1, start: float = 0.0, speaker: str = "A") -> Utterance:
    return Utterance(n=n, speaker="B" if speaker == "B" else "A", start=start, end=start + 2.0, text=text)


def plain(text: str) -> str:
    return Spoken([said(text)]).text


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ("You're NEVER here!", "you are never here"),
        ("You’re never here", "you are never here"),
        ("um, you, you never uh help", "you never help"),
        ("I'm gonna go, dunno when", "i am going to go do not know when"),
        ("y'all can't", "you can not"),
        ("Mum's car", "mum's car"),
        ("That's him, that is", "that is him that is"),
        ("It ain't fair, innit", "it is not fair is it not"),
    ],
)
def test_plain_words(heard: str, words: str) -> None:
    assert plain(heard) == words


@given(st.text(max_size=80))
def test_every_plain_word_came_from_its_own_characters(text: str) -> None:
    for word, start, end in plain_words(text):
        assert 0 <= start < end <= len(text)
        assert word
        assert " " not in word


@given(st.text(alphabet="aeiou 'youner.,!?", max_size=60))
def test_finding_never_fails_and_stays_inside_the_text(text: str) -> None:
    newest = said(text)
    example = talk("x")
    for found in phrases("you {gap}are", "{word} never", "{really}you")((newest,), context_of(example)):
        assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


def test_the_way_back_to_characters() -> None:
    spoken = Spoken([said("Well, you're, um, never here.")])
    first, last = next(matches(spoken, ["you are never"]))
    assert spoken.spans(first, last) == (Span(1, 6, 23),)


def test_a_phrase_may_begin_in_the_utterance_before() -> None:
    earlier, newest = said("You never", 1, 0.0), said("help me.", 2, 2.5)
    found = list(phrases("you never help")((earlier, newest), context_of(talk("x"))))
    assert [one.spans for one in found] == [(Span(1, 0, 9), Span(2, 0, 4))]


def test_a_turn_is_one_partners_and_without_long_gaps() -> None:
    other, own, newest = said("No.", 1, 0.0, "B"), said("So", 2, 2.2), said("then", 3, 4.5)
    assert same_thought((other, own, newest)) == [own, newest]
    late = said("then", 3, 9.0)
    assert same_thought((other, own, late)) == [late]


def test_a_thought_has_four_parts_at_most() -> None:
    parts = [said("and then", n, n * 2.2) for n in range(1, 7)]
    assert same_thought(parts) == parts[-4:]
    assert same_thought(parts, most=2) == parts[-2:]


def test_a_phrase_is_found_wherever_it_stands() -> None:
    (found, again) = phrases("you never")((said("You never ask. You never help."),), context_of(talk("x")))
    assert (found.spans, again.spans) == ((Span(1, 0, 9),), (Span(1, 15, 24),))
    assert (found.because, found.confidence, found.live) == (("you never",), 0.8, True)
    assert not list(phrases("you never")((said("You nevertheless asked."),), context_of(talk("x"))))


def test_unless_lets_go_what_it_touches_and_nowhere_the_whole_turn() -> None:
    context = context_of(talk("x"))
    touched = phrases("you never", unless=["you never know"])
    assert list(touched((said("You never know."),), context)) == []
    assert list(touched((said("You never help, you know."),), context))
    assert list(phrases("you never", nowhere=["thank you"])((said("You never ask. Thank you."),), context)) == []


@pytest.mark.parametrize(
    ("guard", "let_go", "kept"),
    [
        (guards.quoted, "She said you never help.", "I know, you never help."),
        (guards.denied, "It is not that you never help.", "No. You know what? You never help."),
        (guards.supposed, "What if you never help again?", "Well, you never help."),
        (guards.asked, "Did you never help?", "Well, you never help."),
        (guards.fond, "You never help me, and still you make me laugh.", "You never help me with him."),
        (guards.harmless, "You never let me down.", "You never help."),
        (guards.own_feeling, "I felt sad when you never rang.", "I rang twice, you never rang."),
    ],
)
def test_guards(guard: Veto, let_go: str, kept: str) -> None:
    find = phrases("you never {word}", vetoes=[guard])
    context = context_of(talk("x"))
    assert list(find((said(let_go),), context)) == []
    assert list(find((said(kept),), context))


@pytest.mark.parametrize(
    ("kind", "sure", "kept"),
    [("personal_attack", 0.7, False), ("threat", 0.9, False), ("personal_attack", 0.69, True), ("blame", 0.9, True)],
)
def test_kind_words_in_the_same_breath_as_an_attack_are_not_meant_kindly(kind: Kind, sure: float, kept: bool) -> None:
    attacked = Moment(1, kind, "hurts", "A", 1, 0.0, 2.0, (), sure)
    context = replace(context_of(talk("x")), proposed=(attacked,))
    assert bool(list(phrases("thank you", vetoes=[amid_attack])((said("Thank you, genius."),), context))) is kept


def test_the_learned_layer_is_heard_only_where_it_reached_its_threshold() -> None:
    newest = said("Somebody likes it tropical in here.")
    context = context_of(talk("x"))
    find = either(phrases("nothing like it"), learned("blame"))
    assert list(find((newest,), context)) == []
    faint = replace(context, readings={"blame": Reading(0.4, ("somebody",), reached=False)})
    assert list(find((newest,), faint)) == []
    clear = replace(context, readings={"blame": Reading(0.86, ("somebody", "tropical"), reached=True)})
    (found,) = find((newest,), clear)
    assert found.confidence == 0.86
    assert found.spans == (Span(1, 0, 26),)
    assert found.because == ("somebody", "tropical")
    assert not found.live
    surely = replace(context, readings={"blame": Reading(0.97, ("it", "likes", "here"), reached=True, sure=True)})
    (found,) = find((newest,), surely)
    assert (found.spans, found.live) == ((Span(1, 9, 34),), True)
    wordless = replace(context, readings={"blame": Reading(0.9, (), reached=True)})
    (found,) = find((newest,), wordless)
    assert found.spans == (Span(1, 0, len(newest.text)),)


def test_the_examples_little_language() -> None:
    example = talk("A: I felt alone.", "B 2.0-3.5: [Whatever.]", because="shuts it", topic="the rent")
    assert [(one.speaker, one.start, one.text) for one in example.lines] == [
        ("A", 0.0, "I felt alone."),
        ("B", 2.0, "Whatever."),
    ]
    assert example.finds == (Span(2, 0, 9),)
    assert (example.because, example.topic) == ("shuts it", "the rent")


def test_an_hour_of_speech_in_one_utterance_is_matched_quickly_enough_to_finish() -> None:
    """RE2 takes linear time: this would not end within the test's limit if a pattern could blow up."""
    newest = said("you really really so very just " * 2000)
    assert not list(phrases("you {really}never {really}{words} {gap}help")((newest,), context_of(talk("x"))))
