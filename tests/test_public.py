"""What the public may read: names become words however they are written, and a last look finds what is left."""

import re
import string
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from transition_plan.answers import (
    ActionChange,
    Answers,
    CarryOver,
    Contact,
    Duty,
    Evidence,
    FocusChange,
    GoalChange,
    Link,
    Note,
    Partner,
    PartnerPerson,
    PastRole,
    Person,
    PhaseChange,
    Post,
    Priority,
    Question,
    Risk,
    Win,
)
from transition_plan.build import build_plan
from transition_plan.documents import fill_document
from transition_plan.errors import UnknownName
from transition_plan.export.bundle import Bundle
from transition_plan.export.hidden import find_names
from transition_plan.export.leaks import find_leaks
from transition_plan.export.ordinary import ORDINARY
from transition_plan.export.post import view_of
from transition_plan.export.public import public_plan
from transition_plan.export.renaming import Renamer
from transition_plan.library import load_layouts
from transition_plan.plan import Plan as PlanRecord
from transition_plan.rendering import environment, fill_layout
from transition_plan.road import Event, Image, Road

ENV = environment(load_layouts())
DANA = Contact("Dana Ortiz", title="Finance director", group="customer", org="Mercadero Foods")


def told(text: str, *people: Contact, shown: tuple[str, ...] = (), **said: Any) -> str:
    """Return a sentence of the owner's as the public reads it."""
    answers = Answers("product-manager", people=people or (DANA,), mission=text, **said)
    return Renamer(find_names(answers, shown), [text])(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Agree with Dana Ortiz on it", "Agree with the finance director on it"),
        ("Agree with Dana on it", "Agree with the finance director on it"),
        ("Agree with Ortiz on it", "Agree with the finance director on it"),
        ("Agree with Ms Ortiz on it", "Agree with the finance director on it"),
        ("Agree with Ms. D. Ortiz on it", "Agree with the finance director on it"),
        ("Agree with Ortiz, Dana on it", "Agree with the finance director on it"),
        ("Agree with DANA ORTIZ and dana", "Agree with the finance director and the finance director"),
        ("Agree with Dana Ortiz, Finance director, on it", "Agree with the finance director, on it"),
        ("Use Dana's list", "Use the finance director’s list"),
        ("Use Dana’s list", "Use the finance director’s list"),
        ("Dána Órtiz signs", "the finance director signs"),
        ("Dana\u00a0Ortiz and Da\u200bna", "the finance director and the finance director"),
        ("It is late. Dana Ortiz signs", "It is late. The finance director signs"),
        ("Ask my Dana", "Ask my finance director"),
        ("Mandana and Danaher stay", "Mandana and Danaher stay"),
        ("at Mercadero Foods and MERCADERO", "at a customer and a customer"),
        ("the Mercadero Foods rollout", "a customer rollout"),
        ("our Mercadero rollout", "our customer rollout"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, read: str) -> None:
    """Whole or in part, in any case, with a title, a possessive, accents or none."""
    assert told(typed) == read


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("Mark Long", "Ask Mark, not long after", "Ask a peer, not long after"),
        ("Mark Long", "Mark the date", "Mark the date"),
        ("Mark Long", "Mark agrees by then", "a peer agrees by then"),
        ("May Field", "Done on 4 May with May", "Done on 4 May with a peer"),
        ("Jan Kowalski", "By 12 Jan Jan signs", "By 12 Jan a peer signs"),
        ("Will", "Will knows; he will say", "a peer knows; he will say"),
        ("Joost van Arkel", "Ask Joost van Arkel, then van Arkel", "Ask a peer, then a peer"),
        ("Łukasz Wiśniewski", "Lukasz and Wisniewski's team", "a peer and a peer’s team"),
        ("Jürgen Weiß", "Jurgen Weiss said", "a peer said"),
        ("Anne-Marie O’Brien", "Anne-Marie, O'Brien and Marie", "a peer, a peer and a peer"),
        ("James Jones", "James' list and Jones's", "a peer’s list and a peer’s"),
        ("李雷", "和李雷谈", "和a peer谈"),
        ("Jude Law", "Ask Law about the law", "Ask a peer about the law"),
        ("Dana Ortiz (she/her)", "Ask Dana, she knows her way", "Ask a peer, she knows her way"),
        ("Dr. Dana Ortiz, PhD", "Ask Dr Ortiz", "Ask a peer"),
        ("Don Abelson", "Ask Don", "Ask a peer"),
        ("Jürgen Müller", "Juergen and Mueller's list", "a peer and a peer’s list"),
        ("Juergen Mueller", "Jürgen, then Müller", "a peer, then a peer"),
        ("Bjørn Dahl", "Bjoern signs", "a peer signs"),
        ("Dana Ortiz", "As #DanaOrtiz and danaortiz say", "As #a peer and a peer say"),
        ("Anne-Marie O’Brien", "Annemarie and OBrien", "a peer and a peer"),
        ("Wei He", "Ask Wei He. Wei agrees", "Ask a peer. A peer agrees"),
        ("Bo", "Ask Bo about the bold bo", "Ask a peer about the bold bo"),
    ],
)
def test_names_that_are_words_and_names_from_everywhere(name: str, typed: str, read: str) -> None:
    """A word is left alone, the person of that name is not."""
    assert told(typed, Contact(name)) == read


