"""What stands beside the texts: every citation is right, every outside statement has
its source, the unchecked are listed.
"""

import re

import pytest

from helpers import texts
from helpers.errors import SeminarError
from helpers.segments import sentences

README = texts.FOLDER / "README.md"
PEOPLE, GLOSSARY = texts.people(), texts.glossary()
EVENTS = texts.timeline()
SOURCE = re.compile(r".+\b(1[5-9]\d\d|20\d\d|n\.d\.)\b.*|Wikipedia.*")
NAMES = """
Kerensky Tsereteli Lenin Mirabeau Brissot Robespierre Barras Bonaparte Rakovsky Babeuf
Pilsudski Hitler Stalin Troyanovsky Maisky Potemkin Suritz Khinchuk Krupskaya Ilych
Zinoviev Kamenev Rykov Bukharin Tomsky Molotov Yagoda Engels Postyshev Stakhanov
Antonio
""".split()


def stands_in(form, cite, fold):
    flags = re.IGNORECASE if fold else 0
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", texts.passage(cite), flags)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p["name"])
def test_each_person_stands_where_the_citations_say_and_nowhere_else(
    person, early, late
):
    found = [
        p.cite
        for p in [*early, *late]
        if any(stands_in(form, p.cite, False) for form in person["forms"])
    ]
    assert person["cites"] == found
    assert len(sentences(person["text"])) == 2


def test_everyone_named_is_there():
    forms = {form for person in PEOPLE for form in person["forms"]}
    assert set(NAMES) <= forms
    assert {"Chiang Kai-shek", "Napoleon III", "the author of these lines"} <= forms


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda e: e["term"])
def test_each_term_stands_where_the_citations_say(entry, early, late):
    found = [
        p.cite
        for p in [*early, *late]
        if any(stands_in(form, p.cite, True) for form in entry["forms"])
    ]
    assert entry["cites"] == (found[:3] if entry.get("more") == "yes" else found)
    assert len(sentences(entry["text"])) == 2


def test_what_comes_from_outside_has_author_work_and_year():
    for entry in [*PEOPLE, *GLOSSARY]:
        assert entry.get("checked", "no") in ("yes", "no")
        if entry.get("source"):
            assert SOURCE.fullmatch(entry["source"]), entry
    for event in EVENTS.itertuples():
        assert event.checked in ("yes", "no")
        assert (
            SOURCE.fullmatch(event.source)
            or event.title == "Pravda declares exploitation ended"
        ), event.title


def test_the_timeline():
    assert list(EVENTS.columns) == [
        "date",
        "end",
        "title",
        "event",
        "named",
        "cite",
        "note",
        "source",
        "checked",
        "found",
        "settle",
    ]
    assert list(EVENTS["date"]) == sorted(EVENTS["date"])
    for event in EVENTS.itertuples():
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", event.date)
        assert len(sentences(event.event)) == 1
        assert len(event.title.split()) <= 6, event.title
        assert (event.named == "yes") == bool(event.cite), event.title
        for cite in event.cite.split():
            texts.passage(cite)
    titles = " ".join(EVENTS[EVENTS["named"] == "no"]["title"])
    for needed in (
        "Suppression of Kronstadt",
        "Red Terror",
        "Militarized labour",
        "Famine in the Soviet Union",
        "Decree on Land",
        "Ukrainian People's Republic",
        "Red Army conquers Georgia",
        "Polish-Soviet War",
    ):
        assert needed in titles


