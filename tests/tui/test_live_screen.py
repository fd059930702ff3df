"""The live screen, driven by scripts: what is said, noticed and asked for is what is shown."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coach.core.events import (
    AudioLost,
    Behind,
    Cued,
    Ended,
    Failed,
    Hearing,
    Level,
    Noticed,
    SpeechBegan,
    SpeechEnded,
    Unsure,
)
from coach.core.recap import Recap
from coach.tui.app import CoachApp, live_app
from coach.tui.leaving import WaysOut
from coach.tui.screens.asking import EndTalk
from coach.tui.screens.helping import Keys, Safety
from coach.tui.screens.live import LiveScreen
from coach.tui.screens.rest import Rest
from coach.tui.screens.why import Why
from coach.tui.widgets.balance import Balance
from coach.tui.widgets.cue_card import CueCard
from coach.tui.widgets.talk_header import TalkHeader
from coach.tui.widgets.transcript import Transcript
from tests.tui.reading import read
from tests.tui.scripted import HEADER, ScriptedTalk, cued, heard, noticed, sample_events

Size = tuple[int, int]
SIZE: Size = (80, 24)


def praised(stay: float = 60.0) -> list[Noticed | Cued | object]:
    said = heard(1, "A", "I feel tired in the evenings.")
    moment = noticed(7, "i_statement", "helps", said, "I feel tired")
    return [said, moment, cued(1, "Maya named a feeling. Tom, what did you hear?", moment, "B", stay)]


async def settled(pilot: Pilot[object]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_before_anything_is_heard_it_says_what_is_happening_and_the_keys_work() -> None:
    talk = ScriptedTalk()
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Getting ready to listen…" in read(app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Keys)


async def test_words_stand_on_their_speaker_s_side() -> None:
    talk = ScriptedTalk([heard(1, "A", "I am here."), heard(2, "B", "So am I."), heard(3, "?", "mm-hmm")])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        lines = app.screen.query_one(Transcript).shown.splitlines()
    mine, theirs, someone = (next(line for line in lines if words in line) for words in ("here", "So am", "mm-hmm"))
    assert mine.startswith(" Maya  I am here.")
    assert theirs.endswith("So am I.  Tom")
    assert theirs.index("So") > 40
    assert someone.strip() == "? mm-hmm"


async def test_partial_words_give_way_to_the_utterance() -> None:
    talk = ScriptedTalk([Hearing(at=1.0, channel=0, speaker="A", text="I was going")])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert "Maya  I was going" in transcript.shown
        talk.tell(SpeechBegan(at=2.0, channel=0, speaker="A"))
        await settled(pilot)
        assert "Maya  I was going" in transcript.shown
        talk.tell(heard(1, "A", "I was going to ask."))
        await settled(pilot)
        assert transcript.shown.split() == ["Maya", "I", "was", "going", "to", "ask."]


async def test_what_was_not_understood_is_nobody_s() -> None:
    talk = ScriptedTalk([Unsure(at=2.0, start=1.0, end=2.0, reason="noise", text="thanks for watching")])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.screen.query_one(Transcript).shown.strip() == "? thanks for watching"


async def test_a_cue_is_shown_and_then_goes_by() -> None:
    talk = ScriptedTalk(praised(stay=12.0))
    app = live_app(talk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "Maya named a feeling. Tom, what" in read(app)
        assert "earlier" not in read(app)
        talk.tell(Level(at=60.0, channels=(-40.0,)))
        await settled(pilot)
        assert "Tom, what" not in read(app)
        assert "· 00:08 Own feeling, no blame" in read(app)


async def test_not_helpful_dismisses_its_moments_and_takes_the_cue_away() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert ("dismiss", 7) in talk.asked
        assert "Maya named a feeling" not in read(app)
        assert "out of every count" in read(app)
        await pilot.press("u")
        assert talk.asked.count(("dismiss", 7)) == 1


async def test_why_tells_words_guidance_and_how_sure() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, Why)
        shown = read(app)
        assert "“I feel tired”" in shown
        assert "Say what you felt" in shown
        assert "About 9 times in 10" in shown
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)


async def test_the_line_that_was_explained_is_waved_away_even_if_a_newer_one_came() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("w")
        said = heard(9, "B", "I am sorry about that.", start=70.0)
        sorry = noticed(8, "apology", "helps", said, "I am sorry")
        talk.tell(said, sorry, cued(2, "That was owned.", sorry))
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert [asked for asked in talk.asked if asked[0] == "dismiss"] == [("dismiss", 7)]
        assert "That was owned." in read(app)


async def test_balance_waits_for_twenty_seconds_of_speech() -> None:
    talk = ScriptedTalk([heard(1, "A", "word " * 30, start=0.0)])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        balance = app.screen.query_one(Balance)
        assert balance.share is None
        assert "%" not in read(app)
        talk.tell(heard(2, "B", "word " * 30, start=13.0))
        await settled(pilot)
        assert balance.share == 50
        assert "Maya 50%" in read(app)


async def test_mute_break_and_end_reach_the_talk() -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("space")
        assert ("mute", True) in talk.asked
        assert app.screen.query_one(TalkHeader).state == "muted"
        await pilot.press("space")
        assert ("mute", False) in talk.asked
        await pilot.press("t", "c", "a", "t", "enter")
        assert ("park", "cat") in talk.asked
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(app.screen, Rest)
        assert ("break", 20.0) in talk.asked
        await pilot.press("1", "2")
        await settled(pilot)
        assert "break over" in talk.asked
        assert app.screen.query_one(TalkHeader).state == "listening"


async def test_ending_asks_once_and_then_stops() -> None:
    talk = ScriptedTalk(sample_events())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("e", "escape")
        assert "stop" not in talk.asked
        await pilot.press("e", "e")
        await settled(pilot)
        assert talk.asked.count("stop") == 1


async def test_behind_is_said_and_not_hidden() -> None:
    talk = ScriptedTalk([Level(at=1.0, channels=(-30.0,)), Behind(at=1.0, seconds=12.2)])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "12 s behind" in read(app)


@pytest.mark.parametrize(
    "event",
    [
        AudioLost(at=5.0, seconds=0.0, reason="The microphone went away.", advice="Plug it in again."),
        Failed(at=5.0, message="The microphone went away.", hint="Plug it in again."),
    ],
)
async def test_a_lost_microphone_is_said_calmly_and_can_be_reopened(event: AudioLost | Failed) -> None:
    talk = ScriptedTalk([heard(1, "A", "I am here."), event])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = read(app)
        assert "The microphone went away. Plug it in again." in shown
        assert "not listening" in shown
        assert "I am here." in shown
        await pilot.press("r")
        await settled(pilot)
        assert "reopen" in talk.asked
        assert "went away" not in read(app)
        assert app.screen.query_one(TalkHeader).state == "listening"


async def test_the_floor_is_handed_over_only_where_one_holds_it() -> None:
    import msgspec

    open_talk = live_app(ScriptedTalk())
    async with open_talk.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "f floor" not in read(open_talk)
    header = msgspec.structs.replace(HEADER, mode="speaker_listener")
    app = live_app(ScriptedTalk(header=header))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "Maya has the floor" in read(app)
        await pilot.press("f")
        await settled(pilot)
        assert "Tom has the floor" in read(app)


async def test_help_is_one_key_away() -> None:
    from coach.tui.talking import HelpLine

    lines = [HelpLine("A line", "0800 1234", where="Somewhere", seen="2026, example.org")]
    app = live_app(ScriptedTalk(), WaysOut(help_lines=lines))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert isinstance(app.screen, Safety)
        assert "0800 1234" in read(app)
        assert "practice, not therapy" in read(app)


async def leave_twice(app: CoachApp, pilot: Pilot[object]) -> None:
    await pilot.press("escape", "escape")
    await settled(pilot)


@pytest.mark.parametrize("first", [(), ("w",), ("b",), ("question_mark",), ("e",)])
async def test_quick_exit_leaves_nothing(first: tuple[str, ...]) -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(*first)
        app.exit = lambda *_, **__: None  # type: ignore[method-assign]  # stay to look at what is left
        await leave_twice(app, pilot)
        assert read(app).strip() == ""
        assert talk.asked[-1] == "abandon"
    assert not isinstance(app.return_value, Recap)


async def test_quick_exit_gives_no_recap() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await leave_twice(app, pilot)
    assert app.return_value is None
    assert talk.asked[-1] == "abandon"


async def test_a_dismissed_moment_loses_its_underline() -> None:
    talk = ScriptedTalk(praised())
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.underlined == ["I feel tired"]
        await pilot.press("u")
        await settled(pilot)
        assert transcript.underlined == []


async def test_a_long_talk_flows() -> None:
    """3,000 utterances: all kept, the newest in sight, and only lines in sight are drawn."""
    speakers = ("A", "B")
    events = [heard(n, speakers[n % 2], f"sentence number {n}", start=n * 2.0) for n in range(1, 3001)]
    app = live_app(ScriptedTalk(events))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.virtual_size.height >= 3000
        assert "sentence number 3000" in read(app)
        assert "sentence number 1 " not in read(app)


async def test_reading_back_is_not_torn_away_by_new_words() -> None:
    talk = ScriptedTalk([heard(n, "A", f"sentence number {n}") for n in range(1, 60)])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("home")
        await settled(pilot)
        talk.tell(heard(60, "A", "sentence number 60"))
        await settled(pilot)
        assert "sentence number 1\n" in read(app)
        assert "Reading back. End returns to the newest words." in read(app)
        await pilot.press("end")
        await settled(pilot)
        talk.tell(heard(61, "A", "sentence number 61"))
        await settled(pilot)
        assert "Reading back" not in read(app)
        assert "sentence number 61" in read(app)


async def test_the_agreed_time_is_mentioned_once() -> None:
    talk = ScriptedTalk([Level(at=1.0, channels=(-30.0,))], minutes=1.0)
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "time you agreed on" not in read(app)
        talk.tell(Level(at=61.0, channels=(-30.0,)))
        await settled(pilot)
        assert "The time you agreed on is up." in read(app)
        assert app.screen.query_one(CueCard).is_attached


async def test_what_cannot_be_heard_at_all_is_said_and_can_be_left() -> None:
    trouble = Failed(at=0.0, message="The speech model is missing.", hint="Fetch it with coach models.")
    app = live_app(ScriptedTalk([trouble, Ended(at=0.0)]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert "The speech model is missing. Fetch it with coach models." in read(app)
        await pilot.press("e")
    assert app.return_value is None


async def test_a_talk_that_broke_off_keeps_what_was_said_and_says_why() -> None:
    trouble = Failed(at=9.0, message="Something unexpected happened.", hint="What was said so far is kept.")
    app = live_app(ScriptedTalk([heard(1, "A", "I am here."), trouble, Ended(at=9.0)]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "How it went" in read(app)
        assert "Something unexpected happened." in read(app)


async def test_a_cough_leaves_no_dots_behind() -> None:
    began, ended = SpeechBegan(at=1.0, channel=0, speaker="?"), SpeechEnded(at=1.4, channel=0, speaker="?")
    talk = ScriptedTalk([began, ended, Level(at=2.0, channels=(-50.0,))])
    app = live_app(talk)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        assert transcript.shown.strip() == "? …"
        talk.tell(Level(at=8.0, channels=(-50.0,)))
        await settled(pilot)
        assert transcript.shown.strip() == ""


async def test_the_words_that_left_the_topic_are_offered_for_putting_aside() -> None:
    said = heard(1, "A", "Your mother called again.")
    app = live_app(talk := ScriptedTalk([said, noticed(1, "topic_drift", "hurts", said, "Your mother called")]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("t", "enter")
        assert ("park", "Your mother called") in talk.asked
        await pilot.press("t", "escape")
        assert len([asked for asked in talk.asked if asked[0] == "park"]) == 1


async def test_one_line_up_and_one_down_again_follows_the_talk() -> None:
    app = live_app(talk := ScriptedTalk([heard(n, "A", f"sentence number {n}") for n in range(1, 60)]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        transcript = app.screen.query_one(Transcript)
        for key, back in (("up", True), ("down", False)):
            await pilot.press(key)
            await pilot.wait_for_scheduled_animations()
            await settled(pilot)
            assert transcript.reading_back is back
        talk.tell(heard(60, "A", "sentence number 60"))
        await settled(pilot)
        assert "sentence number 60" in read(app)


@pytest.mark.parametrize("leaving", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("first", ["exclamation_mark", "b", "e"])
async def test_leaving_from_anywhere_asks_and_never_loses_the_talk(first: str, leaving: str) -> None:
    app = live_app(talk := ScriptedTalk(praised()))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press(first)
        await settled(pilot)
        await pilot.press(leaving)
        await settled(pilot)
        assert isinstance(app.screen, EndTalk)
        assert talk.asked[-1] != "abandon"
        await pilot.press("e")
        await settled(pilot)
        assert "How it went" in read(app)