def test_people_of_one_title_are_told_apart() -> None:
    """Two who share a title are two people in the post, too, and stay the same in every sentence."""
    people = (
        Contact("Ana Ruiz", title="CTO"),
        Contact("Ben Okafor", title="CTO"),
        Contact("Cleo Berg"),
        Contact("Di Wu"),
    )
    assert told("Ben, Ana, Cleo, Di Wu, Ben Okafor", *people) == (
        "the second CTO, the first CTO, a peer, another peer, the second CTO"
    )


def test_two_of_one_surname_are_nobody_in_particular() -> None:
    """A surname that two share does not tell which one is meant."""
    assert told("Ask Berg", Contact("Ana Berg", title="CTO"), Contact("Jon Berg", title="CFO")) == "Ask a colleague"


@pytest.mark.parametrize("group", ["manager", "mentor", "buddy", "predecessor", "old-manager"])
def test_who_is_mine_is_called_mine(group: Any) -> None:
    """A manager is “my manager”, whatever the title."""
    assert told("Ask Dana", Contact("Dana Ortiz", title="VP", group=group)) == f"Ask my {group.replace('-', ' ')}"


def test_a_kind_of_people_is_nobody() -> None:
    """“Account executives” and “Finance team” are kept: they name no one."""
    people = (
        Contact("Account executives", many=True),
        Contact("Finance team"),
        Contact("The Hub engineers", many=True),
    )
    assert told("Ask the Finance team and Account executives", *people) == "Ask the Finance team and Account executives"


def test_the_owner_chooses_the_words() -> None:
    """`post: names:` goes before our words, holds for names that no field has, and shows a name by itself."""
    post = Post({"Mercadero Foods": "a grocer", "Stratus Days": "a conference", "Dana Ortiz": "Dana Ortiz"})
    text = "At Stratus Days, Dana Ortiz of Mercadero met Lee Chan"
    assert told(text, DANA, Contact("Lee Chan"), post=post) == "At a conference, Dana Ortiz of a grocer met a peer"


def test_a_title_in_a_named_firm_says_where() -> None:
    """With a sector for the firm, its people are “the CTO at a grocer”."""
    post = Post({"Mercadero Foods": "a grocer"})
    assert told("Ask Dana", DANA, post=post) == "Ask the finance director at a grocer"


@pytest.mark.parametrize("said", ["Dana Ortiz", "dana ortiz", "Dana", "ORTIZ"])
def test_who_may_be_shown_is_shown(said: str) -> None:
    """`--show-name` takes a whole name or a part that one person has."""
    assert told("Dana Ortiz at Mercadero, Dana's list", shown=(said,)) == "Dana Ortiz at a customer, Dana's list"


def test_a_name_to_show_that_nobody_has_is_told() -> None:
    """A slip in `--show-name` must not go unnoticed: the name would be missing."""
    with pytest.raises(UnknownName, match="names no 'Diana'") as raised:
        told("x", shown=("Diana",))
    assert "Dana Ortiz" in raised.value.hint


