"""The rules of ``plan lint``: what makes a plan weak, before it is lived and while it is, why that matters, the mend.

``lint.py`` finds the places.
"""

from .findings import Rule

ALL = (
    Rule(
        "P001",
        "a goal without a measure",
        "On the day it is due nobody can say whether it was met, so it is neither praised nor changed.",
        "say how one would know: a count, a thing that exists, somebody who confirms it",
    ),
    Rule(
        "P002",
        "a measure that is something to do",
        "A meeting can be held and nothing be different after it; a measure tells what is different.",
        "say what is true afterwards, with a number or with who confirms it, and make this an action",
    ),
    Rule(
        "P003",
        "an action without a day or a done-when",
        "What has no day is done last, and what has no end is never done.",
        "give it what is missing",
    ),
    Rule(
        "P004",
        "a week that holds too much",
        "People guess their work too small; a week that is full on paper is late in life, and so are those after it.",
        "move or drop something of it, or find more hours",
    ),
    Rule(
        "P005",
        "a phase that is too full or empty",
        "More than four focus areas, or three goals in one, are a list and no choice; an empty phase is a promise "
        "without content.",
        "keep what matters most and put the rest under 'later'; give an empty phase a focus area or drop it",
    ),
    Rule(
        "P006",
        "no early win due by day 60",
        "One result that somebody asked for earns the patience that the rest of the plan needs.",
        "propose one under 'wins' that needs few hours, due by day 60",
    ),
    Rule(
        "P007",
        "a talk with your manager is missing",
        "What counts is agreed in the first week or guessed; what is not looked back on is filed away.",
        "bring the talk or the review back, or add one with a day",
    ),
    Rule(
        "P008",
        "a gap that the plan has no time to close",
        "A gap is closed by learning, doing it with help and showing it; a part of that closes nothing.",
        "give more hours a week, or take something else out of those weeks",
    ),
    Rule(
        "P009",
        "a rating of 3 or 4 without evidence",
        "Nobody has to believe a number; without an example the plan counts it as 2 and builds nothing on it.",
        "add an entry under 'evidence' with this competency, or rate it lower",
    ),
    Rule(
        "P010",
        "evidence without a result",
        "What you did is a story; what came of it is proof.",
        "add a result, a metric, a scale, who uses it now, or a link",
    ),
    Rule(
        "P011",
        "a person without a purpose or a first contact",
        "A name that nobody knows what to ask is met late and for nothing.",
        "say why they matter or what you ask or offer, and give a day; '?' makes it a question to your manager",
    ),
    Rule(
        "P012",
        "nobody from outside the reporting line",
        "Those beside you decide how fast your work moves, and a plan that knows only up and down forgets them.",
        "name a peer, a customer, a partner or somebody else whose work touches yours",
    ),
    Rule(
        "P013",
        "an unfinished note",
        "Whoever reads the plan sees that it was not finished, and you will not know in a month what was meant.",
        "finish it or take it out; where you don't know, ask it under 'unknowns'",
    ),
    Rule(
        "P014",
        "a link that should not be passed on",
        "A reader cannot open it, or it opens more than you meant: ids and tokens in an address are keys.",
        "give an address with https:// that the reader can open, without what follows '?'",
    ),
    Rule(
        "P015",
        "a large change before there was time to listen",
        "What looks wrong in the first weeks often has a reason; who changes it first learns the reason last.",
        "put it after the days of listening, or first ask what it would break",
    ),
    Rule(
        "P016",
        "a vague verb without a proof",
        "One is never done understanding, and nobody else can see it.",
        "say what you could then do, show or count",
    ),
    Rule(
        "P017",
        "a certificate that is out of date or unchecked",
        "Exams are retired without a letter; hours go into one that no longer counts.",
        "look it up, and write 'checked_on' with the day, or 'replaced_by' with the code that follows",
    ),
    Rule(
        "P018",
        "a document longer than its reader reads",
        "A manager reads two pages; what stands on the third is not agreed.",
        "shorten or take out what this reader would not miss",
    ),
    Rule(
        "P019",
        "a day that is a day off",
        "It is not kept on that day, and whoever waits for it does not know which day you meant.",
        "give the day on which you mean to do it",
    ),
    Rule(
        "P020",
        "a question that was to be asked by now",
        "A plan goes by what was assumed until somebody is asked; the later that is, the more rests on it.",
        "ask, and write the answer into the plan file, or 'drop: yes' if it no longer matters",
    ),
    Rule(
        "P021",
        "a leftover placeholder",
        "It shows that the text was meant for somebody else, or for a program.",
        "write what belongs there",
    ),
    Rule(
        "P022",
        "a side of arriving that nothing covers",
        "Who arrives well has access, knows what is expected, how things are done and whom to ask, has done something "
        "that worked, and hears how it goes; the side that is left out is the one that fails.",
        "bring back what you dropped, or add an action for it",
    ),
    Rule(
        "P023",
        "too many hours for what you can do already",
        "Doing what worked before feels like progress and is how people fail in a new role.",
        "let a third of the hours be enough, and give the others to a gap",
    ),
    Rule(
        "P024",
        "something that nobody said",
        "Every name, number and proof of a plan comes from your answers; one that does not is a fault of 'plan' or of "
        "a layout.",
        "please report it; if a layout of yours says it, take it out there",
    ),
    Rule(
        "P025",
        "kinds of move that contradict each other",
        "Each brings its own actions; two that cannot both be true bring actions that make no sense.",
        "keep the one that is true",
    ),
    Rule(
        "P026",
        "days off that leave too little",
        "The first two weeks cannot be made up for, and with under 20 hours in all there is no plan to live.",
        "begin after the days off, or have the plan end later",
    ),
    Rule(
        "P027",
        "less than three hours a week",
        "The talks and reviews alone take that much; nothing is left for learning anything.",
        "agree three hours or more with your manager, or have the plan do less over longer",
    ),
    Rule(
        "P028",
        "a start on a day off",
        "Everything is counted from day 1, and on that day nobody would be there.",
        "give the first day on which you work",
    ),
    Rule(
        "P029",
        "something late for more than two weeks",
        "What has been late for two weeks is not late but given up; a list that is half untrue is read no more.",
        "plan done, plan drop --why, or give it another day in the plan file",
    ),
    Rule(
        "P030",
        "a review that nobody looked back on",
        "A plan that is not looked back on is filed away; what was agreed in the talk is forgotten in a month.",
        "hold it, or write down what was said: plan review DAY, then plan review DAY --apply",
    ),
    Rule(
        "P031",
        "three weeks without a tick",
        "Either the plan stands still or nobody says that it goes on; in both cases it no longer tells where you are.",
        "tick what is done, and take out what no longer holds: plan next, plan done, plan drop",
    ),
    Rule(
        "P032",
        "three actions or more of those before day 1 late",
        "The plan gives the weeks before day 1 work to do; with a start as near as this one part of them is over.",
        "do what still helps, give up the rest with plan drop ID --why, or start later: plan set start=DATE",
    ),
)
RULES = {rule.code: rule for rule in ALL}
