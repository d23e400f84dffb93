"""Session 2 as a person meets it: the map by keyboard, a map of one's own, repairs,
threads.
"""

import re

import pytest
from conftest import axe_findings, stop_kernel
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


FIRST = '"Lock-outs and resignation"'
MAPS = (
    FIRST,
    '"Who owns the state"',
    'ArgumentMap("1906", "spine',
    'ArgumentMap("1936", "spine',
)


@pytest.fixture(scope="module")
def session(shared_notebook):
    """Session 2, run once; a test runs the cells anew that it is about."""
    return shared_notebook("2-argument")


@pytest.fixture
def maps(session, fresh):
    """Session 2 with its four maps as they are at first: no verdict is given."""
    return fresh(session, *MAPS)


def the_map(page, text_id="1906", number=0):
    return page.get_by_role("group", name=f"Argument map of {text_id}", exact=True).nth(
        number
    )


def box(panel, title):
    return panel.locator("svg").get_by_role(
        "button", name=re.compile(f"^{re.escape(title)}\\.")
    )


def test_a_premise_rejected_by_keyboard_changes_the_conclusion(maps):
    page, panel = maps, the_map(maps)
    status = panel.get_by_role("status")
    expect(box(panel, "Expropriation only way")).to_have_accessible_name(
        re.compile(r"\. open\. ")
    )
    box(panel, "Lock-outs answer it").focus()
    page.keyboard.press("Enter")
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    expect(detail).to_be_focused()
    expect(
        detail.locator("mark").filter(
            has_text="the organized and determined resistance of the capitalists"
        )
    ).to_be_visible()
    page.keyboard.press("Tab")
    expect(detail.get_by_label("I accept it")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("You rejected [Lock-outs answer it].")
    expect(status).to_contain_text(
        "[Eight-hour day] is unsupported here: you rejected [Lock-outs answer it]."
    )
    expect(detail.get_by_label("I reject it")).to_be_focused()
    expect(detail.get_by_label("I reject it")).to_be_checked()
    expect(box(panel, "Expropriation only way")).to_have_accessible_name(
        re.compile("unsupported here")
    )
    # The other map of the same text shows it too, without being touched.
    expect(
        box(the_map(page, number=1), "Expropriation only way")
    ).to_have_accessible_name(re.compile("unsupported here"))
    page.keyboard.press("ArrowUp")
    expect(status).to_contain_text("You accepted [Lock-outs answer it].")
    detail.get_by_role("button", name="What would unseat it?").press("Enter")
    expect(status).to_contain_text("is listed beside the map")
    detail.get_by_role("button", name="Back to the map").press("Enter")
    expect(box(panel, "Lock-outs answer it")).to_be_focused()
    # Tab goes through the picture from above, and what was opened stays open.
    tops = panel.locator(".pb-box").evaluate_all(
        "boxes => boxes.map(box => box.querySelector('.pb-shape').getBBox().y)"
    )
    assert tops == sorted(tops)
    panel.get_by_text("How to read the map").press("Enter")
    expect(panel.get_by_text("A claim stands above what speaks for it")).to_be_visible()
    detail.get_by_label("I leave it open").check()
    expect(status).to_contain_text("You left open")
    expect(panel.get_by_text("A claim stands above what speaks for it")).to_be_visible()
    panel.get_by_text("How to read the map").press("Enter")


def judge(panel, title, verdict):
    box(panel, title).press("Enter")
    detail = panel.get_by_role("region", name=title, exact=True)
    detail.get_by_label(verdict).check()
    expect(panel.get_by_role("status")).to_contain_text(f"[{title}]")
    return detail


def test_a_claim_and_its_objection_then_its_cruxes(maps):
    page, panel = maps, the_map(maps)
    judge(panel, "Lock-outs answer it", "I accept it")
    judge(panel, "Bargain was struck", "I accept it")
    expect(panel.get_by_role("status")).to_contain_text(
        "You hold both [Lock-outs answer it] and [Bargain was struck]"
    )
    expect(panel.get_by_text("You cannot keep both.")).to_be_visible()
    judge(panel, "Bargain was struck", "I reject it")
    expect(panel.get_by_text("You cannot keep both.")).to_have_count(0)
    judge(panel, "Workers could manage", "I reject it")
    expect(box(panel, "Expropriation only way")).to_have_accessible_name(
        re.compile(r"\. stands\. ")
    )
    box(panel, "Expropriation only way").press(" ")
    detail = panel.get_by_role("region", name="Expropriation only way", exact=True)
    expect(detail.get_by_text("It takes no verdict of its own.")).to_be_visible()
    detail.get_by_role("button", name="What would unseat it?").press("Enter")
    expect(panel.get_by_role("status")).to_contain_text(
        "What would unseat [Expropriation only way] is listed"
    )
    sets = detail.get_by_role("listitem").filter(
        has_text=re.compile("^(reject|accept) ")
    )
    expect(sets).to_have_count(8)
    expect(sets.last).to_have_text(
        "reject Flight is worse and reject Better not to enter"
    )
    detail.get_by_role("button", name="Only what bears on it").press("Enter")
    expect(panel.get_by_role("status")).to_contain_text(
        "Only what bears on [Expropriation only way]: 14 claims and arguments"
    )
    expect(panel.get_by_label("Part", exact=True)).to_have_value("bears")
    panel.get_by_label("Part", exact=True).select_option("Russia and Europe")
    expect(panel.get_by_role("status")).to_contain_text("18 claims and arguments.")
    expect(box(panel, "State support needed")).to_be_visible()
    # A claim that a detail names leads to its own part.
    panel.get_by_role("button", name="Eight-hour day", exact=True).click()
    expect(panel.get_by_label("Part", exact=True)).to_have_value(
        "Lock-outs and resignation"
    )
    assert axe_findings(page) == []


def test_the_outline_is_a_list_of_the_part_shown_in_the_words_of_the_page(maps):
    panel = the_map(maps, "1936")
    outline = panel.get_by_role("region", name=re.compile("^Outline of Who owns"))
    expect(outline).to_be_hidden()
    panel.get_by_label("Show the outline").press(" ")
    undercut = outline.get_by_role("listitem").filter(
        has_text=re.compile("^is undercut by Too early to say\\. ")
    )
    expect(undercut).to_be_visible()
    expect(undercut.locator("xpath=../..")).to_have_role("listitem")  # in another
    judge(panel, "Control is ownership", "I reject it")
    expect(outline).to_contain_text("[rejected, as you chose]")
    judge(panel, "Control is ownership", "I accept it")
    expect(outline).to_contain_text("[stands: you accepted it]")
    expect(undercut).to_contain_text("[answered by [Control is ownership]")
    assert not re.search(r"\[falls|open: open", outline.inner_text())
    outline.get_by_role("button", name="Too early to say").first.press("Enter")
    expect(
        panel.get_by_role("region", name="Too early to say", exact=True)
    ).to_be_focused()
    expect(box(panel, "Too early to say")).to_have_accessible_name(
        re.compile(r"answered by \[Control is ownership\]")
    )
    panel.get_by_label("Show the outline").press(" ")


# In a window of some size, with the list of files open


IN_SIGHT = """element => {
    const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
        && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    const mine = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement)
        if (/auto|scroll|hidden/.test(getComputedStyle(around).overflowY)
            && around.clientHeight && !inside(mine, around.getBoundingClientRect()))
            return false;
    return inside(mine, {left: 0, top: 0, right: innerWidth, bottom: innerHeight});
}"""


def wait_in_sight(page, *places):
    """Wait until all of these are whole in the window, nothing around cutting them."""
    handles = [place.element_handle() for place in places]
    page.wait_for_function(
        f"elements => elements.every({IN_SIGHT})", arg=handles, timeout=20_000
    )


@pytest.fixture
def small(maps):
    """The maps in a window of 1024 × 700."""
    maps.set_viewport_size({"width": 1024, "height": 700})
    expect(maps.locator("#jp-left-stack")).to_be_visible()  # the list of files
    yield maps
    maps.set_viewport_size({"width": 1280, "height": 1000})


def test_a_verdict_its_message_and_what_changed_are_in_a_small_window(small):
    page, panel = small, the_map(small)
    box(panel, "Lock-outs answer it").click()
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    reject, status = detail.get_by_label("I reject it"), panel.get_by_role("status")
    wait_in_sight(page, reject)
    for verdict, title in (("I reject it", "rejected"), ("I accept it", "accepted")):
        radio = detail.get_by_label(verdict)
        before = radio.bounding_box()
        page.mouse.click(before["x"] + 5, before["y"] + 5)  # nothing scrolls for it
        expect(status).to_contain_text(f"You {title} [Lock-outs answer it].")
        expect(radio).to_be_checked()
        changed = panel.get_by_role("button", name=re.compile("changed by your last"))
        expect(changed).not_to_have_count(0)
        wait_in_sight(page, status, *changed.all(), *detail.get_by_role("radio").all())
        assert radio.bounding_box() == pytest.approx(before, abs=2)
    assert "[Eight-hour day] is" in status.inner_text()


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1920, 1080)])
def test_the_core_map_shows_its_conclusion_and_all_four_premises(maps, size):
    maps.set_viewport_size({"width": size[0], "height": size[1]})
    panel = the_map(maps)
    panel.get_by_role("region", name=re.compile("to scroll$")).evaluate(
        "pane => pane.scrollIntoView({ block: 'nearest' })"
    )
    titles = ["Expropriation only way", "Lock-outs answer it", "No excuse to retreat"]
    titles += ["No bargain possible", "State can run them"]
    wait_in_sight(maps, *(box(panel, title) for title in titles))
    pane = panel.get_by_role("region", name=re.compile("to scroll$"))
    assert pane.evaluate("pane => pane.scrollWidth <= pane.clientWidth")
    maps.set_viewport_size({"width": 1280, "height": 1000})