def test_a_title_that_holds_a_units_name_is_told_without_it() -> None:
    """A “Staff Customer Success Architect” of Customer Success is a staff architect."""
    text = "I was Staff Customer Success Architect in Customer Success"
    assert told(text, from_org="Customer Success") == "I was Staff Architect in my former organisation"


@pytest.mark.parametrize(
    ("firm", "typed", "read"),
    [
        ("Northlake GmbH", "At Northlake and NORTHLAKE Gmbh", "At the organisation and the organisation Gmbh"),
        ("Agency for Safe Roads (ASR)", "At the ASR, Agency for Safe Roads", "At the organisation, the organisation"),
        (
            "Air Safety Board",
            "for the ASB’s pilots, an air safety board",
            "for the organisation’s pilots, an air safety board",
        ),
        ("3M", "3M and 13M", "the organisation and 13M"),
        ("S&P", "S&P's list, P&S", "the organisation’s list, P&S"),
        ("C++ (Int'l) [x] .*", "at C++ (Int'l) [x] .* and C++", "at the organisation and C++"),
    ],
)
def test_firms_have_short_names(firm: str, typed: str, read: str) -> None:
    """A legal form, initials and what stands in brackets are ways to say it, too."""
    assert told(typed, org=firm) == read


def test_firms_are_guessed_where_no_field_names_them() -> None:
    """“at Carrefield” is a firm, and so is what ends in Foundation; the owner is told."""
    answers = Answers("x", evidence=(Evidence("Built it at Carrefield", result="in the Open Data Foundation paper"),))
    names = find_names(answers)
    assert set(names.guessed) == {"Carrefield", "Open Data Foundation"}
    assert Renamer(names)("Built it at Carrefield") == "Built it at an organisation"


LINKS = [
    ("https://wiki.corp/x", "internal"),
    ("https://wiki/x", "internal"),
    ("http://10.1.2.3/x", "internal"),
    ("https://northlake.sharepoint.com/sites/x", "internal"),
    ("https://intranet.example.com/x", "internal"),
    ("https://teams.microsoft.com/l/channel/19%3Aabc@thread.skype/tab?groupId=1&tenantId=2", "carries groupId"),
    ("https://video.example.com/dana-ortiz", "names somebody"),
]


@pytest.mark.parametrize(("url", "why"), LINKS)
def test_links_for_insiders_are_left_out_and_named(url: str, why: str) -> None:
    """Internal hosts, tenants' ids and links that name somebody do not leave, not even inside a sentence."""
    proof = Evidence("Built it", competency=("influence",), result=f"as {url} shows", links=(Link(url, "talk"),))
    answers = Answers("product-manager", people=(DANA,), evidence=(proof,), ratings={"influence": 3})
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    text = fill_document(public.plan, "plan.md", ENV)
    assert "Built it" in text
    assert re.sub(r"\W", "", url.partition("://")[2]) not in re.sub(r"\W", "", text)
    assert any(one.endswith(f"({why})") for one in public.dropped)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ({"org": "Acme"}, "https://blog.acmecorp.com/story"),
        ({"org": "Acme"}, "https://getacme.io/story"),
        ({"org": "Kestrel Foods"}, "https://kestrelfoods.com/story"),
        ({"org": "Kestrel Foods"}, "https://stories.example.com/kestrelblog"),
        ({"product": "Zephyr"}, "https://zephyrhq.com/"),
        ({"person": Person("Mia Bräuer")}, "https://medium.example.com/@miabraeuer"),
    ],
)
def test_an_address_that_holds_a_name_is_left_out(name: dict[str, Any], url: str) -> None:
    """Also where nothing stands between the words, behind a label and in a sentence, with its scheme and without."""
    bare = url.partition("://")[2].rstrip("/")
    proof = Evidence(
        "Built it", competency=("influence",), result=f"as {url} and {bare} show", links=(Link(url, "talk"),)
    )
    answers = Answers("product-manager", evidence=(proof,), ratings={"influence": 3}, **name)
    names = find_names(answers)
    public = public_plan(build_plan(answers, ENV), answers, names)
    text = fill_document(public.plan, "plan.md", ENV)
    assert "as (link left out) and (link left out) show" in text
    assert "talk" not in text
    assert all("(names " in one for one in public.dropped)
    assert [leak.what for leak in find_leaks(f"see {bare}", answers, names)] != []


