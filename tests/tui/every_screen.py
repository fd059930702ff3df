"""Every screen and every card of the app, each with a way to get there: for what holds on all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from coach.core.events import AudioLost, Behind, Event, FloorPassed
from coach.detectors import ALL
from coach.engine.configuring import Configuration
from coach.engine.practising import Landing
from coach.settings import Keeping
from coach.settings import Screen as Looks
from coach.store.followed import Followed
from coach.store.kept import PartnersOwn
from coach.tui.app import CoachApp, history_app, home_app, homework_app, live_app, prepare_app
from coach.tui.deciding import Deciding
from coach.tui.leaving import WaysOut
from coach.tui.preparing import Assignment, Given, Prepared
from coach.tui.screens.afterwards import ForOneself, HandOver, Together
from coach.tui.screens.alone import Alone
from coach.tui.screens.amending import OtherWords
from coach.tui.screens.guide import GuideScreen
from coach.tui.screens.recap import RecapScreen
from coach.tui.screens.rest import Rest
from coach.tui.screens.returning import AskedAgain, CutShort
from coach.tui.screens.settings import SettingsScreen
from coach.tui.screens.settling import AssignmentPage
from coach.tui.screens.unlocking import NewLock
from coach.tui.screens.welcome import WelcomeScreen
from coach.tui.shelf import Shelf
from coach.tui.talking import Described, HelpLine
from coach.tui.today import today
from tests.tui.before_a_talk import HERE, MICROPHONES, MISSING, Listening
from tests.tui.given_homework import desk
from tests.tui.kept_talks import EVERYTHING, LOCKED, shelf_of
from tests.tui.scripted import HEADER, ScriptedTalk, sample_events, sample_recap

QUIET = Looks(theme="dark", animation=False)
BEGAN = "2026-11-20T19:30:00+01:00"
NAMES = ("Maya", "Tom")
LINES = [
    HelpLine(
        "A line that listens", "0800 1234", where="Somewhere", text="5678", emergency="112", seen="seen 2026-11-20"
    )
]
AGREED = (
    Followed("t1", BEGAN, 0, "empty the dishwasher", "Maya"),
    Followed("t1", BEGAN, 1, "call the plumber", "Tom"),
    Followed("t1", BEGAN, 2, "walk on Sunday", ""),
)
SOFTER = Assignment(
    "Softer openings", "Begin each complaint with what you feel.\nAsk for one thing.\n\nThree talks, one a week."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """`make`: the app, given an empty folder. `keys`: pressed one after the other to come to the screen."""

    make: Callable[[Path], CoachApp]
    keys: tuple[str, ...] = ()
    pictured: bool = False  # it is compared with its snapshot, too
    cut: frozenset[str] = field(default_factory=frozenset)  # words that may end in "…"


class WrittenScript(ScriptedTalk):
    """A talk that is written."""

    def write(self, partner: object, text: str) -> None: ...


def _alone(make: Callable[[], object]) -> Callable[[Path], CoachApp]:
    return lambda _: CoachApp(make, looks=QUIET)  # type: ignore[arg-type]


def _prepare(begin: Prepared, **more: object) -> Callable[[Path], CoachApp]:
    given: dict[str, object] = {
        "listening": Listening(),
        "microphones": MICROPHONES,
        "model": HERE,
        "help_lines": LINES,
        **more,
    }
    return lambda _: prepare_app(begin, Given(**given), looks=QUIET)  # type: ignore[arg-type]


def _live(
    *more: Event, floor: bool = False, written: bool = False, minutes: float = 20.0
) -> Callable[[Path], CoachApp]:
    def make(folder: Path) -> CoachApp:
        header = replace(HEADER, mode="speaker_listener") if floor else HEADER
        talk = (WrittenScript if written else ScriptedTalk)([*sample_events(), *more], header=header, minutes=minutes)
        return live_app(talk, WaysOut(help_lines=LINES, deciding=_deciding(folder)), looks=QUIET)

    return make


def _deciding(folder: Path) -> Deciding:
    return Deciding(Shelf(Keeping(folder=str(folder / "kept"))), began_at=BEGAN)


def _recap(folder: Path) -> CoachApp:
    def page() -> RecapScreen:
        landing = Landing(helps=(Described("A clear ask", "", "", "", 0.9, ""),))
        return RecapScreen(
            sample_recap(),
            dismiss_moment=lambda moment: sample_recap(frozenset({moment})),
            export=lambda *_: folder / "talk.html",
            new_talk=lambda: None,
            practise=lambda *_: landing,
            help_lines=LINES,
            deciding=_deciding(folder),
            private=sample_recap,
        )

    return CoachApp(page, looks=QUIET)


def _home(talks: int, *, ours: bool = True) -> Callable[[Path], CoachApp]:
    def make(folder: Path) -> CoachApp:
        shelf, ours_or_none = shelf_of(folder, talks), desk(folder, ours=ours)
        return home_app(look=lambda: today(shelf, ours_or_none), looks=QUIET)

    return make


def _history(talks: int, *, locked: bool = False) -> Callable[[Path], CoachApp]:
    def make(folder: Path) -> CoachApp:
        shelf = shelf_of(folder, talks, **({"asking": LOCKED} if locked else {}))
        return history_app(shelf, looks=QUIET, export=lambda *_: folder, help_lines=LINES)

    return make


def _homework(*, ours: bool = True) -> Callable[[Path], CoachApp]:
    return lambda folder: homework_app(
        desk(folder, ours=ours),
        shelf_of(folder, 3, parts=EVERYTHING),
        looks=QUIET,
        write=lambda *_: (),
        help_lines=LINES,
    )


BOTH = Prepared(NAMES, topic="How we split the housework")
OWN = (PartnersOwn(mood_after=4, line="I was heard."), PartnersOwn(mood_after=3, line="I want to try again."))
LOST = AudioLost(at=80.0, seconds=1.0, reason="The microphone went away.", advice="Check its cable.")

SCREENS: dict[str, Shown] = {
    "home": Shown(_home(6), pictured=True),
    "home-first": Shown(_home(0, ours=False), pictured=True),
    "home-keys": Shown(_home(6), ("question_mark",)),
    "welcome": Shown(_alone(lambda: WelcomeScreen(LINES)), pictured=True),
    "welcome-asked": Shown(_alone(lambda: WelcomeScreen(LINES)), ("enter", "enter")),
    "welcome-unsafe": Shown(_alone(lambda: WelcomeScreen(LINES)), ("enter", "enter", *"yyyy", "enter", *"nnnn")),
    "prepare": Shown(_prepare(BOTH), pictured=True),
    "prepare-first": Shown(_prepare(Prepared(("", "")), model=MISSING)),
    "prepare-homework": Shown(_prepare(BOTH, assignment=SOFTER), ("1", "2")),
    "prepare-keys": Shown(_prepare(BOTH), ("question_mark",)),
    "voices": Shown(_prepare(BOTH), ("1", "2", "v")),
    "assignment": Shown(_alone(lambda: AssignmentPage(SOFTER))),
    "live": Shown(_live(), pictured=True),
    "live-floor": Shown(_live(FloorPassed(at=80.0, to="B", by_hand=True), floor=True), pictured=True),
    "live-written": Shown(_live(written=True), pictured=True),
    "live-behind": Shown(_live(Behind(at=80.0, seconds=12.0, step="quick"))),
    "live-lost": Shown(_live(LOST)),
    "live-keys": Shown(_live(floor=True), ("question_mark",), pictured=True),
    "live-end": Shown(_live(), ("e",)),
    "live-aside": Shown(_live(), ("t",)),
    "why": Shown(_live(), ("w",), pictured=True),
    "help": Shown(_live(), ("exclamation_mark",), pictured=True),
    "break": Shown(
        _alone(lambda: Rest(20.0, names=NAMES, topic=HEADER.topic, turn="Maya", clock_s=lambda: 0.0)), pictured=True
    ),
    "recap": Shown(_recap, pictured=True),
    "recap-end": Shown(_recap, ("end",)),
    "recap-moment": Shown(_recap, ("tab", "tab", "tab")),
    "recap-keys": Shown(_recap, ("question_mark",)),
    "recap-keep": Shown(_recap, ("k",)),
    "recap-export": Shown(_recap, ("x",)),
    "recap-forget": Shown(_recap, ("f",)),
    "practise": Shown(_recap, ("p",), pictured=True),
    "hand-over": Shown(_alone(lambda: HandOver("Maya", "Tom", "a"))),
    "for-oneself": Shown(_alone(lambda: ForOneself("Maya", "a"))),
    "together": Shown(_alone(lambda: Together(NAMES, OWN))),
    "before-alone": Shown(_recap, ("a",)),
    "alone": Shown(_alone(lambda: Alone(sample_recap, LINES))),
    "alone-noticed": Shown(_alone(lambda: Alone(sample_recap, LINES)), ("w",)),
    "other-words": Shown(_alone(lambda: OtherWords("Tom takes the dishes on weekdays"))),
    "cut-short": Shown(
        _alone(lambda: CutShort("How we split the housework · Maya and Tom", ["The last line was cut off."]))
    ),
    "asked-again": Shown(_alone(lambda: AskedAgain(AGREED))),
    "history": Shown(_history(6), pictured=True),
    "history-none": Shown(_history(0)),
    "history-locked": Shown(_history(3, locked=True)),
    "history-unlock": Shown(_history(3, locked=True), ("enter",)),
    "history-one": Shown(_history(6), ("tab", "enter")),
    "history-forget": Shown(_history(6), ("tab", "f")),
    "history-forget-all": Shown(_history(6), ("tab", "a")),
    "history-export": Shown(_history(6), ("tab", "x")),
    "history-keys": Shown(_history(6), ("question_mark",)),
    "new-lock": Shown(lambda folder: CoachApp(lambda: NewLock(shelf_of(folder, 0)), looks=QUIET)),
    "homework": Shown(_homework(), pictured=True),
    "homework-none": Shown(_homework(ours=False)),
    "homework-pack": Shown(_homework(), ("p",), pictured=True),
    "homework-names": Shown(_homework(), ("p", "n")),
    "homework-keys": Shown(_homework(), ("question_mark",)),
    "guide": Shown(_alone(lambda: GuideScreen(ALL)), pictured=True),
    "settings": Shown(  # not pictured: it shows a folder's name, as long as it is on each machine
        lambda folder: CoachApp(lambda: SettingsScreen(Configuration(folder / "config.toml")), looks=QUIET),
    ),
    "settings-keys": Shown(
        lambda folder: CoachApp(lambda: SettingsScreen(Configuration(folder / "config.toml")), looks=QUIET),
        ("question_mark",),
    ),
}
