"""A therapist's own phrase rules: found as written, checked by their own examples, and every mistake named with its line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import doctor
from coach.cli import main
from coach.core.conversation import Conversation, with_levels
from coach.core.describing import describe
from coach.core.events import Cued, Ended, Heard, Noticed, Started
from coach.core.noticing import Context
from coach.core.recapping import recap
from coach.core.talk import Header, Utterance
from coach.detectors import ALL
from coach.errors import GuidanceError
from coach.guidance import load_guidance, with_guidance
from coach.settings import Guidance, Settings

BRUSHING_OFF = """\
schema = "coach.guidance/1"
kind = "dismissal"
title = "Brushing off"
level = "recap"
tip = "Say what you heard before you answer."
source = "our third meeting"
phrases = ["not this again", "blah * blah", "here we go"]
unless = ["here we go, together", "here we go to"]
finds = ["[Here we go], the dishes.", "Oh, [blah don't blah]!"]
leaves = ["Here we go to Lisbon on Friday."]
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "rules"
    place.mkdir()
    return place


@pytest.fixture
def load(folder):
    """Writes one file and loads the folder."""

    def write_and_load(text: str | bytes, name: str = "rule.toml"):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_guidance(folder)

    return write_and_load


def said(text: str, speaker: str = "A") -> tuple[tuple[Utterance, ...], Context]:
    return (Utterance(n=1, speaker=speaker, start=0.0, end=3.0, text=text),), Context(header=Header(id="t"))


def found(rule, text: str, speaker: str = "A") -> list[str]:
    return [text[span.start : span.end] for one in rule.find(*said(text, speaker)) for span in one.spans]


def events_of(detectors, *lines: tuple[str, str]):
    conversation = Conversation(detectors, Settings())
    events = [*conversation.take(Started(at=0.0, header=Header(id="t")))]
    at = 0.0
    for n, (speaker, text) in enumerate(lines, 1):
        utterance = Utterance(n=n, speaker=speaker, start=at, end=at + 3, text=text)
        events += conversation.take(Heard(at=at + 3, utterance=utterance))
        at += 4
    return [*events, *conversation.take(Ended(at=at + 30))]


# --- what a rule finds ------------------------------------------------------------------------------------------------


def test_a_rule_is_found_whatever_the_case_and_punctuation(load):
    (rule,), warnings = load(BRUSHING_OFF)
    assert warnings == ()
    assert (rule.kind, rule.title, rule.tone, rule.source) == (
        "dismissal",
        "Brushing off",
        "hurts",
        "our third meeting",
    )
    assert found(rule, "HERE... we, um, GO") == ["HERE... we, um, GO"]
    assert found(rule, "We are not this. Again") == ["not this. Again"]
    assert found(rule, "Here we went.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("blah never blah", ["blah never blah"]),
        ("blah blah", []),
        ("blah one two blah", []),
        ("blah you're blah", ["blah you're blah"]),
    ],
)
def test_a_star_is_exactly_one_spoken_word(load, text, words):
    (rule,), _ = load(BRUSHING_OFF)
    assert found(rule, text) == words


def test_unless_excuses_and_so_does_a_quotation(load):
    (rule,), _ = load(BRUSHING_OFF)
    assert found(rule, "Here we go, together.") == []
    assert found(rule, "You said here we go and it hurt.") == []


def test_nothing_is_found_of_an_unknown_speaker(load):
    (rule,), _ = load(BRUSHING_OFF)
    assert found(rule, "Here we go, the dishes.", speaker="?") == []


def test_what_would_be_a_pattern_elsewhere_is_only_words(load):
    text = BRUSHING_OFF.replace('"not this again"', '"(b+)+$ [^ ]|x{1,9}"')
    (rule,), warnings = load(text)
    assert warnings == ()
    assert found(rule, "bbbbbbbbbbbbbbbb") == []
    assert found(rule, "b x 1 9") == ["b x 1 9"]


def test_no_rule_hangs_on_text_made_for_it(load):
    """The longest rule there may be, on words that nearly fit everywhere: the time limit of tests is the judge."""
    phrases = ", ".join(f'"{"a * " * 5}a z{n}"' for n in range(190))
    (rule,), warnings = load(
        f'schema = "coach.guidance/1"\nkind = "blame"\nphrases = [{phrases}]\nfinds = ["[a b a b a b a b a b a z7]"]\nleaves = ["a b"]'
    )
    assert warnings == ()
    assert found(rule, "a b " * 1000) == []


