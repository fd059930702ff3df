"""What the page before a talk says about yeses, levels and the speech model. Values in, words out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from coach.tui.consent import Consent
from coach.tui.fetching import Fetching
from coach.tui.plain import plain
from coach.tui.preparing import Seating, SpeechModel, meter, verdict

METER = 12  # cells
NOTHING_LISTENS = "Nothing listens. What you write stays on this machine."


def missing(settled: Sequence[tuple[bool, str]]) -> str:
    """The first thing that is lacking, in words; "": the talk can begin."""
    return next((words for lacking, words in settled if lacking), "")


def asked(names: tuple[str, str], yes: Sequence[bool]) -> Content:
    """Whether coach may listen, and who has said yes."""
    told = []
    for key, name, said, colour in zip("12", names, yes, "ab", strict=True):
        state = "said yes" if said else f"press {key} for yes"
        told.append(Content.assemble((plain(name), f"$partner-{colour}"), f" {state}"))
    question = "May coach listen? It stays on this machine, and no sound is kept."
    return Content("\n").join([Content(question), Content("     ").join(told)])


def about_model(model: SpeechModel, fetching: Fetching | None, *, writing: bool = False) -> Content:
    """That it is missing, and how it comes here. `writing`: the keys are letters now."""
    size = f", {model.megabytes} MB" if model.megabytes else ""
    what = f"The speech model {model.name}{size} is not on this machine yet. It turns speech into words, here."
    if fetching is not None and fetching.running:
        bar = "━" * round(fetching.share * 30)
        rest = "─" * (30 - len(bar))
        return Content.assemble(what, "\n", (bar, "$primary"), (rest, "$hairline"), f" {fetching.share:.0%}")
    way = (
        f"{'Esc, then d' if writing else 'd'} fetches it once."
        if fetching is not None
        else "`coach setup` fetches it once."
    )
    return Content(f"{what}\n{way} Typing, the demo and reading transcripts work without it.")


def meters(consent: Consent, names: tuple[str, str], seating: Seating) -> Content:
    """How loud each microphone is, and what to do about it."""
    heard = consent.sounding
    lines = []
    for channel, name in enumerate(names if seating == "two" else ("",)):
        if heard is None or channel >= len(heard.now):
            lines.append(Content.styled("Opening the microphone…", "$quiet"))
            break
        full = meter(heard.now[channel], METER)
        judged = verdict(heard.loudest[channel], plain(name))
        colour = ("$primary", "$partner-a", "$partner-b")[channel + 1 if name else 0]
        bar = Content.assemble(("━" * full, colour), ("─" * (METER - full), "$hairline"))
        lines.append(Content.assemble(bar, "  ", judged.text))
    if seating == "one" and heard is not None:
        lines.append(Content.styled(_about_voices(consent), "$quiet"))
    return Content("\n").join(lines)


def _about_voices(consent: Consent) -> str:
    if consent.alike:
        return "Your voices sound alike here; coach learns them while you talk."
    if all(share >= 1 for share in consent.known.values()):
        return "Both voices are known."
    return "v: read a few lines each, and coach knows who speaks. It can wait."
