"""Every detector's examples, over all detectors: exact words found, nothing found elsewhere, and a recogniser's habits change neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from msgspec import structs

from coach.core.noticing import Detector, Example
from coach.core.talk import HELPS, HURTS, Span
from coach.detectors import ALL
from coach.detectors.kit import plain_words
from coach.detectors.written import talk
from tests.detectors.examples import context_of, merged, run, with_last_text

HURTING = [detector for detector in ALL if detector.tone == "hurts"]
CUE_KINDS = {"blame", "past_grievance", "topic_drift", "interruption"}


def named(example: Example) -> str:
    return example.lines[-1].text[:50]


def cases(detectors: Iterable[Detector], *, finding: bool) -> list[object]:
    return [
        pytest.param(detector, example, id=f"{detector.kind}-{named(example)}")
        for detector in detectors
        for example in detector.examples
        if bool(example.finds) is finding
    ]


MUST_FIND = cases(ALL, finding=True)
MUST_LEAVE = cases(ALL, finding=False)
BY_WORDS = [detector for detector in ALL if detector.kind not in {"interruption", "backchannel"}]


# --- what each must and must not find ---------------------------------------------------------------------------------


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.kind)
def test_both_kinds_of_examples(detector: Detector) -> None:
    finds = sum(bool(example.finds) for example in detector.examples)
    least_finds, least_leaves = (6, 12) if detector.tone == "hurts" else (3, 5)
    assert finds >= least_finds
    assert len(detector.examples) - finds >= least_leaves


@pytest.mark.parametrize(("detector", "example"), MUST_FIND)
def test_exactly_these_words_are_found(detector: Detector, example: Example) -> None:
    newest = example.lines[-1]
    found = [newest.text[span.start : span.end] for span in merged(run(detector, example))]
    wanted = [newest.text[span.start : span.end] for span in example.finds]
    assert found == wanted


@pytest.mark.parametrize(("detector", "example"), MUST_LEAVE)
def test_nothing_is_found(detector: Detector, example: Example) -> None:
    assert run(detector, example) == [], example.because


# --- a recogniser's habits --------------------------------------------------------------------------------------------


def with_fillers(text: str) -> str:
    words = text.split(" ")
    return " ".join(f"{word} um" if i % 3 == 0 and i < len(words) - 1 else word for i, word in enumerate(words))


HABITS = {
    "fillers": with_fillers,
    "lower case": str.lower,
    "upper case": str.upper,
    "no punctuation": lambda text: re.sub(r"[.,;!?\"“”:()]", "", text),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
}


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("detector", BY_WORDS, ids=lambda detector: detector.kind)
def test_a_recognisers_habits_change_nothing(detector: Detector, habit: str) -> None:
    changed = []
    for example in detector.examples:
        heard = with_last_text(example, HABITS[habit](example.lines[-1].text))
        if bool(run(detector, heard)) is not bool(example.finds):
            changed.append(heard.lines[-1].text)
    assert changed == []


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.kind)
def test_swapping_the_partners_swaps_the_moves(detector: Detector) -> None:
    for example in detector.examples:
        swapped = tuple(
            type(one)(n=one.n, speaker="B" if one.speaker == "A" else "A", start=one.start, end=one.end, text=one.text)
            for one in example.lines
        )
        there = Example(swapped, example.finds, example.because, example.topic)
        assert merged(run(detector, there)) == merged(run(detector, example))


# --- what people may read ---------------------------------------------------------------------------------------------

_HARSH = re.compile(r"\b(?:always|never|should|wrong)\b|!", re.IGNORECASE)


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.kind)
def test_words_on_screen_are_gentle_and_short(detector: Detector) -> None:
    for line in (detector.tip, *detector.cues):
        assert not _HARSH.search(line), line
        assert len(line.split()) <= 14, line
    assert not _HARSH.search(detector.title), detector.title
    assert len(detector.title.split()) <= 6
    for cue in detector.cues:
        assert len(cue.split()) <= (8 if detector.tone == "hurts" else 10), cue
        assert set(re.findall(r"\{(\w+)\}", cue)) <= {"name", "other", "topic"}, cue
    assert detector.about
    assert detector.source


@pytest.mark.parametrize("detector", HURTING, ids=lambda detector: detector.kind)
def test_only_the_four_may_cue_and_a_threat_never(detector: Detector) -> None:
    assert detector.level == ("cue" if detector.kind in CUE_KINDS else "recap")
    assert bool(detector.cues) is (detector.kind in CUE_KINDS)


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.kind)
def test_a_phrase_is_written_in_plain_words(detector: Detector) -> None:
    """Plain words have no capitals, and apostrophes only where somebody owns something: other phrases are never found."""
    for expression in expressions_of(detector.find):
        literal = re.sub(r"\\.|\{\w+\}", "", expression)
        owned = (word for word in re.findall(r"(\w+)'s", literal) if not list(plain_words(f"{word}'s"))[1:])
        for word in ("o'clock", *(f"{word}'s" for word in owned)):
            literal = literal.replace(word, "")
        assert not re.search(r"['’A-Z]", literal), expression


def expressions_of(find: object) -> Iterable[str]:
    """The phrases that a finder was made of, however it was put together."""
    for cell in getattr(find, "__closure__", None) or ():
        value = cell.cell_contents
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and " " in one:
                yield one
            elif callable(one):
                yield from expressions_of(one)


def test_all_hurts_are_there_once_and_first() -> None:
    kinds = [detector.kind for detector in ALL]
    assert len(kinds) == len(set(kinds))
    assert tuple(kinds[: len(HURTS)]) == HURTS
    assert set(kinds) <= {*HURTS, *HELPS, "backchannel"}


# --- the guidance's own model sentences -------------------------------------------------------------------------------

MODEL_SENTENCES = (
    "I feel like I need more support with the evenings, what are you committed to taking on?",
    "I feel like I am disappointing you, can we be clear about our mutual expectations?",
    "I feel self-conscious when I'm in my swimsuit since I've recently gained weight. I'm afraid you are checking out other people and comparing them to me.",
    "Why don't you try working out if you want to feel more confident?",
    "I'm sorry you feel that way. I'm going to make sure to remind you how attractive I find you.",
    "I'm upset that you didn't help me clean up, could you help me next time?",
    "I'm overwhelmed, I need twenty minutes, then I'd love to keep talking.",
    "I feel hurt when we don't have dinner together.",
    "You're right, I could have handled that better.",
)


@pytest.mark.parametrize("sentence", MODEL_SENTENCES)
def test_the_guidances_model_sentences_hurt_nobody(sentence: str) -> None:
    example = talk("A: I wanted to talk about the evenings.", f"B: {sentence}", topic="the evenings")
    assert {detector.kind: run(detector, example) for detector in HURTING if run(detector, example)} == {}


def test_overlapping_spans_are_made_one() -> None:
    example = talk("[You never help], [you never help].")
    assert example.finds == (Span(1, 0, 14), Span(1, 16, 30))


# --- what takes times -------------------------------------------------------------------------------------------------

CUT_OFF = talk("A 0.0-3.0: I was going to ask my sister about the-", "B 2.4-5.0: We are not asking her again.")


def test_a_guessed_overlap_is_claimed_less_surely_and_estimated_times_not_at_all() -> None:
    find = next(detector.find for detector in ALL if detector.kind == "interruption")
    exact = context_of(CUT_OFF)
    (sure,) = find(CUT_OFF.lines, exact)
    guessed = replace(exact, overlaps=tuple(structs.replace(one, exact=False) for one in exact.overlaps))
    (less,) = find(CUT_OFF.lines, guessed)
    assert less.confidence < sure.confidence
    assert list(find(CUT_OFF.lines, context_of(CUT_OFF, timed=False))) == []
    estimated = replace(exact, header=structs.replace(exact.header, timed=False))
    assert list(find(CUT_OFF.lines, estimated)) == []


def test_a_guess_without_a_broken_off_text_never_cues() -> None:
    example = talk("A 0.0-3.0: I was going to ask my sister about the", "B 2.4-5.0: We are not asking her again.")
    find = next(detector.find for detector in ALL if detector.kind == "interruption")
    context = context_of(example)
    guessed = replace(context, overlaps=tuple(structs.replace(one, exact=False) for one in context.overlaps))
    assert [one.confidence < 0.8 for one in find(example.lines, guessed)] == [True]


def test_the_one_who_came_in_is_named_even_when_heard_first() -> None:
    """Utterances are heard as they end; the one who came in may be ready before the one who was cut off."""
    held, came_in = CUT_OFF.lines
    context = context_of(CUT_OFF)
    find = next(detector.find for detector in ALL if detector.kind == "interruption")
    (found,) = find((came_in, held), context)
    assert (found.utterance, found.speaker) == (came_in.n, "B")


def test_a_long_silence_and_one_word_is_pulling_away_only_against_the_own_habit() -> None:
    example = talk("A 0.0-3.0: Will you come with me?", "B 13.0-13.5: Fine.")
    find = next(detector.find for detector in ALL if detector.kind == "withdrawal")
    context = context_of(example)
    assert list(find(example.lines, context)) == []  # nothing known yet of how long this partner usually takes
    (found,) = find(example.lines, replace(context, usual_silence=1.2))
    assert found.confidence < 0.8
    assert list(find(example.lines, replace(context, usual_silence=5.0))) == []
    thinking = talk("A 0.0-3.0: Will you come with me?", "B 13.0-15.0: Yes, I would like that a lot.")
    assert list(find(thinking.lines, replace(context_of(thinking), usual_silence=1.2))) == []


def test_nothing_drifts_where_no_topic_was_chosen() -> None:
    find = next(detector.find for detector in ALL if detector.kind == "topic_drift")
    said = "And did I tell you about the neighbours?"
    chosen, none = talk(said, topic="the rent"), talk(said)
    assert list(find(chosen.lines, context_of(chosen)))
    assert list(find(none.lines, context_of(none))) == []
