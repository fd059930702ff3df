"""A talk while it goes on, in lines. The talk's threads leave events here; one loop reads keys and tells what happened."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence

from coach.core.events import FLEETING, BreakBegan, BreakEnded, Ended, Event, Heard
from coach.plain.asking import Left, line
from coach.plain.keys import END, ENTER, ESC, INTERRUPT
from coach.plain.live_asking import Asking
from coach.plain.pages import keys_of, not_safe
from coach.plain.rest import Rest
from coach.plain.telling import Telling, standing, why
from coach.plain.terminal import Terminal
from coach.plain.writing import Writing
from coach.tui.sentences import BREAK_MINUTES
from coach.tui.standing import Standing
from coach.tui.talking import HelpLine, LiveTalk, WrittenTalk

_BEAT = 0.5  # seconds between two looks at the clock
KEYS = (
    ("b", "break: take a break together; the talk waits"),
    ("f", "floor: hand the floor to the other partner; “your turn” does it too"),
    ("t", "topic: put this subject aside for another talk"),
    ("i", "write: write again, after using the other keys"),
    ("space", "mute: stop listening, and listen again"),
    ("u", "not helpful: wave the last cue away; it leaves every count"),
    ("w", "why: the words seen, the guidance, how sure"),
    ("r", "go on: listen again"),
    ("1", "answers for the first partner: they spoke, or mean it"),
    ("2", "answers for the second partner: they spoke, or mean it"),
    ("y", "yes to an agreement; once for each of you"),
    ("x", "no to what is asked; an agreement is none then"),
    ("s", "how the talk stands: topic, time, room to speak"),
    ("!", "help: when a talk does not feel safe"),
    ("e", "end: end the talk and see how it went"),
    ("?", "keys: this list"),
)


class LiveLines:
    """Shows one talk. `run` gives back what went wrong at the end ("": nothing), None where nothing was heard at all."""

    def __init__(
        self, talk: LiveTalk, terminal: Terminal, *, help_lines: Sequence[HelpLine] = (), aim: str = ""
    ) -> None:
        self._talk = talk
        self._terminal = terminal
        self._help_lines = help_lines
        self._aim = aim
        self._typed = isinstance(talk, WrittenTalk)
        self._telling = Telling(talk.header, minutes=talk.minutes, typed=self._typed)
        self._writing = Writing(terminal, talk.header.names)
        self._happened: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._rest: Rest | None = None
        self._asking = Asking(talk, self._say)
        self._over = self._muted = self._asked_to_end = self._ending = False

    def run(self) -> str | None:
        if self._talk.notice:
            self._say(f"Notice: {self._talk.notice}.")
        self._say("Getting ready." if self._typed else "Getting ready to listen.")
        if self._terminal.keys:
            self._say("Keys: ? lists them, e ends the talk, Esc Esc leaves at once.")
        self._talk.start(self._post)
        while not self._over:
            self._tell_all()
            if not self._over:
                self._look_up()
        self._writing.make_room()
        lost = self._telling.lost
        return None if lost and not self._telling.seen.utterances else lost

    def _post(self, event: Event) -> None:
        """From any thread."""
        self._happened.put(event)
        if not isinstance(event, FLEETING):
            self._terminal.wake()

    # --- what happens ---

    def _tell_all(self) -> None:
        """What has happened since; while somebody is in the middle of a written sentence, it waits."""
        if self._writing.busy:
            return
        for event in self._waiting():
            lines = self._telling.take(event)
            if isinstance(event, Heard) and self._typed and self._terminal.keys:
                lines = []  # it stands on the line on which it was written
            self._say(*lines, *self._asking.take(event), *self._turned(event))
            if self._over:
                return
        if self._rest is None and not self._asked_to_end and not self._ending:
            self._say(*self._asking.due(self._telling.seen.now, writing=self._writing.open))
        if self._rest is not None:
            self._say(*self._rest.passing())
        if self._typed and self._terminal.keys and not self._writing.open and self._may_write:
            self._writing.begin()

    def _waiting(self) -> Iterator[Event]:
        while True:
            try:
                yield self._happened.get_nowait()
            except queue.Empty:
                return

    def _turned(self, event: Event) -> list[str]:
        """What an event changes here, and what is said of it."""
        match event:
            case Ended():
                self._over = True
            case BreakBegan(minutes=minutes) if self._rest is None:
                seen = self._telling.seen
                self._rest = Rest(minutes, names=seen.header.names, topic=seen.topic, turn=seen.turn, aim=self._aim)
                return self._rest.opening()
            case BreakEnded():
                self._rest = None
                turn = self._telling.seen.turn
                back = "the talk goes on" if self._typed else "listening again"
                return [f"Welcome back, both of you: {back}.{f' It was {turn}’s turn.' if turn else ''}"]
        return []

    @property
    def _may_write(self) -> bool:
        return (
            self._telling.ready
            and self._rest is None
            and not self._asked_to_end
            and not self._ending
            and not self._left_the_line
        )

    def _say(self, *lines: str) -> None:
        if lines:
            self._writing.make_room()
            self._terminal.say(*lines)

    # --- what people ask for ---

    _left_the_line = False  # they went from writing to the keys

    def _look_up(self) -> None:
        if not self._terminal.keys:
            self._look_into_the_pipe()
            return
        key = self._terminal.key(_BEAT)
        if key is not None:
            self._press(key)

    def _look_into_the_pipe(self) -> None:
        """No keys: what is written comes as lines, Ctrl+C ends the talk, and nobody is here to plug a microphone in."""
        if getattr(self._talk, "waiting", False) or self._terminal.interrupted:
            self._end()
        if not self._typed or self._ending:
            self._terminal.key(_BEAT)
            return
        said = self._terminal.piped(_BEAT)
        if said:
            self._write(self._writing.from_pipe(said))
        elif self._terminal.ended:
            self._end()

    def _press(self, key: str) -> None:
        if self._asked_to_end:
            self._answer_end(key)
        elif self._writing.open and key not in {INTERRUPT, END}:
            self._left_the_line = key == ESC
            if words := self._writing.press(key):
                self._write(words)
        elif (told := self._rest.press(key) if self._rest is not None else None) is not None:
            self._say(*told)
            if self._rest is not None and self._rest.over:
                self._talk.end_break()
        else:
            self._do(key)

    def _do(self, key: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "b": self._begin_break, "f": self._hand_over, "t": self._park, "i": self._write_again, " ": self._mute,
            "u": self._wave_away, "w": self._why, "r": self._reopen, "s": self._stand, "!": self._not_safe,
            "1": lambda: self._asking.name("A"), "2": lambda: self._asking.name("B"), "y": self._asking.both,
            "x": self._asking.wave_away, "e": self._ask_to_end, INTERRUPT: self._ask_to_end, END: self._end, "?": self._keys,
        }  # fmt: skip
        if (way := ways.get(key.lower() if len(key) == 1 else key)) is not None:
            way()

    def _write(self, words: str) -> None:
        if isinstance(self._talk, WrittenTalk) and words:
            self._talk.write(self._writing.partner, words)

    def _write_again(self) -> None:
        self._left_the_line = False

    def _begin_break(self) -> None:
        if self._rest is None:
            self._talk.begin_break(BREAK_MINUTES)

    def _hand_over(self) -> None:
        if self._telling.seen.header.mode == "speaker_listener":
            self._talk.pass_floor("B" if self._telling.seen.floor == "A" else "A")
        else:
            self._say("Floor: this talk is open, nobody holds the floor.")

    def _park(self) -> None:
        drift = self._telling.seen.drifting
        likely = self._talk.describe(drift).quote if drift else ""
        try:
            what = line(self._terminal, "Put aside for another talk, in a word or two:", usual=likely, longest=120)
        except Left:
            return
        if what:
            self._talk.park(what)

    def _mute(self) -> None:
        if not self._typed:
            self._muted = not self._muted
            self._talk.mute(self._muted)
            self._say("Muted: nobody listens." if self._muted else "Listening again.")

    def _wave_away(self) -> None:
        cue = self._telling.seen.latest_cue
        if cue is None:
            self._say("No cue was shown yet.")
            return
        for moment in cue.because:
            self._talk.dismiss(moment)
        self._say("Thank you. That one is out of every count.")

    def _why(self) -> None:
        seen = self._telling.seen
        cue = seen.latest_cue
        moments = [seen.moments[number] for number in cue.because if number in seen.moments] if cue else []
        if cue is None or not moments:
            self._say("No cue was shown yet.")
            return
        self._say(*why(cue, [self._talk.describe(moment) for moment in moments]))

    def _reopen(self) -> None:
        if self._telling.lost and not self._typed:
            self._telling.go_on()
            self._say("Listening again, if the microphone is there.")
            self._talk.reopen()

    def _stand(self) -> None:
        now = Standing(
            typed=self._typed,
            ready=self._telling.ready,
            muted=self._muted,
            resting=self._rest is not None,
            finishing=self._ending,
            lost=self._telling.lost,
        )
        asked = self._asking.told(self._asking.shown) if self._asking.shown is not None else ""
        self._say(*standing(self._telling, minutes=self._talk.minutes, state=now.state, asked=asked))

    def _not_safe(self) -> None:
        self._say(*not_safe(self._help_lines))

    def _keys(self) -> None:
        mode = self._telling.seen.header.mode
        offered = {"f": mode == "speaker_listener", "i": self._typed, "space": not self._typed, "r": not self._typed}
        self._say(*keys_of([(key, what) for key, what in KEYS if offered.get(key, True)]))

    def _ask_to_end(self) -> None:
        if not self._ending:
            self._asked_to_end = True
            self._say("End the talk here? e or Enter ends it, g goes on. The last words are finished first.")

    def _answer_end(self, key: str) -> None:
        if key in {"e", "E", ENTER, INTERRUPT, END}:
            self._end()
        elif key in {"g", "G", ESC}:
            self._asked_to_end = False
            self._say("The talk goes on.")

    def _end(self) -> None:
        self._asked_to_end = False
        if not self._ending:
            self._ending = True
            self._say("Finishing the last words.")
            self._talk.stop()