def test_a_picture_keeps_its_place_or_goes() -> None:
    """A path is never reworded; one that holds a name takes its picture with it, and the owner is told."""
    pictures = (Image("/img/quillstone/letter.jpg", alt="a"), Image("/img/b.jpg", alt="b"))
    road = Road(events=(Event("2020-01-01", "Yes", images=pictures),))
    answers = Answers("product-manager", org="Quillstone", stage="exploring", road=road)
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    assert [one.file for event in public.plan.road.events for one in event.images] == ["/img/b.jpg"]
    assert public.dropped == ("the picture /img/quillstone/letter.jpg (names a firm)",)


def test_addresses_of_a_network_are_left_out_of_sentences() -> None:
    """A private address and a shared folder tell what stands inside; a version is no address."""
    mission = r"Move 10.1.2.3 and 192.168.0.7:8080/x to \\fileserver\team$\plans with release 10.1.2"
    answers = Answers("product-manager", mission=mission)
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    told = public.plan.opening.mission
    assert told == "Move an internal page and an internal page to an internal page with release 10.1.2"
    assert [leak.what for leak in find_leaks(mission, answers, find_names(answers))] == ["an internal address"] * 2
    assert find_leaks("release 10.1.2", answers, find_names(answers)) == []


@pytest.mark.parametrize("access", ["login", "internal"])
def test_a_link_that_needs_a_sign_in_is_left_out(access: Any) -> None:
    """What the owner marked as not public is not."""
    proof = Evidence("Built it", result="works", links=(Link("https://video.example.com/1", "talk", access=access),))
    answers = Answers("product-manager", evidence=(proof,))
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    assert public.dropped == (f"video.example.com ({access})",)
    assert "video.example.com" not in fill_document(public.plan, "plan.md", ENV)


def test_private_and_unfinished_things_are_left_out() -> None:
    """A private risk, a thought that is not finished and what the owner does not know yet are for no public eye."""
    risks = (Risk("A secret rivalry", private=True), Risk("TODO think of one"), Risk("Too many meetings"))
    answers = Answers(
        "product-manager", risks=risks, unknowns=(Question("Who pays for it?"),), notes=(Note("Buy cake"),)
    )
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    text = fill_document(public.plan, "plan.md", ENV)
    assert "Too many meetings" in text
    assert not re.search("rivalry|TODO|Who pays|cake", text)


def test_mail_addresses_and_tenants_in_a_sentence_are_left_out() -> None:
    """A person's address and a tenant's id say who it is without a name."""
    mission = "Write to d.o@mercadero.example about 72f988bf-86f1-41af-91ab-2d7cd011db47"
    answers = Answers("product-manager", mission=mission)
    public = public_plan(build_plan(answers, ENV), answers, find_names(answers))
    assert public.plan.opening.mission == "Write to an e-mail address about …"


# The last look

FIRST = ["Adaeze", "Bartosz", "Cosima", "Dimitri", "Eulalia", "Fritjof", "Giulia", "Hyacinth", "Ignacio", "Jolanta"]
LAST = [
    "Achterberg",
    "Bellweather",
    "Castellanos",
    "Ferreira",
    "Halvorsen",
    "Nwachukwu",
    "Oyelaran",
    "Petrosyan",
    "Şahin",
]
MADE_UP = (
    st.text(string.ascii_lowercase, min_size=4, max_size=9)
    .filter(lambda word: word not in ORDINARY)
    .map(str.capitalize)
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(FIRST) | MADE_UP, st.sampled_from(LAST) | MADE_UP).map(" ".join),
    min_size=3,
    max_size=3,
    unique=True,
)
FIRMS = st.lists(MADE_UP.map(lambda name: f"Zq{name}"), min_size=3, max_size=3, unique=True)
WAYS = st.sampled_from(["{0}", "{1}", "{2}", "Ms {2}", "{1}'s", "{3}", "{4}", "{2}, {1}", "{1}-{2}"])