# --- in a talk --------------------------------------------------------------------------------------------------------


def test_the_recap_says_it_in_the_rules_words_and_names_its_source(load):
    rules, _ = load(BRUSHING_OFF)
    detectors = with_guidance(ALL, rules)
    told = recap(events_of(detectors, ("A", "I felt alone."), ("B", "Blah this blah.")), detectors)
    (moment,) = [one for one in told.moments if one.kind == "dismissal"]
    assert (moment.title, moment.try_instead) == ("Brushing off", "Say what you heard before you answer.")
    assert moment.why.endswith("From your own rules: our third meeting.")


def test_why_names_the_words_the_rule_and_its_source(load):
    rules, _ = load(BRUSHING_OFF)
    detectors = with_guidance(ALL, rules)
    events = events_of(detectors, ("A", "I felt alone."), ("B", "Blah this blah."))
    (moment,) = [one.moment for one in events if isinstance(one, Noticed) and one.moment.kind == "dismissal"]
    heard = [one.utterance for one in events if isinstance(one, Heard)]
    why = describe(moment, heard, detectors)
    assert (why.title, why.tip) == ("Brushing off", "Say what you heard before you answer.")
    assert "“blah this blah”, “Brushing off (our third meeting)”" in why.why
    assert why.guidance.endswith("Source: our third meeting")


def test_what_the_coach_finds_by_itself_keeps_its_own_words(load):
    rules, _ = load(BRUSHING_OFF)
    detectors = with_guidance(ALL, rules)
    told = recap(events_of(detectors, ("B", "You're overreacting.")), detectors)
    (moment,) = [one for one in told.moments if one.kind == "dismissal"]
    assert "our third meeting" not in moment.why
    assert moment.title != "Brushing off"


def test_both_at_once_are_one_moment(load):
    rules, _ = load(BRUSHING_OFF)
    events = events_of(with_guidance(ALL, rules), ("B", "You're overreacting, blah this blah."))
    kinds = [one.moment.kind for one in events if isinstance(one, Noticed)]
    assert kinds.count("dismissal") == 1


def cues(detectors, text: str) -> list[str]:
    return [one.cue.text for one in events_of(detectors, ("A", text)) if isinstance(one, Cued)]


def test_a_rule_for_a_cue_says_its_tip_and_braces_are_only_braces(load):
    rules, warnings = load(
        BRUSHING_OFF.replace('"recap"', '"cue"').replace("Say what you heard before", "Say {what} {name} heard before")
    )
    assert warnings == ()
    assert cues(with_guidance(ALL, rules), "Blah this blah.") == ["Say {what} {name} heard before you answer."]


def test_a_rule_for_a_cue_makes_no_cue_of_what_the_coach_finds_by_itself(load):
    rules, _ = load(BRUSHING_OFF.replace('"recap"', '"cue"'))
    assert cues(with_guidance(ALL, rules), "You're overreacting, calm down.") == []


@pytest.mark.parametrize(("level", "shown"), [("cue", 1), ("recap", 0), ("off", 0)])
def test_the_users_level_wins_over_the_files(load, level, shown):
    for own in ("recap", "cue"):
        rules, _ = load(BRUSHING_OFF.replace('"recap"', f'"{own}"'))
        detectors = with_levels(with_guidance(ALL, rules), {"dismissal": level})
        assert len(cues(detectors, "Blah this blah.")) == shown
        noticed = [one for one in events_of(detectors, ("A", "Blah this blah.")) if isinstance(one, Noticed)]
        assert bool(noticed) is (level != "off")


def test_a_threat_is_never_a_cue(load):
    rules, warnings = load(BRUSHING_OFF.replace('"recap"', '"cue"').replace("dismissal", "threat"))
    assert "line 4: a threat is never a cue" in warnings[0]
    detectors = with_levels(with_guidance(ALL, rules), {"threat": "cue"})
    assert cues(detectors, "Blah this blah.") == []


def test_a_rule_switched_off_is_checked_and_rests(load):
    assert load(BRUSHING_OFF.replace('"recap"', '"off"')) == ((), ())
    _, warnings = load(BRUSHING_OFF.replace('"recap"', '"off"').replace("[Here we go],", "Here [we] go,"))
    assert "fails" in warnings[0]


