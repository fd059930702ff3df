"""Blame: makes the partner the cause of what is wrong.

Why it matters: "you never ..." is heard as a verdict on the whole person, and people defend themselves against verdicts.
The same complaint, said as what happened, what I felt and what I would like, can be answered.
Source: "criticism" among Gottman's four warning signs; "blame" in the couple rating system CIRS; NVC's observation
against evaluation.
Known misses: most blame is said sideways, in irony, comparisons and pictures ("other people's husbands tell them things");
rules see the set phrases only, the learned layer a part of the rest. Tone of voice is not heard.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import WARMLY, anybody, denied, fond, harmless, own_feeling, quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_GUARDS = (quoted, denied, supposed, anybody, fond, harmless, own_feeling)

# What "you never" and "you always" go on with when they accuse. "You never told me that one" is left out: it mostly wonders.
_LEFT_UNDONE = (
    "(?:help|helped|listen|listened|lift|lifted|clean|cleaned|cook|cooked|wash|washed|tidy|tidied|put|pick|picked|think|thought"
    "|care|cared|bother|bothered|notice|noticed|pay|paid|ring|rang|call|called|text|texted|answer|answered|reply"
    "|come|came|show|showed|finish|finished|want to|wanted to|ask me|asked me|ask what|ask how i|back me|backed me"
    "|stand up|stood up|stick up|defend|defended|support|supported|take me|took me|take us|take the|take any|do anything"
    "|do the|do your|do what|do a|did a|did anything|did the|spend|spent|let us|give me|gave me|get up|got up|get off"
    "|get it|got it|make time|make an|made an|make any|made any|try|tried|admit|admitted|apologi[sz]e|apologi[sz]ed|say sorry"
    "|said sorry|say thank|said thank|say anything|said anything|say you|thank|thanked|touch|touched|talk|talked|speak|trust"
    "|trusted|believe|believed|choose me|chose me|defended|consider|considered|appreciate|appreciated|read|remember|remembered"
    "|understand|understood|check|checked|have time|had time|own|owned|learn|learnt|learned|hear me|heard me|follow|followed"
    "|share|shared|plan|planned|open|start|cared|empty|emptied|hold|held me|act|keep|kept|be bothered|mean it|meant it|do it|do things)"
)  # fmt: skip
_DONE_AGAIN = (
    "(?:leave|forget|do this|start|walk (?:out|away|off)|interrupt|cut me|talk over|make it|make this|make everything|make me (?:feel|look|out|do|the|wait|seem)|blame|twist"
    "|take (?:her|his|their|your|everything|over|it out)|side with|get your|get what|get (?:angry|cross|mad|defensive|like this|out of)|find (?:an|a|some|something)|change the subject"
    "|ruin|spoil|put (?:me|your|work|her|him|them|yourself|the)|have (?:to|an|some|an answer|something|a reason|an excuse)|want (?:to be|it|your|everything|me)|need to be"
    "|turn (?:it|this|everything|round|around|up|your)|bring (?:it|up|that|this|her)|run (?:to|off|away|back)|hide|lie|shout|yell|snap|sulk|moan|whine|complain|say (?:you will|yes to|no|tomorrow|later|the same|you are)|tell me (?:to|what|how|i|that i)"
    "|expect|assume|think (?:you|i|the|about yourself)|choose|pick|act|disappear|shut|let me down|give in|take|go (?:on|running|off|behind|quiet|straight)|look for|know better|come (?:home late|in late|up with)|late|too (?:busy|tired|late)|(?:on|at|in) (?:your|that|the|work)"
    "|the (?:victim|one who)|so (?:busy|tired|angry|cold|selfish|negative|dramatic|critical|defensive)|busy|tired|angry|nagging|moaning|complaining|criti[a-z]+|working|late|making|leaving|telling|putting|trying to|blaming|comparing|checking|on my|going on|looking at|doing this|getting)"
)  # fmt: skip

_SURE = (
    f"you {{really}}never (?:{{really}}|once |ever )*{_LEFT_UNDONE}",
    f"you have never (?:once |ever )?{{really}}(?:{_LEFT_UNDONE}|cooked|washed|lifted|taken|given|been there)",
    "you (?:do not|did not|could not|can not|will not|would not) even (?:{word} )?(?:bother|help|listen|ask|look|try|think|care|notice|ring|call|text|answer|tell|come|pretend|lift|pick|see|hear|remember|apologi[sz]e)",
    f"you (?:are )?(?:{{really}})(?:always|constantly|forever) {_DONE_AGAIN}",
    "(?:it|this|that) is (?:really |all |always |entirely |totally |still |just )*(?:your (?:own )?(?:{really})?(?:fault|doing|mess)|on you|because of you)",
    "this is (?:all )?(?:your fault|on you|your doing)",
    "you are (?:the reason|the cause|to blame|the problem)(?: (?:why|that|we|i|for|of|it|she|he|here))?",
    "you never tell me (?:where|what|when|how|who|why|anything|things|the truth|if)(?: {word}){0,2}",
    "i blame you",
    "look what you (?:have done|did|have made|are doing)",
    "(?:whose|guess whose) (?:{word} )?(?:fault|idea|doing|bright idea) (?:is|was)(?: (?:it|this|that))?",
    "who was it (?:that|who|told|wanted|said|had|left|put|made|insisted|signed|flooded|promised|forgot)",
    "(?:i|one) (?:do |really do |does )?(?:wonder|wonders) (?:who|whose) (?:left|put|said|told|was|did|had|used|ate|broke|forgot|taught|fault|idea|doing|got|made|tipped|spent|let)(?: {word}){0,2}",
    "guess (?:who|which of us|which one of us)(?: {word}){0,3}",
    "(?:if )?(?:certain (?:people|person|parties|somebody)|a certain (?:person|somebody|someone|people))",
    "must be (?:so )?(?:nice|lovely|great) (?:to|for some|having|sleeping|sitting|not|when|for you)(?: {word}){0,2}",
    "(?:would|will) it (?:{word} )?(?:kill|hurt|have killed|have hurt) you(?: to {word}(?: {word})?)?",
    "why can you (?:never|not ever)(?: {word})?",
    "why can not you (?:ever|for once|just once)(?: {word})?",
    "why do you (?:always|never|have to always)(?: {word})?",
    "why (?:is it|am i|do i|does it) always (?:me|my|the one|have to|got to|on me|left)(?: {word})?",
    "(?:it is|it has) always (?:got to be |down to |on )?(?:me|muggins)(?: (?:who|that|to))?",
    "i (?:always|have to) (?:have to )?do everything(?: (?:round|around|in|here|by|for|alone|on my own|myself))?",
    "(?:you )?(?:leave|leaving|left|leaves) me (?:to (?:do|deal|face|clean|handle|cope|sort)|with (?:all|the|everything)|holding|drowning|standing there|sitting there|to it)",
    "you had one job",
    "you let me (?:find out|go around|stand there|sit there|think|believe)(?: {word})?",
    "i (?:had|have|only had) to (?:find out|hear it|learn it|read it)(?: {word})? (?:from|off|by)(?: {word})?",
    "(?:and |there |so )?you (?:just (?:sat|stood)|(?:sat|stood) there)(?: there)?",
    "not (?:one|a) (?:single )?(?:word|peep) (?:from|out of|off) you",
    "what time do you call this",
    "you only (?:ever )?(?:think|care) (?:of|about) yourself",
    "(?:how could you (?:do this|do that|be so|let)|what the (?:hell|fuck) were you thinking)(?: {word})?",
    "you do this (?:every|all the|each)(?: {word})?",
)  # fmt: skip

_LIKELY = (
    "you do not (?:{really})do (?:anything|a thing|a single thing|your share|your bit)(?: (?:around|round|in|to|for|about)(?: {word}){0,2})?",
    "i (?:am doing |have to do |end up doing |do |did )(?:absolutely )?everything (?:around here|round here|in this house|by myself|on my own|myself|alone|for this family|for us)",
    "you make me feel (?:like (?:a|an|i|the|nothing) ?(?:{word})?|small|stupid|useless|worthless|guilty|invisible|ugly|bad|awful|crazy)",
    "it is always (?:all )?about you",
    "if you had (?:just |only |ever |even )*(?:listened|asked|told me|rung|called|helped|done|been|checked|waited|paid|bothered)(?: {word}){0,5} (?:would|would not)(?: {word}){0,3}",
    "you broke your (?:promise|word)",
    "you left me (?:{word} )?(?:alone|to do|to deal|with (?:the|all|everything))(?: {word}){0,2}",
    "you are not (?:even )?listening(?: to me)?",
    "you (?:have )?(?:{really})(?:ruined|wrecked|spoiled|spoilt|destroyed|poisoned) {words}",
    "you (?:do not|did not|never) (?:{really})?(?:care|give a {word}) (?:about|what|how|if|that)(?: {word}){0,2}",
    "you (?:could not|can not) (?:even )?(?:be bothered|have (?:just )?(?:rung|called|told|asked|picked|lifted))(?: {word})?",
    "(?:see )?(?:this|that) is (?:exactly |just )?what happens (?:when|with|every)(?: {word})?",
    "funny how(?: {word}){1,4}",
    "(?:because|cause) of you(?: and your {word})?",
    "(?:every|each) (?:single )?(?:{word} )?time (?:i|we) (?:{word} ){1,6}you(?: {word})?",
    "you told (?:them|her|him) (?:yes|no|we|i|about)(?: {word}){0,2}",
    "you told (?:them|her|him|my {word}) (?:before|without)(?: {word}){0,2}",
    "without (?:even |once |so much as )?(?:asking|telling|consulting|a word to|checking with) (?:me|us)",
    "(?:and |so )?i am (?:always )?(?:the one|left)(?: (?:who|that|with|to))? (?:gets to|has to|standing|doing|picking|paying|cleaning|picks|pays|cleans|does|stuck|sitting|left)(?: {word}){0,2}",
    "(?:somebody|someone|one of us|some of us) (?:has|have|had) (?:got )?to(?: {word}){0,2}",
    "one of us (?:is the|does|gets to|works|pays|has been|puts)(?: {word}){0,2}",
    "you (?:gave|went) (?:behind|and (?:booked|bought|told|signed|spent))(?: {word}){0,2}",
    "you have (?:gone and|just gone and)(?: {word}){1,2}",
        "you are doing it (?:now|again)",
    "nobody (?:thought to|bothered to|asks me|in this house)(?: {word}){0,2}",
    "not one word (?:out )?of (?:thanks|it)",
    "you made me (?:{word} ){0,2}(?:look|wait|feel|count|do|cry|choose|miss|stand)(?: {word}){0,2}",
    "you made (?:him|her|them) (?:cry|look|feel)(?: {word}){0,2}",
    "(?:that|there) is your (?:trouble|problem|answer to)(?: {word})?",
    "well done (?:us|everybody|one of us)",
    "you are never (?:here|home|there|around|on time|in|off|satisfied|happy|wrong|interested|ready|without)",
    "you do not (?:even )?(?:listen|lift a finger|help|back me|stick up for)(?: {word})?",
        "you promised",
    "i feel (?:like|that) you (?:never|always|do not (?:listen|help|try|bother)|have)(?: {word}){0,3}",
    "you (?:dumped|chucked|abandoned|ditched) (?:me|it|us|everything|all)(?: {word}){0,2}",
    "(?:it would|would) have been nice (?:to|if)(?: {word}){0,2}",
    "it would be nice (?:if (?:you|somebody|someone|anyone)|to be (?:asked|told|thanked|heard))(?: {word}){0,2}",
)  # fmt: skip

_LEAVE = (
    "you left me alone (?:and|so|which|when|because) i (?:asked|needed|wanted|could)(?: {word})?",
    "what if you had(?: {word}){0,8}",
    "you never (?:{word} )?(?:told|said|say|mentioned|asked for|asked to)(?: {word})?",
    "you never tell (?:a lie|lies|anyone|them|her|him|on)(?: {word})?",
    "(?:would|could|will|can|please) you (?:let|leave)(?: {word})?",
    "funny how (?:life|things|time|it)(?: {word})?",
    "must be nice (?:there|out|weather|and|up|for them|for him|for her)",
    "(?:neither|both|either|every|any|only|just the|none) (?:one )?of us(?: {word})?",
    "not (?:your|my|anyone's|anybody's|all your) (?:fault|doing)",
    "i always do everything i can",
    "because of you i (?:feel|am|was|got|have|believe|know|can|could|laugh|smile)(?: {word})?",
    "because of you (?:we|she|he|they) (?:{word} ){0,2}(?:made|got|won|have|can|could|passed)(?: {word})?",
    "i blame (?:myself|me)",
    "(?:{word} )?one of us is gone",
    "(?:if|when|because|that) (?:{word} )?(?:i|we) never",
    "(?:when|that|because) you (?:told|went|left|made|let|sat|stood)(?: {word}){0,4}",
    "every time i (?:say|mention|ask|talk about)(?: {word}){0,3} you hear",
    "every time i mention(?: {word}){0,4}",
    "i would (?:{word} )?(?:feel|be|have felt)(?: {word}){0,12}",
)  # fmt: skip

blame = Detector(
    kind="blame",
    title="Blame",
    tone="hurts",
    level="cue",
    about="Makes the partner the cause of what is wrong. People answer blame with a defence, and the need behind it goes unheard.",
    source="Gottman's research on criticism; 'blame' in couple rating systems; XYZ statements in PREP.",
    tip="Say what happened, what you felt, and what you would like.",
    cues=("Maybe say the feeling under it?", "Try it from your side: I feel ...?", "What would you like instead?"),
    find=either(
        phrases(
            *_SURE,
            unless=_LEAVE,
            nowhere=(*WARMLY, "i am (?:so|really|very|truly) sorry"),
            vetoes=_GUARDS,
            confidence=0.85,
        ),
        phrases(
            *_LIKELY,
            unless=_LEAVE,
            nowhere=(*WARMLY, "i am (?:so|really|very|truly) sorry"),
            vetoes=_GUARDS,
            confidence=0.65,
        ),
        phrases("(?:thanks|thank you) for nothing", vetoes=(quoted,), confidence=0.85),  # thanks in form only
        learned("blame"),
    ),
    misses="Blame said sideways: irony, comparisons, pictures. Tone of voice.",
    examples=(
        talk("[You never help] with the bedtime, not once this week."),
        talk("[You always leave] the pans for me."),
        talk("[Look what you've done] to the garden."),
        talk("[Must be nice, sleeping through the] alarm."),
        talk("[Why do I always have to ring] the school?"),
        talk("[Would it kill you to say thank] you?"),
        talk("[You never tell me where the money] goes."),
        talk("[I wonder who left the back] door open."),
        talk("[It's all your fault] we missed the train."),
        talk("[You don't even listen when] I'm talking."),
        talk("[If certain people] rinsed a cup, we'd have a kitchen."),
        talk("[Y'all never ask me] nothing, you never bother."),
        talk("[Thanks for nothing]."),
        talk("[You just sat there] while he shouted at me."),
        talk("You always make me laugh, even on Mondays.", because="praise in the same words"),
        talk("It's not your fault, love, the bus was late.", because="it takes the blame away"),
        talk('You said "you never listen" and it stuck with me.', because="a quote"),
        talk("I never help enough, I know I don't.", because="blames oneself"),
        talk("My brother never rings our mother.", because="a third person"),
        talk("I never said you always leave the dishes.", because="denies having blamed"),
        talk("You never know what the weather will do up there.", because="anybody"),
        talk("What if you never finished the course and it was still fine?", because="supposes"),
        talk("Did you leave the car at the station?", because="a fact asked for"),
        talk("I feel like I need more support with the mornings.", because="a need"),
        talk("You never let me down, not in twelve years.", because="praise with never"),
        talk("You never told me you could whistle.", because="wonder, not blame"),
        talk("I felt alone when you told them without me.", because="own feeling beside what happened"),
        talk("I always leave the lights on, I'll do better.", because="a promise to oneself"),
        talk("Because of you I laugh again.", because="gratitude"),
        talk("Must be nice to be a dog, all sleep and no bills. I love that dog.", because="about a dog"),
    ),
)