def planted(people: list[str], firms: list[str], ways: list[str]) -> Answers:
    """Return answers that hold the names in every kind of field."""

    def name(n: int) -> str:
        whole = people[n % 3]
        first, last = whole.split()
        return ways[n % len(ways)].format(whole, first, last, whole.upper(), whole.lower())

    a, b, c = people
    x, y, z = firms
    return Answers(
        "product-manager",
        title=f"Product Manager, {x}",
        subtitle=f"First moves at {x}",
        org=x,
        from_org=y,
        from_title=f"Lead at {y}",
        team=f"the {x} team",
        person=Person("Quillon Vexley", f"3 years at {x}", f"Worked with {name(0)}", f"because {name(1)} left {y}"),
        history=(PastRole("Lead", z, "2020"),),
        mission=f"Do with {name(2)} what {x} needs",
        mantra=f"As {name(0)} says",
        priorities=(Priority(f"What {name(1)} wants", f"at {z}", ("influence",)),),
        people=(
            Contact(
                a,
                title="CTO",
                org=z,
                group="customer",
                why=f"knows {name(1)}",
                ask=f"what {name(2)} does",
                introduced_by=b,
            ),
            Contact(b, group="manager", org=x, why=f"leads {z}"),
            Contact(c, group="peer", offer=f"notes on {y}"),
        ),
        partners=(Partner(z, (PartnerPerson(a, "CTO"),), f"did it with {name(0)}", f"call {name(1)}"),),
        evidence=(
            Evidence(
                f"Led it with {name(0)} at {y}",
                competency=("influence",),
                situation=f"{name(1)} had left",
                action=f"moved {z}",
                result=f"{name(2)} signed at {x}",
                scale=f"all of {z}",
                when=f"before {name(0)} came",
                people=(a, c),
                reused_by=f"{z} and {name(1)}",
                recognition=f"a prize from {name(2)}",
                links=(
                    Link(f"https://example.org/{firms[0].lower()}", f"talk by {name(0)}", f"where {name(1)} speaks"),
                ),
            ),
        ),
        carry_over=(
            CarryOver(
                f"The {z} work", for_=a, so_far=f"{name(0)} began", next_step=f"see {name(1)}", result=f"{x} has it"
            ),
        ),
        handover=(Duty(f"Calls with {z}", to="Ravi Melnyk", note=f"{name(2)} knows"),),
        wins=(Win(f"A kit for {z}", for_=b, first_step=f"ask {name(0)}", result=f"{name(1)} uses it"),),
        risks=(Risk(f"{name(0)} leaves {x}", sign=f"{name(1)} is silent", response=f"ask {name(2)}", owner=a),),
        unknowns=(Question(f"What does {name(0)} think?", ask=c, why=f"{x} pays"),),
        later=(f"the {z} hub with {name(0)}",),
        actions=(ActionChange(f"See {name(1)} at {y}", day=9, hours=1.0, done_when=f"{name(2)} nods", owner=c),),
        phases=(
            PhaseChange(
                "month-1",
                title=f"Month 1 with {name(0)}",
                theme=f"learn from {name(1)}",
                gate=f"{name(2)} agrees",
                focus=(
                    FocusChange(
                        f"Know {z}",
                        intent=f"meet {name(0)} at {y}",
                        text=f"{name(1)} told me about {z}.",
                        principle=f"{name(2)} first",
                        goals=(GoalChange(f"{name(0)} trusts me", measure=f"{name(1)} says so", due=20, checked_by=b),),
                        actions=(
                            ActionChange(f"Call {name(2)}", day=5, hours=1.0, done_when=f"{z} knows", audience=a),
                        ),
                    ),
                ),
            ),
        ),
        ratings={"influence": 3},
    )


def names_left(text: str, people: list[str], firms: list[str]) -> list[str]:
    """Return the names that stand in a text, whole or in part, by the plainest search there is."""
    words = {part for name in (*people, "Quillon Vexley", "Ravi Melnyk") for part in name.split()} | set(firms)
    return [word for word in words if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]


def documents(plan: PlanRecord) -> dict[str, str]:
    """Return what can be made of a public plan, the post among it."""
    post = fill_layout(ENV, "_post.md.j2", view_of(plan, Bundle(plan), "plain"))
    return {name: fill_document(plan, name, ENV) for name in ("plan.md", "one-page.md", "manager.md")} | {"post": post}


SAID_ANYWAY = {  # words of the templates, which tell nobody's name
    word.casefold()
    for text in documents(build_plan(planted(["Q W", "E R", "T Y"], ["U", "I", "O"], ["{0}"]), ENV)).values()
    for word in re.findall(r"[^\W_]+", text)
}


