"""Demand: orders, insists, presses again.

Why it matters: pressure for change, met by silence, is the commonest dance of couples who are stuck (demand and withdraw).
A request leaves room for a no.
Source: "pressures for change" in the couple rating system CIRS; demand-withdraw research (Christensen).
Known misses: orders given politely; the same ask repeated in other words.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import WARMLY, denied, quoted, supposed, within_a_sentence
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_NOW = "(?:now|right now|right this (?:minute|second|instant)|this (?:minute|second|instant)|tonight|today|immediately|straight away|at once|right here)"
_DO = (
    "(?:ring|call|phone|text|tell|show|give|take|put|get|turn|delete|block|unlock|open|sit|stand|stop|answer|say|sign|write|send|apologi[sz]e"
    "|look|go|leave|pick|choose|hand|cancel|clean|fix|sort|pack|move|drop|read|promise|log|unpack|swear|book|email|cook|explain|listen|decide|quit|promise)"
)  # fmt: skip

_SURE = (
    f"{_DO} (?:{{word}} ){{0,5}}(?:right now|right this (?:minute|second|instant)|this (?:minute|second|instant)|(?:now|and now) (?:while|in front of)|immediately|at once|in front of me|while i am (?:watching|looking|stood|standing|here)|while i watch)",
    "(?:right now|this minute) in front of me",
    "i (?:want|need|expect|demand) (?:it|an answer|a yes|a no|a date|a straight answer|you|him|her|them|this|that|to (?:see|hear|know)) (?:{word} ){0,6}(?:now|right now|tonight|today|this minute|by (?:{word})|before (?:you|we|i) {word}|once and for all|yes or no)",
    "(?:end of|and that is that|that is final|period|no (?:ifs|buts|arguments|discussion|excuses))$",
    "end of (?:story|discussion|conversation|debate)",
    "and that is (?:that|the end of it|final)",
    "(?:i have (?:told|asked) you (?:three times|a hundred times|a thousand times|twice|already|again and again)|how many times (?:have i|do i have to) (?:{word} ){1,2}(?:you)?)(?: {word})?",
    "you (?:need|have) (?:got )?to (?:{word} ){1,6}(?:now|right now|tonight|immediately|this minute|this weekend)",
    "you (?:need to|must|had better|will|are going to) (?:just |simply )?(?:stop|quit|fix|sort|choose|pick|decide|tell (?:me|her|him|them)|ring|call|apologi[sz]e|say sorry|sit|stay|stand|delete|block|answer|listen|change|promise|sign|show me|give me|drop|get rid|go in there|come with|do as|do what|let me do)(?: {word}){0,3}",
    "you (?:are going to|will) (?:{word} ){0,4}and you (?:are going to|will)(?: {word}){0,3}",
    "you are (?:not )?(?:going|leaving|moving|walking|coming|getting|turning|signing|selling|ringing|keeping|taking) (?:{word} ){0,5}(?:till|until|like it or not|end of|and that is|i said)(?: {word}){0,3}",
    "you are not (?:going anywhere|going out|going up|leaving this|leaving here|leaving until|walking (?:out|away|off)|taking a|keeping my)(?: {word}){0,2}",
    "(?:nobody|no one|neither of us) (?:leaves|moves|goes|sleeps)(?: {word}){0,3} (?:until|till)(?: {word}){0,3}",
    "do not you (?:dare|walk|turn|put|hang|move|leave|ever|touch|roll|look away|go (?:out|down|up|to|in|near|quiet|anywhere))(?: {word}){0,3}",
    "(?:just |so |then |now )answer (?:me|the question|my question)",
    "(?:then )?(?:show|give) me (?:the|your) (?:phone|passcode|password|chat|texts|messages|receipts?|pin|number|card|code|bank|app|keys)(?: {word}){0,2}",
    "unlock (?:it|the phone|your phone|that)(?: {word}){0,3}",
    "(?:i want to|let me) (?:see|look at) (?:the|your|those) (?:texts|messages|phone|chat|chats|receipts|emails|call log)(?: {word})?",
    "(?:yes or no not|say it now|spit it out|put (?:that|that thing|the phone|your phone|the pen) down|sit there and listen|get off that phone|turn (?:it|that) off now|pick up (?:that|the) phone|look at me when i am (?:talking|speaking)|say it (?:say|go on|out loud)|i am not asking(?: again)?(?: you)?$|i am not asking again(?: {word})?|i am not moving (?:till|until|from)(?: {word}){0,3})",
    "i (?:demand|insist|forbid|command)(?: {word}){0,3}",
    "(?:i will not|i am not going to) (?:have it|have you|say it again|be told|ask again|tell you again)(?: {word}){0,2}",
    "(?:do|you will do) (?:as|what) (?:you are told|i say|i tell you|i said)",
    "i do not care (?:if|what|who|how|when) (?:{word} ){1,6}(?:you are|tell|ring|get|do it|take)(?: {word}){0,2}",
)  # fmt: skip
_LIKELY = (
    f"{_DO} (?:{{word}} ){{0,4}}{_NOW}",
    f"{_NOW} not (?:tomorrow|later|next week|when|after|before)(?: {{word}}){{0,2}}",
    "not (?:tomorrow|later|next week|after)(?: {word}){0,2} (?:now|today|tonight)",
    "i want (?:you|it|him|her|them) (?:to |off |out |gone|done|back|sorted|down|empty)(?: {word}){0,3}",
)  # fmt: skip
_LEAVE = (
    "so you are not(?: {word}){0,4}",
    "(?:look|call|text|take|put|get|let me) (?:{word} ){0,3}(?:is|was|even|down) now",
    "tell me (?:about|what)(?: {word}){0,6}",
    "(?:you|we) (?:do not|need not) (?:have|need) to(?: {word}){0,3}",
    "(?:not|never) (?:answer|look|say|tell|be|need|get|do|want)(?: {word}){0,5}",
    "(?:do not|would|did) you (?:start|have to|need to)(?: {word}){0,6}",
    "(?:please|could|would|can|will|shall|may|might|maybe|if|let us|we|i|what if|how about|love|darling|would you mind) (?:{word} )?(?:we |you |i |us )?(?:{word} )?(?:ring|call|phone|text|tell|show|give|take|put|get|turn|sit|stop|look|say|do|go|come|talk|leave|move|read|book|sort|fix|listen)(?: {word}){0,6}",
    "(?:i|we|they|he|she) (?:will |can |could |would |have to |am going to |need to |want to |have got to |would like to |going to |did |just )?(?:ring|call|phone|text|tell|show|give|take|put|get|turn|sit|stop|look|say|do|go|come|leave|move|read|book|sort|fix)(?: {word}){0,6}",
    "you (?:have to|must|need to) (?:have|be (?:tired|exhausted|so|proud|shattered|worn)|feel|think|know|understand|have been|admit|laugh|remember|see|try)(?: {word}){0,2}",
    "i want you (?:to be|to feel|to know|to have|to come home|here|next to|beside|close|there|with me|back|happy|to hold)(?: {word}){0,3}",
    "you (?:need|have) to (?:eat|rest|sleep|breathe|go to|drive|be at|leave by|be up|be in)(?: {word}){0,3}",
)  # fmt: skip

demand = Detector(
    kind="demand",
    title="Pressing",
    tone="hurts",
    level="recap",
    about="Orders, insists, presses again. Pressure tends to bring silence or a fight rather than the thing itself.",
    source="Pressure for change in the couple rating system CIRS; research on the demand-withdraw loop.",
    tip="Ask for one small thing, and leave room for a no.",
    find=either(
        phrases(
            *_SURE, unless=_LEAVE, nowhere=WARMLY, vetoes=(quoted, denied, supposed, within_a_sentence), confidence=0.8
        ),
        phrases(
            *_LIKELY,
            unless=_LEAVE,
            nowhere=WARMLY,
            vetoes=(quoted, denied, supposed, within_a_sentence),
            confidence=0.5,
        ),
        learned("demand", vetoes=(quoted,)),
    ),
    misses="Orders in a friendly tone; the same ask again in other words.",
    examples=(
        talk("[Give me your phone, right now]."),
        talk("[You need to fix this tonight]."),
        talk("[Don't you walk away from me]."),
        talk("We're going, [end of discussion]."),
        talk("[I want an answer before you sit] down."),
        talk("[Show me the messages]."),
        talk("[Just answer the question]."),
        talk("[I'm not asking again]."),
        talk("[Ring her now, while I'm standing] here."),
        talk("Could you ring her tonight, please?", because="asks politely"),
        talk("I need a hug right now.", because="a need"),
        talk("I have to call the bank today.", because="asks oneself"),
        talk("You don't have to decide now.", because="no pressure"),
        talk("My boss said, give me the numbers right now.", because="a quote"),
        talk("I'll give you an answer tonight.", because="gives"),
        talk("Let me know tonight or tomorrow, whichever suits.", because="an offer"),
        talk("You must be so tired now.", because="cares"),
        talk("Sit down, love, you look worn out.", because="comfort"),
        talk("Maybe we look at it tonight?", because="a suggestion"),
        talk("I'll ring them right now.", because="what one promises"),
        talk("They want an answer by Friday, the bank does.", because="a third person"),
        talk("What do you need right now?", because="asks openly"),
        talk("You gave me an answer tonight, thank you.", because="thanks"),
    ),
)
