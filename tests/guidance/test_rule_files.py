"""Rule files that are not as they should be: named with file and line, left out, and nothing else happens."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.detectors import ALL
from coach.guidance import load_guidance, with_guidance
from tests.guidance.rules import BRUSHING_OFF, events_of, said

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
    "a number for words": (('"not this again"', "3"), "line 7: phrases, item 1: words are needed here"),
    "words for a list": (
        ('["Here we go to Lisbon on Friday."]', '"Here we go"'),
        "line 10: leaves: several may stand here, so they stand in brackets",
    ),
    "a clinging star": (("blah * blah", "blah* blah"), "line 7: in “blah* blah” the * touches something else"),
    "a pattern's star": (("blah * blah", ".* blah"), "line 7: in “.* blah” the * touches something else"),
    "only a star": (("blah * blah", "*"), "line 7: “*” has no word in it"),
    "none left alone": (
        ('["Here we go to Lisbon on Friday."]', "[]"),
        "line 10: leaves: it is empty, and at least one is needed. Write it so: leaves = [",
    ),
    "a word processor's quotes": (('"Brushing off"', "“Brushing off”"), "Straight quotes"),
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


def test_a_slip_is_told_also_where_the_rule_then_fails(load):
    """The misspelt key may well be why an example fails further down."""
    rules, warnings = load(BRUSHING_OFF.replace("unless", "unles"))
    assert rules == ()
    assert "unles is not known and counts for nothing. Did you mean unless?" in warnings[0]
    assert "an example of leaves fails" in warnings[1]


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