@settings(max_examples=25)
@given(PEOPLE, FIRMS, st.lists(WAYS, min_size=1, max_size=5))
def test_a_name_that_was_planted_anywhere_never_comes_out(people: list[str], firms: list[str], ways: list[str]) -> None:
    """Names in every field of the plan file, written in every way: no document of the public plan holds one."""
    parts = [part.casefold() for name in people for part in name.split()]
    assume(len(set(parts)) == len(parts) and not SAID_ANYWAY.intersection(parts))
    answers = planted(people, firms, ways)
    names = find_names(answers)
    public = public_plan(build_plan(answers, ENV), answers, names).plan
    for document, text in documents(public).items():
        assert len(text) > 500
        assert names_left(text, people, firms) == [], document
        assert find_leaks(text, answers, names) == []


def test_the_last_look_finds_what_nobody_replaced() -> None:
    """With the replacing switched off every name is found, so that the look is worth something."""
    answers = planted(
        ["Adaeze Achterberg", "Bartosz Ferreira", "Cosima Oyelaran"], ["Zqalpha", "Zqbeta", "Zqgamma"], ["{0}"]
    )
    text = fill_document(build_plan(answers, ENV), "plan.md", ENV)
    found = {
        leak.what.partition(" (")[0].partition(" ")[2].partition(" ")[2]
        for leak in find_leaks(text, answers, find_names(answers))
    }
    assert {
        "Adaeze Achterberg",
        "Bartosz Ferreira",
        "Cosima Oyelaran",
        "Quillon Vexley",
        "Zqalpha",
        "Zqbeta",
        "Zqgamma",
    } <= found


@pytest.mark.parametrize(
    "text",
    [
        "ortiz", "D\u00e1na", "Dana\\_Ortiz", "Da\u200bna", "dana&#45;ortiz", "https://x.org/dana%20ortiz",
        "#DanaOrtiz", "@ortiz", "title: Dana", "Mercadero", "MERCADERO FOODS", "https://wiki.corp/x", "https://intra/x",
        "?tenantId=4", "mercaderofoods.md",
    ],
)  # fmt: skip
def test_the_last_look_reads_as_a_person_does(text: str) -> None:
    """Escapes, entities, addresses, tags and accents hide nothing from it."""
    answers = Answers("x", people=(DANA,))
    assert find_leaks(f"Some words: {text} and more", answers, find_names(answers))


@pytest.mark.parametrize(
    "text", ["Mandana", "food", "a finance director", "4 May", "Mark the date", "may mark the long field"]
)
def test_the_last_look_does_not_cry_wolf(text: str) -> None:
    """An ordinary word is no name."""
    answers = Answers("x", people=(DANA, Contact("Mark Long"), Contact("May Field")))
    assert find_leaks(f"{text}\n- {text}", answers, find_names(answers)) == []


@pytest.mark.parametrize(
    "private",
    [
        Contact("Lee", private="he wanted this job and did not get it"),
        Risk("The team may move to another city", private=True),
        Note("Tell nobody that I may leave in spring"),
        Risk("Small", private="was a candidate"),
    ],
)
def test_the_last_look_knows_private_texts(private: Any) -> None:
    """Five words in a row of a private text, or a short note whole, do not leave."""
    field = {"Contact": "people", "Risk": "risks", "Note": "notes"}[type(private).__name__]
    entries: dict[str, Any] = {field: (private,)}
    answers = Answers("x", **entries)
    text = private.private if isinstance(private, Contact | Risk) and private.private is not True else private[0]
    words = " ".join(str(text).split()[:6])
    (leak,) = find_leaks(f"I heard: {words}!", answers, find_names(answers))
    assert "a private text" in leak.what


def test_who_is_shown_is_no_leak() -> None:
    """A name that may be shown, whole or in part, stands in the post."""
    answers = Answers("x", people=(DANA, Contact("Jon Ortiz")))
    assert find_leaks("Dana Ortiz and Dana", answers, find_names(answers, ["Dana Ortiz"])) == []
    assert find_leaks("Jon", answers, find_names(answers, ["Dana Ortiz"])) != []