def test_the_wheel_is_the_pages_until_the_map_is_entered(small):
    page, panel = small, the_map(small)
    pane = panel.get_by_role("region", name=re.compile("to scroll$"))
    pane.evaluate("pane => pane.scrollIntoView()")
    place, top = pane.bounding_box(), pane.evaluate("pane => pane.scrollTop")
    page.mouse.move(place["x"] + 8, place["y"] + 100)
    page.mouse.wheel(0, 90)
    page.wait_for_function(
        "([pane, y]) => pane.getBoundingClientRect().y < y - 80",
        arg=[pane.element_handle(), place["y"]],
    )
    assert pane.evaluate("pane => pane.scrollTop") == top
    page.mouse.click(place["x"] + 8, place["y"] + 100)
    expect(pane).to_be_focused()
    page.mouse.wheel(0, 90)
    page.wait_for_function(
        "([pane, top]) => pane.scrollTop > top", arg=[pane.element_handle(), top]
    )


def test_the_small_picture_leads_to_a_place_and_back_to_the_map_shows_it(small):
    page, panel = small, the_map(small)
    pane = panel.get_by_role("region", name=re.compile("to scroll$"))
    box(panel, "Lock-outs answer it").press("Enter")
    expect(
        panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    ).to_be_focused()
    whole = panel.locator(".pb-whole")
    expect(whole).to_be_visible()
    bottom = whole.bounding_box()["height"] - 3
    whole.click(position={"x": 30, "y": bottom})
    wait_in_sight(page, box(panel, "Flight is worse"))
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    back = detail.get_by_role("button", name="Back to the map")
    back.evaluate("button => button.scrollIntoView({ block: 'start' })")
    back.press("Enter")
    expect(box(panel, "Lock-outs answer it")).to_be_focused()
    wait_in_sight(page, pane, box(panel, "Lock-outs answer it"))


