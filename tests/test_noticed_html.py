"""The markup that every widget is made of: a changed attribute, element or word is
noticed.
"""

from markupsafe import Markup

from helpers import html

SCROLLS = (
    '<div class="pb-scroll" tabindex="0" role="region" aria-label="The lines"'
    ' data-same="lines"><p>a</p>&lt;</div>'
)
CHOICE = (
    "<fieldset><legend>Your verdict</legend>"
    '<label><input type="radio" name="g" data-action="verdict/accept/7"> I accept it'
    "</label>"
    '<label><input type="radio" name="g" data-action="verdict/open/7" checked> I leave'
    " it open</label></fieldset>"
)
TABLE = (
    '<table class="pb-lines"><caption style="text-align:left">Two &lt; three</caption>'
    '<col style="width:25%"><col style="width:75%">'
    '<thead><tr><th scope="col" style="text-align:right">n</th>'
    '<th scope="col" style="text-align:left">word</th></tr></thead>'
    '<tbody><tr><td style="text-align:right">1</td>'
    '<td style="text-align:left">a&amp;b</td></tr><tr><td>made</td></tr></tbody>'
    "</table>"
)


def test_elements_without_an_end():
    for name in ("br", "col", "hr", "img", "input", "meta"):
        assert html.tag(name, class_="x") == f'<{name} class="x">'
    assert html.tag("p") == "<p></p>"


def test_attributes_are_named_as_html_names_them():
    made = html.tag("p", data_same="a", for_="b", hidden=False, checked=True, lang=None)
    assert made == '<p data-same="a" for="b" checked></p>'
    assert html.tag("p", title='"<&') == '<p title="&#34;&lt;&amp;"></p>'


def test_a_table():
    rows = [[1, "a&b"], Markup("<tr><td>made</td></tr>")]
    sides, widths = ["right", "left"], [25, 75]
    heads = ["n", "word"]
    made = html.table("Two < three", heads, rows, "pb-lines", sides, widths)
    assert made == TABLE


def test_a_table_whose_rows_have_names():
    made = html.table(None, ["word", "n"], [["will", 44]], named=True)
    assert '<tr><th scope="row">will</th><td>44</td></tr>' in made


def test_a_table_without_what_can_be_left_out():
    assert html.table(None, ["n"], [[1]]) == (
        '<table><thead><tr><th scope="col">n</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody></table>"
    )
    assert "<caption>One</caption>" in html.table("One", ["n"], [[1]])
    # a column beyond those whose side is given has none
    assert html.table(None, ["a", "b"], [], sides=["left"]).count("style=") == 1


def test_a_button():
    assert html.button("open/1", "Open <it>", "pb-quiet") == (
        '<button type="button" class="pb-quiet" data-action="open/1">'
        "Open &lt;it&gt;</button>"
    )
    assert 'class=""' in html.button("open", "Open")


def test_a_choice():
    options = {"accept": "I accept it", "open": "I leave it open"}
    assert html.choice("Your verdict", "verdict", options, "open", 7, "g") == CHOICE


def test_two_choices_do_not_exclude_each_other():
    options = {"a": "A", "b": "B"}
    first, second = (html.choice("Which?", "x", options, None, n) for n in (1, 2))
    names = [made.split('name="')[1].split('"')[0] for made in (first, second)]
    assert names[0] != names[1]
    assert all(name.startswith("pb-r") for name in names)
    assert first.count(f'name="{names[0]}"') == 2
    assert "checked" not in first


def test_what_is_folded():
    assert html.details("More <", Markup("<p>a</p>"), class_="x", open=True) == (
        '<details class="x" open><summary>More &lt;</summary><p>a</p></details>'
    )


def test_a_region_that_scrolls():
    made = html.scroll("The lines", Markup("<p>a</p>"), "<", same="lines")
    assert made == SCROLLS
    assert html.scroll("The lines", "a") == (
        '<div class="pb-scroll" tabindex="0" role="region" aria-label="The lines">'
        "a</div>"
    )
