"""A therapist's own phrase rules: found as written, told in their words, and checked by their own examples."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from coach import doctor
from coach.cli import main
from coach.core.conversation import with_levels
from coach.core.describing import describe
from coach.core.events import Cued, Heard, Noticed
from coach.core.recapping import recap
from coach.detectors import ALL
from coach.errors import GuidanceError
from coach.guidance import with_guidance
from coach.settings import Guidance, Settings
from tests.guidance.rules import BRUSHING_OFF, events_of, found

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