def test_what_does_not_bear_on_the_open_claim_is_pale_and_can_be_read(maps):
    panel = the_map(maps)
    box(panel, "Bargain was struck").press("Enter")
    expect(box(panel, "Bargain was struck")).to_have_attribute("aria-current", "true")
    pale = re.compile("pb-aside")
    for title in ("Bargain was struck", "Lock-outs answer it", "Eight-hour day"):
        expect(box(panel, title)).not_to_have_class(pale)
    for title in ("Fits capitalism", "Flight is worse", "Resign and appeal"):
        expect(box(panel, title)).to_have_class(pale)
    words = box(panel, "Fits capitalism").locator("text").first
    red, *_ = words.evaluate("text => getComputedStyle(text).fill.match(/\\d+/g)")
    assert int(red) <= 0x6F  # 5:1 on white


def test_only_what_bears_on_it_says_when_nothing_is_left_out(maps):
    panel = the_map(maps)
    box(panel, "Lock-outs answer it").press("Enter")
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    only = detail.get_by_role("button", name="Only what bears on it")
    only.press("Enter")
    status = panel.get_by_role("status")
    expect(status).to_have_text(re.compile("the nearest first[.]$"))
    expect(only).to_be_focused()
    only.press("Enter")
    expect(status).to_contain_text("They are those that were drawn before.")
    wait_in_sight(maps, box(panel, "Lock-outs answer it"))