# --- mistakes ---------------------------------------------------------------------------------------------------------

MISTAKES = {
    "a find that is not found": (
        ("[Here we go], the", "Here [we go], the"),
        "rule.toml, line 9: an example of finds fails",
    ),
    "a leave that is found": (
        ('"Here we go to Lisbon', '"Here we go by train to Lisbon'),
        "line 10: an example of leaves fails",
    ),
    "no brackets": (("[Here we go], the", "Here we go, the"), "line 9: an example of what is found has no [brackets]"),
    "brackets too many": (
        ('"Here we go to', '"[Here] we go to'),
        "line 10: an example of what is left alone has [brackets]",
    ),
    "half a bracket": (
        ("[Here we go], the", "[Here we go, the"),
        "line 9: the [brackets] of an example are not in pairs",
    ),
    "an unknown kind": (
        ('"dismissal"', '"dismisal"'),
        "line 2: there is no move called “dismisal”. Did you mean dismissal?",
    ),
    "a sound, not a move": (('"dismissal"', '"backchannel"'), "line 2: there is no move called “backchannel”"),
    "an unknown level": (('"recap"', '"loud"'), "line 4: there is no level “loud”. One of: cue, recap, off."),
    "a key misspelt": (
        ("phrases =", "phrase ="),
        "line 7: phrases is missing. Did you mean phrases where it says phrase?",
    ),
    "a key missing": (('kind = "dismissal"\n', ""), "rule.toml: kind is missing."),
    "another schema": (("guidance/1", "guidance/9"), "line 1: this is not a coach.guidance/1 file."),
    "no schema": (('schema = "coach.guidance/1"\n', ""), "rule.toml: schema is missing."),
    "a number for words": (('"not this again"', "3"), "line 7: phrases, item 1: expected text, got int"),
    "words for a list": (
        ('["Here we go to Lisbon on Friday."]', '"Here we go"'),
        "line 10: leaves: expected list, got text",
    ),
    "a clinging star": (("blah * blah", "blah* blah"), "line 7: in “blah* blah” the * touches something else"),
    "a pattern's star": (("blah * blah", ".* blah"), "line 7: in “.* blah” the * touches something else"),
    "only a star": (("blah * blah", "*"), "line 7: “*” has no word in it"),
    "no TOML": (('title = "Brushing off"', "title = Brushing off"), "line 3: it is not valid TOML: Invalid value."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_and_line_and_other_rules_go_on(load, folder, mistake):
    (before, after), expected = MISTAKES[mistake]
    assert before in BRUSHING_OFF
    (folder / "good.toml").write_text(BRUSHING_OFF)
    rules, (warning,) = load(BRUSHING_OFF.replace(before, after))
    assert [rule.title for rule in rules] == ["Brushing off"]
    assert expected in warning
    assert warning.endswith("The rule is left out.")


def test_unknown_keys_are_left_alone_unless_they_look_like_a_slip(load):
    rules, warnings = load('author = "Dr Byrne"\nunles = ["x"]\n' + BRUSHING_OFF.replace("unless", "unless "))
    assert len(rules) == 1
    assert warnings == ()
    rules, warnings = load('tittle = "x"\n' + BRUSHING_OFF.replace('title = "Brushing off"\n', ""))
    assert len(rules) == 1
    assert warnings == ("rule.toml, line 1: tittle is not known and counts for nothing. Did you mean title?",)


def test_words_that_do_not_fit_are_not_shown(load):
    (rule,), warnings = load(BRUSHING_OFF.replace("Say what you heard before you answer.", "You should listen!"))
    own = next(one for one in ALL if one.kind == "dismissal")
    assert rule.tip == own.tip
    assert warnings == (
        "rule.toml, line 5: the tip is not shown: “should” is nothing the coach says to a couple. The coach's own stands in.",
    )


def test_a_long_tip_is_for_the_recap(load):
    long = "Say what you heard, wait for a nod, and only then give your own answer."
    (rule,), warnings = load(
        BRUSHING_OFF.replace('"recap"', '"cue"').replace("Say what you heard before you answer.", long[:-12] + ".")
    )
    assert (rule.level, rule.cues) == ("recap", ())
    assert "line 4: a cue says the tip, and it has 13 words, and at most 8 fit." in warnings[0]


def test_text_of_a_file_cannot_reach_the_terminal_as_more_than_text(load):
    (rule,), _ = load(BRUSHING_OFF.replace("our third meeting", "our\\u001b[31m third\\u202e meeting"))
    assert rule.source == "our third meeting"
    _, warnings = load(BRUSHING_OFF.replace('"dismissal"', '"\\u001b]0;x\\u0007\\u001b[2Jnope"'))
    assert all(warning.isprintable() for warning in warnings)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    rules, (warning,) = load_guidance(tmp_path / "none")
    assert rules == ()
    assert "No such file" in warning
    assert "guidance.folder" in warning


@pytest.mark.parametrize("name", ["~nobodyofthatname/rules", "a\0b", "x" * 5000])
def test_a_folder_that_can_not_be_is_told(name):
    rules, warnings = load_guidance(Path(name))
    assert rules == ()
    assert len(warnings) == 1


def test_only_toml_files_are_rules(load, folder):
    for name in (".hidden.toml", "notes.txt", "rule.toml.swp"):
        (folder / name).write_text("no rule")
    (folder / "sub.toml").mkdir()
    rules, warnings = load(BRUSHING_OFF, "RULE.TOML")
    assert (len(rules), warnings) == (1, ())


def test_files_too_large_or_not_text_are_left_out(load):
    assert "larger than 64 kB" in load("# " + "x" * 70_000)[1][0]
    assert "line 2: it is not UTF-8 text" in load(b'schema = "coach.guidance/1"\n\xff\xfe')[1][0]
    assert "it can't be made sense of" in load("a = " + "[" * 20_000)[1][0]


# --- anything at all --------------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.one_of(st.text(max_size=30), st.integers(), st.booleans(), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["schema", "kind", "title", "level", "tip", "source", "phrases", "unless", "finds", "leaves", "x"]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=8), st.text(max_size=80))
def test_whatever_a_file_says_only_warnings_come_of_it(tmp_path_factory, changes, tail):
    base = {
        "schema": "coach.guidance/1", "kind": "blame", "phrases": ["you again"], "finds": ["[You again]."], "leaves": ["You."],
    }  # fmt: skip
    lines = [f"{key} = {json.dumps(value)}" for key, value in (base | changes).items()]
    folder = tmp_path_factory.mktemp("rules")
    (folder / "a.toml").write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")
    (folder / "b.toml").write_text("\n".join([*lines, tail]), encoding="utf-8", errors="surrogatepass")
    rules, warnings = load_guidance(folder)
    for warning in warnings:
        assert warning.startswith(("a.toml", "b.toml"))
        assert warning.isprintable()
        assert len(warning) < 1200
    for rule in rules:
        list(rule.find(*said("you again and again " + tail)))
        for line in (rule.title, rule.tip, rule.source, *rule.cues):
            assert line.isprintable()
        events_of(with_guidance(ALL, [replace(rule, level="cue")]), ("A", "you again"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_bytes_a_file_holds_it_is_named(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("rules")
    (folder / "a.toml").write_bytes(content)
    rules, (warning,) = load_guidance(folder)
    assert rules == ()
    assert warning.startswith("a.toml")


# --- on the command line ----------------------------------------------------------------------------------------------


def test_a_talk_is_reviewed_with_the_rules_and_mistakes_are_told(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (folder / "good.toml").write_text(BRUSHING_OFF)
    (folder / "bad.toml").write_text(BRUSHING_OFF.replace("dismissal", "dismisal"))
    (tmp_path / "config.toml").write_text(f"[guidance]\nfolder = '{folder}'\n")
    (tmp_path / "talk.txt").write_text("Maya: I felt alone.\nTom: Blah this blah.\n")
    run = CliRunner().invoke(main, ["review", "talk.txt", "--format", "json"])
    assert run.exit_code == 0
    assert "our third meeting" in run.stdout
    assert "bad.toml, line 2" in run.stderr
    assert "bad.toml" not in run.stdout


def test_the_doctor_says_how_many_are_in_use(folder):
    (folder / "good.toml").write_text(BRUSHING_OFF)
    chosen = Settings(guidance=Guidance(folder=str(folder)))
    assert doctor._own_rules(chosen) == f"1 in use, from {folder}"
    (folder / "bad.toml").write_text("kind = 1")
    with pytest.raises(GuidanceError) as told:
        doctor._own_rules(chosen)
    assert told.value.message == "1 in use; of 1 there is something to say."
    assert told.value.hint == f"coach rules --check {folder}"