def test_a_timeline_that_is_cut_at_a_day_tells_no_ending_that_came_later():
    day = "1921-03-05"
    told = texts.timeline("1917", day)
    whole = EVENTS.set_index("title")
    so_far = {
        each.get("name", each["title"]): each for each in texts.listed("unfinished.yml")
    }
    for event in told.itertuples():
        assert f"{event.date}-99-99"[:10] <= day  # it had begun, whenever in 1921
        if event.title in so_far:
            source = whole.loc[so_far[event.title]["title"]]
            assert source["end"] > day or len(source["end"]) < 7
            assert (event.event, event.end) == (so_far[event.title]["words"], "")
        else:
            assert f"{event.end or event.date}-99-99"[:10] <= day
            assert event.event == whole.loc[event.title, "event"]
    said = " ".join([*told["title"], *told["event"]])
    for ending in ("storm", "prisoners shot", "1922", "crush", "overthrew its", "Riga"):
        assert ending not in said, ending
    assert {"Kronstadt told to surrender", "Bans on other parties"} <= set(
        told["title"]
    )
    assert "First World War" in set(told["title"])  # begun before, over in these years
    assert "Famine on the Volga" not in set(told["title"])  # some day of 1921
    assert "Trotsky ordered" not in said


def test_what_is_told_before_an_end_is_of_a_row_and_one_sentence():
    for each in texts.listed("unfinished.yml"):
        row = EVENTS[EVENTS["title"] == each["title"]].iloc[0]
        assert row["end"]
        assert len(sentences(each["words"])) == 1
        assert len(each.get("name", "").split()) <= 6


def test_a_timeline_wants_dates():
    for wrong in ("5 March 1921", "21", 1921, None):
        with pytest.raises(SeminarError, match="a date in quotation marks"):
            texts.timeline(until=wrong)


def test_where_the_text_is_off_the_timeline_says_so():
    notes = EVENTS.set_index("title")["note"]
    assert "1923" in notes["Communist rising in Bulgaria"]
    assert "Italy" in notes["The word totalitarian appears"]
    assert "1936:31" in EVENTS.set_index("title").loc["First Moscow trial", "cite"]


def test_the_index_page_is_right_that_nothing_is_named_between_1906_and_1917():
    named = EVENTS[EVENTS["named"] == "yes"]
    assert named[(named["date"] >= "1906") & (named["date"] < "1917")].empty


def test_voices_stand_in_the_texts_and_leave_out_no_quotation(early, late):
    for text in (early, late):
        table = texts.voices(text)
        assert set(table["voice"]) <= {
            "quoted",
            "reported",
            "imagined",
            "distance",
            "translator",
        }
        for row in table.itertuples():
            assert (
                text[int(row.cite.split(":")[1])].text[row.start : row.end] == row.words
            )
    covered = {
        cite: [(r.start, r.end) for r in rows.itertuples()]
        for cite, rows in texts.voices(late).groupby("cite")
    }
    for paragraph in late:
        for quotation in re.finditer(r'"([^"]+)"', paragraph.text):
            spans = covered.get(paragraph.cite, [])
            assert any(
                start <= quotation.start(1) and quotation.end(1) <= end
                for start, end in spans
            ), quotation.group()


def test_about_a_twentieth_of_1936_stands_in_quotation_marks(late):
    from helpers.segments import tokenise

    quoted = sum(
        len(tokenise(q))
        for p in late
        if p.counted
        for q in re.findall(r'"([^"]+)"', p.text)
    )
    assert 0.045 < quoted / late.words < 0.055


def test_explanations_are_of_the_longest_form(late):
    explained = {
        late[12].text[a:b]: entry.get("term") or entry["name"]
        for a, b, entry in texts.explained(late[12])
    }
    assert explained["Chiang Kai-shek"] == "Chiang Kai-shek"
    assert explained["permanent revolution"] == "Permanent revolution"
    spans = [(a, b) for a, b, _ in texts.explained(late[12])]
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:]))


def test_the_readme_lists_what_is_unchecked():
    listed = README.read_text(encoding="utf-8")
    for row in texts.unchecked().itertuples():
        assert f"{row.entry} ({row.source}). Would settle it: {row.settle}" in listed, (
            f"{row.file}: {row.entry}; say make unchecked"
        )


def test_the_core_of_1936_is_some_3000_words(late):
    from helpers.segments import tokenise

    assert 2850 <= sum(len(tokenise(p.text)) for p in late.core) <= 3150