def test_an_explanation_stays_open_when_a_verdict_draws_the_passage_anew(maps):
    panel = the_map(maps)
    box(panel, "Lock-outs answer it").press("Enter")
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    term = detail.locator(".pb-term").first
    term.press("Enter")
    expect(term).to_have_attribute("aria-expanded", "true")
    detail.get_by_label("I leave it open").check()
    expect(panel.get_by_role("status")).to_contain_text(
        "You left open [Lock-outs answer it]"
    )
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(detail.locator(".pb-explanation").first).to_be_visible()


def test_a_verdict_that_cannot_be_kept_is_said_and_is_kept_later(notebook, folder):
    panel, store = the_map(notebook("2-argument", FIRST)), folder / "answers"
    box(panel, "Lock-outs answer it").press("Enter")
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    expect(detail).to_be_visible()
    store.write_text("a file where the folder should be")
    detail.get_by_label("I reject it").click()
    expect(panel.get_by_role("status")).to_contain_text(
        "This could not be kept in me.jsonl"
    )
    expect(
        detail.get_by_label("I reject it")
    ).to_be_checked()  # not lost while the page lives
    store.unlink()
    detail.get_by_label("I leave it open").check()
    detail.get_by_label("I reject it").check()
    expect(panel.get_by_role("status")).to_contain_text(
        "You rejected [Lock-outs answer it]"
    )
    expect(box(panel, "Eight-hour day")).to_have_accessible_name(
        re.compile("unsupported here")
    )


def test_the_words_of_a_box_stay_inside_it(maps):
    over = """panel => [...panel.querySelectorAll('.pb-box')].flatMap(box => {
        const frame = box.querySelector('.pb-shape').getBBox();
        return [...box.querySelectorAll('text')].filter(text => {
            const words = text.getBBox();
            const right = words.x + words.width, bottom = words.y + words.height;
            return words.x < frame.x || right > frame.x + frame.width
                || bottom > frame.y + frame.height;
        }).map(text => text.textContent);
    })"""
    for text_id in ("1906", "1936"):
        panel = the_map(maps, text_id)
        for part in (
            panel.get_by_label("Part", exact=True)
            .locator("option")
            .evaluate_all("options => options.map(o => o.value)")
        ):
            panel.get_by_label("Part", exact=True).select_option(part)
            expect(
                panel.get_by_role(
                    "region", name=f"Map of {text_id}, {part}, to scroll", exact=True
                )
            ).to_be_visible()
            assert panel.evaluate(over) == []


def test_a_planted_fault_is_hinted_at_and_mended(session, fresh):
    page = fresh(session, 'RepairMap("queue')
    panel = page.get_by_role("group", name=re.compile("^The queue and the policeman"))
    source, status = panel.get_by_role("textbox"), panel.get_by_role("status")
    panel.get_by_role("button", name="Is it mended?").press("Enter")
    expect(status).to_contain_text(
        "The quotation of [Power starts there] does not stand in 1936:62 as it is"
        " written."
    )
    panel.get_by_role("button", name="Give me a hint").press("Enter")
    expect(status).to_contain_text("One of them says more than the text says.")
    broken = source.input_value()
    source.fill(broken.replace("the only source", "the starting point"))
    expect(status).to_contain_text("2 of 2 quotations stand in the text.")
    panel.get_by_role("button", name="Is it mended?").press("Enter")
    expect(status).to_contain_text("Mended. The text calls the queue")
    source.fill("nonsense")
    expect(status).to_contain_text("1 line needs mending")
    panel.get_by_role("button", name="Is it mended?").press("Enter")
    expect(status).to_contain_text("The map cannot be read yet: line 1")


