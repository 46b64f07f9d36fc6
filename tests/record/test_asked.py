"""What asking a language model about readings leaves in the record."""

from __future__ import annotations

from tests.record.factories import TEXT, document, mention, query, said
from walkout.model.statement import Mention
from walkout.model.store import Asked, Issue, NewDocument, Revision
from walkout.record import RecordStore

RULES = ("rule:zh@1", "rule:en@1")
MODEL = "model:m@1+aa"


SAID = {
    "rule:zh@1": ("strike", "罢工"),
    MODEL: ("march", "补发"),
    "model:m@2+bb": ("march", "补发"),
}


def told(*coders: str) -> Mention:
    """Return a mention to which each coder adds an action."""
    return mention(*[said("action", *SAID[c], coder=c) for c in coders], span=(0, len(TEXT)))


def shown(store: RecordStore) -> list[str]:
    """Return the actions of the only mention."""
    (row,) = store.mentions()
    return list(row.values["action"])


def add(store: RecordStore) -> NewDocument:
    """Add a document that the rules read."""
    made = document("one", told("rule:zh@1"))
    store.write([made])
    return made


def revision(
    made: NewDocument, *coders: str, looked: tuple[str, ...], asked: Asked | None = None
) -> Revision:
    """Return what these coders say of a document now."""
    assert made.reading is not None
    return Revision(made.reading, (told(*coders),), looked, asked)


def test_what_a_model_adds_stands_beside_the_rules(store: RecordStore) -> None:
    """The mention keeps its id; the model's statement is one more row."""
    made = add(store)
    (before,) = store.mentions()
    store.revise([revision(made, "rule:zh@1", MODEL, looked=(*RULES, MODEL))])
    (after,) = store.mentions()
    assert after.id == before.id
    assert shown(store) == ["strike", "march"]
    rows = len(query("SELECT seq FROM record_log"))
    store.revise([revision(made, "rule:zh@1", MODEL, looked=(*RULES, MODEL))])
    assert len(query("SELECT seq FROM record_log")) == rows


def test_a_model_that_did_not_look_takes_nothing_back(store: RecordStore) -> None:
    """An endpoint that is turned off or did not answer leaves what it said; one that looked not."""
    made = add(store)
    store.revise([revision(made, "rule:zh@1", MODEL, looked=(*RULES, MODEL))])
    store.revise([revision(made, "rule:zh@1", looked=RULES)])
    assert shown(store) == ["strike", "march"]
    store.revise([revision(made, "rule:zh@1", looked=(*RULES, MODEL))])
    assert shown(store) == ["strike"]


def test_another_version_of_a_model_says_it_again(store: RecordStore) -> None:
    """The value is one statement of the family, seen last by the new version."""
    made = add(store)
    store.revise([revision(made, "rule:zh@1", MODEL, looked=(*RULES, MODEL))])
    store.revise([revision(made, "rule:zh@1", "model:m@2+bb", looked=(*RULES, "model:m@2+bb"))])
    assert shown(store) == ["strike", "march"]
    assert query("SELECT COUNT(*) FROM record_statement WHERE field = 'action'") == [(2,)]


def test_a_mention_that_only_a_silent_model_told_stays_and_bothers_nobody(
    store: RecordStore,
) -> None:
    """It waits until that model looks again; no person is asked to look at it."""
    made = document("one", mention(coder=MODEL))
    store.write([made])
    assert made.reading is not None
    store.revise([Revision(made.reading, (), RULES)])
    assert len(list(store.mentions())) == 1
    assert list(store.issues()) == []
    store.revise([Revision(made.reading, (), (*RULES, MODEL))])
    assert list(store.mentions()) == []


def test_an_asking_is_remembered_by_its_very_coder(store: RecordStore) -> None:
    """The last one counts; answers are kept while it is incomplete and no longer."""
    made = add(store)
    assert made.reading is not None
    part = Asked(MODEL, False, {"unknown_code": 1}, {"k": '{"events": []}'})
    store.revise([revision(made, "rule:zh@1", looked=RULES, asked=part)])
    assert store.asked(MODEL) == {made.reading.id: part}
    assert store.asked("model:m@2+bb") == {}
    whole = Asked(MODEL, True, {"unknown_code": 2, "no_quote": 1}, {"k": '{"events": []}'})
    store.revise([revision(made, "rule:zh@1", looked=(*RULES, MODEL), asked=whole)])
    assert store.asked(MODEL) == {made.reading.id: Asked(MODEL, True, whole.refused)}
    assert store.refused() == {"no_quote": 1, "unknown_code": 2}


def test_issues_of_an_asking_close_when_it_succeeds(store: RecordStore) -> None:
    """And only those of extraction."""
    made = add(store)
    assert made.reading is not None
    name = made.reading.document
    slow = Issue("extract", "EndpointError", "It was slow", "Wait.", {"span": [0, 5]}, name)
    other = Issue("resolve", "ResolutionError", "Look", "Look.", {}, name)
    store.write_issues([other])
    store.revise([Revision(made.reading, made.mentions, RULES, issues=(slow,))])
    store.revise([Revision(made.reading, made.mentions, RULES, issues=(slow,))])
    assert sorted(i.code for i in store.issues()) == ["EndpointError", "ResolutionError"]
    store.revise([Revision(made.reading, made.mentions, RULES)])
    assert [i.code for i in store.issues()] == ["ResolutionError"]


def test_readings_come_with_the_tier_of_their_document(store: RecordStore) -> None:
    """The latest of each document, in the order in which they were made."""
    first, second = document("one"), document("two")
    store.write([first, second])
    again = document("one", text=TEXT + "完", reader="text@2")
    store.write([again])
    assert second.reading is not None
    store.set_tier([("document", second.reading.document)], "public", "told by the press")
    found = [(reading.id, tier) for reading, tier in store.readings()]
    assert again.reading is not None
    assert found == [(second.reading.id, "public"), (again.reading.id, "team")]