def test_our_reading_of_a_thread_waits_for_the_readers_own(session, fresh):
    page = fresh(session, "Threads(")
    panel = page.get_by_role("group", name="Threads from 1906 to 1936")
    panel.get_by_label("Thread", exact=True).select_option("cleansing")
    expect(
        panel.get_by_text("If an apparatus has to be cleansed twice")
    ).to_be_visible()
    expect(panel.get_by_text("Our reading:")).to_have_count(0)
    panel.get_by_label("1936 revises it").press(" ")
    expect(panel.get_by_role("status")).to_contain_text("1936 revises it.")
    expect(panel.get_by_text("Our reading:")).to_have_count(
        0
    )  # an arrow key passes over judgements
    panel.get_by_role("button", name="Show our reading").press("Enter")
    expect(panel.get_by_text("Our reading: 1936 keeps the claim.")).to_be_visible()
    panel.get_by_label("Thread", exact=True).select_option("betrayal")
    expect(panel.get_by_text("Our reading:")).to_have_count(0)


def test_indicator_words_are_hidden_until_asked_for(session, fresh):
    page = fresh(session, "Signs(")
    panel = page.get_by_role("group", name="Indicator words")
    listed = panel.get_by_role("list", name="Indicator words")
    expect(listed).to_have_count(0)
    expect(panel.locator("mark")).to_have_count(0)
    panel.get_by_role("button", name="Mark the indicator words").press("Enter")
    expect(listed).to_contain_text("conclusion (“therefore”)")


def test_verdicts_outlive_the_kernel_and_go_to_a_file_and_back(notebook, tmp_path):
    page = notebook("2-argument", FIRST)
    panel = the_map(page)
    judge(panel, "No bargain possible", "I reject it")
    expect(box(panel, "Eight-hour day")).to_have_accessible_name(
        re.compile("unsupported here")
    )
    with page.expect_download() as waiting:
        panel.get_by_role("button", name="Download my verdicts").click()
    waiting.value.save_as(tmp_path / "verdicts.json")
    assert (tmp_path / "verdicts.json").read_text() == '{"1906-057": "reject"}'
    stop_kernel(page)
    notebook("2-argument", FIRST)
    expect(box(panel, "No bargain possible")).to_have_accessible_name(
        re.compile("you rejected it")
    )
    panel.get_by_role("button", name="Start again").click()
    expect(box(panel, "Eight-hour day")).to_have_accessible_name(
        re.compile(r"\. open\. ")
    )
    panel.get_by_label("Restore them from a file").set_input_files(
        tmp_path / "verdicts.json"
    )
    expect(box(panel, "Eight-hour day")).to_have_accessible_name(
        re.compile("unsupported here")
    )
    for other in (
        "<b>no verdicts</b>",
        "[1, 2]",
        '{"1906-057": ["x"]}',
        '{"1936-001": "accept"}',
        "[" * 100_000,
        "",
    ):
        (tmp_path / "other.json").write_text(other)
        panel.get_by_label("Restore them from a file").set_input_files(
            tmp_path / "other.json"
        )
        expect(panel.get_by_role("status")).to_have_text(
            re.compile(
                "^This file has no verdicts on Results and Prospects. Choose one"
            )
        )
        judge(
            panel, "Workers could manage", "I leave it open"
        )  # so that the next message is a new one
    # What was judged since is not in the file, and an id that is no more is passed
    # over.
    (tmp_path / "verdicts.json").write_text(
        '{"1906-057": "reject", "1906-999": "accept"}'
    )
    panel.get_by_label("Restore them from a file").set_input_files(
        tmp_path / "verdicts.json"
    )
    expect(panel.get_by_role("status")).to_contain_text(
        "1 of your verdicts are as in the file, and no others."
    )
    expect(box(panel, "Workers could manage")).to_have_accessible_name(
        re.compile(r"\. open\. ")
    )
    expect(box(panel, "Eight-hour day")).to_have_accessible_name(
        re.compile("unsupported here")
    )


def test_a_map_of_ones_own_is_drawn_checked_and_kept(notebook):
    page = notebook("2-argument", "OwnMap(")
    panel = page.get_by_role("group", name=re.compile("^Your map"))
    source, status = panel.get_by_role("textbox"), panel.get_by_role("status")
    source.fill(
        "[Relief]: <img src=x onerror=alert(1)> must come.\n\n\tand a tab\n  +"
        " [Reason]: a reason"
    )
    mend = panel.get_by_role("list", name="To mend")
    expect(status).to_contain_text("3 lines need mending")
    expect(mend).to_contain_text("Line 1: there is an angle bracket inside the claim.")
    expect(mend).to_contain_text("Line 3: there is a tab.")
    mend.get_by_role("button", name="Go to line 3").press("Enter")
    expect(source).to_be_focused()
    assert (
        source.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
        == "\tand a tab"
    )
    source.fill(
        "[Relief]: The government must act & quickly. \n  <+ [No excuses]: It cannot"
        " answer with theory. "
    )
    expect(status).to_contain_text("2 claims; none has a quotation yet.")
    expect(
        panel.locator("svg").get_by_role("button", name=re.compile("^Relief"))
    ).to_be_visible()
    # The words selected in the passage go in at the cursor, here at the end of the
    # first line.
    source.click()
    source.press("Control+Home")
    panel.locator('[data-cite="1906:19"] p').click(
        click_count=3, position={"x": 20, "y": 10}
    )
    panel.get_by_role("button", name="Put the selected words into my map").first.click()
    expect(status).to_contain_text("1 of 1 quotations stand in the text.")
    quotations = panel.get_by_role("list", name="Quotations")
    expect(quotations).to_have_text(
        re.compile("^.Relief. “Let us take another example. .* stands in 1906:19$")
    )
    panel.locator("svg").get_by_role("button", name=re.compile("^Relief")).press(
        "Enter"
    )
    expect(panel.locator("mark")).to_contain_text(["Let us take another example."])
    written = source.input_value()
    with page.expect_download() as waiting:
        panel.get_by_role("button", name="Download", exact=True).click()
    assert waiting.value.suggested_filename == "argument-own.argdown"
    stop_kernel(page)
    notebook("2-argument", "OwnMap(")
    expect(source).to_have_value(written)
    expect(
        panel.locator("svg").get_by_role("button", name=re.compile("^No excuses"))
    ).to_be_visible()


def test_a_verdict_given_to_a_stopped_kernel_is_not_shown_as_given(notebook):
    page = notebook("2-argument", FIRST)
    panel = the_map(page)
    box(panel, "Lock-outs answer it").press("Enter")
    detail = panel.get_by_role("region", name="Lock-outs answer it", exact=True)
    expect(detail).to_be_visible()
    stop_kernel(page)
    detail.get_by_label("I reject it").click()
    expect(panel.get_by_role("status")).to_contain_text(
        "what is marked as chosen is what was kept last"
    )
    expect(detail.get_by_label("I reject it")).not_to_be_checked()


def test_two_maps_of_one_part_are_both_redrawn(notebook):
    page = notebook("2-argument", 'ArgumentMap("1906", "spine', FIRST)
    for command in (  # of the cell that was run last
        "notebook:copy-cell",
        "notebook:paste-cell-below",
        "notebook:run-cell",
    ):
        page.evaluate("command => window.jupyterapp.commands.execute(command)", command)
    maps = page.get_by_role("group", name="Argument map of 1906", exact=True)
    expect(maps).to_have_count(3)
    for giving, verdict, label in (
        (0, "I reject it", "unsupported here"),
        (1, "I leave it open", "open"),
    ):
        judge(maps.nth(giving), "Lock-outs answer it", verdict)
        for number in range(3):
            expect(box(maps.nth(number), "Eight-hour day")).to_have_accessible_name(
                re.compile(rf"\. {label}\. ")
            )
