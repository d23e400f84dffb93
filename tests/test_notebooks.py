"""The notebooks: their form, every quotation and citation in them, the numbers in their prose, and a run of each with the network cut."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from helpers import handouts, texts, words
from helpers.segments import tokenise

ROOT = pathlib.Path(__file__).parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SESSIONS = [path for path in PATHS if path.stem[0].isdigit()]
each = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)


def cells(path, kind):
    return ["".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


@each
def test_stored_clean(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in stored["cells"]]
    assert len(set(ids)) == len(ids)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in stored["cells"])
    code = cells(path, "code")
    assert code[0].startswith('import sys; sys.path.insert(0, "..")\n')
    assert max(len(source.splitlines()) for source in code) <= 15


@pytest.mark.parametrize("path", SESSIONS, ids=lambda p: p.stem)
def test_a_session_has_its_parts(path):
    prose = "\n".join(cells(path, "markdown"))
    for part in ("What you will do", "What you will learn", "**The question.**", "**What it shows.**", "**Back to the passage.**",
                 "## What this cannot show", "## Exercises", "## For discussion", "## Further reading", "minutes"):  # fmt: skip
        assert part in prose, part
    assert prose.count("### Exercise") >= 3
    assert prose.count("<summary>Hint</summary>") >= 3
    assert prose.count("<summary>A possible answer</summary>") >= 3


@each
def test_every_citation_resolves(path):
    for cite in re.findall(r"\b(?:1906|1936):\d+(?:\.\d+)?", "\n".join(cells(path, "markdown") + cells(path, "code"))):
        texts.passage(cite)


@each
def test_every_cited_quotation_is_exact(path):
    prose = re.sub(r"\n>? ?", " ", "\n".join(cells(path, "markdown")))
    quoted = re.findall(r"“([^”]+)” \(((?:1906|1936):\d+(?:, (?:1906|1936):\d+)*)\)", prose)
    quoted += re.findall(
        r"(?:^|\s)>? ?([A-Z][^>“”]+\.) \(((?:1906|1936):\d+)\)(?=\s|$)",
        "\n".join(re.findall(r"^> .*$", "\n".join(cells(path, "markdown")), re.M)),
    )
    assert quoted
    for quotation, cites in quoted:
        plain = quotation.replace("’", "'").strip(" .,?").removeprefix("> ")
        assert any(plain in texts.passage(cite) for cite in cites.split(", ")), (quotation, cites)


@each
def test_links_lead_to_files(path):
    for target in re.findall(r"\]\(([^)#:]+)\)", "\n".join(cells(path, "markdown"))):
        assert (path.parent / target).exists(), target


def test_numbers_in_the_prose(early, late):
    prose = re.sub(r"\s+", " ", "\n".join(source for path in PATHS for source in cells(path, "markdown")))

    def in_sections(query, titles):
        numbers = [int(c.split(":")[1]) for c in words.positions(late, query)["cite"]]
        return sum(section.first <= n <= section.last for n in numbers for section in late.sections if section.title in titles)

    party = in_sections("party", ["The party and the bans", "Machine and obedience"])
    assert f"of its {words.count(late, 'party')} places {party} lie in two neighbouring sections" in prose
    held = in_sections("property", ["Who owns the state", "Three hypotheses"])
    assert in_sections("party", ["Who owns the state", "Three hypotheses"]) == 10  # "returns ten times"
    assert f"{held} of its {words.count(late, 'property')} places lie in “Who owns the state”" in prose
    assert (
        f"*Will* stands {words.count(early, 'will')} times in the short text and {words.count(late, 'will')} times in the long one" in prose
    )
    assert f"a difference remains: {words.count(early, 'program*')} against {words.count(late, 'program*')}" in prose
    assert (words.count(early, "betray*"), words.count(late, "betray*")) == (1, 5)  # "stands once", "Six lines"
    assert words.count(late, "kulak") + words.count(late, "kulaks") == 5
    assert words.concordance(early, "village*")["cite"].tolist() == ["1906:7"] * 3
    assert words.concordance(late, "village*")["cite"].tolist() == ["1936:59"]
    assert words.count(early, "dictatorship") == words.count(late, "dictatorship") == 7
    assert words.concordance(early, "we")["cite"].tolist() == ["1906:18", "1906:27", "1906:27"]
    assert f"{words.count(late, 'we')} times in 1936 and 3 times in 1906: 2.4 and 1.0 in a thousand words" in prose
    quoted = texts.voices(late).query("voice == 'quoted'").groupby("speaker")["count"].sum()
    assert f"*Bureaucracy* runs through the text (DP {words.dispersion(late, 'bureaucracy').dp:.2f})" in prose
    assert f"*Party* does so less (DP {words.dispersion(late, 'party').dp:.2f})" in prose
    section = early.sections[-1]
    in_section = sum(len(tokenise(early[n].text)) for n in range(section.first, section.last + 1))
    assert round(in_section / 200) == 3  # "about three minutes"
    assert abs(quoted["Lenin"] / quoted.sum() - 0.5) < 0.02  # "half of all the words it quotes are Lenin's"
    minutes = {t.id: round(t.words / 200) for t in (early, late)}
    assert f"the text of 1906 takes {minutes['1906']} minutes and the text of 1936 takes {minutes['1936']}" in prose
    kulaks = texts.voices(late)[texts.voices(late)["words"].str.contains("kulak")]
    assert sorted(kulaks["speaker"]) == ["Postyshev", "Postyshev", "Pravda"]


@each
def test_runs_to_the_bottom_with_the_network_cut(path, tmp_path):
    # In a process of its own, on a copy, so that answers kept there do not reach this repository.
    for name in ("notebooks", "texts", "helpers"):
        shutil.copytree(ROOT / name, tmp_path / name)
    code = (
        "import sys, pathlib; from helpers import handouts; notebook = handouts.run(pathlib.Path(sys.argv[1]));"
        "outputs = [o for c in notebook.cells for o in c.get('outputs', [])];"
        "assert not [o for o in outputs if o.get('name') == 'stderr'], outputs;"
        "pathlib.Path('handout.html').write_text(handouts.to_html(notebook, 'x'), encoding='utf-8')"
    )
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'tests/no_network'}{os.pathsep}{tmp_path}", "IPYTHONDIR": str(tmp_path / "ipython")}
    command = [sys.executable, "-c", code, str(tmp_path / "notebooks" / path.name)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=tmp_path, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    handout = (tmp_path / "handout.html").read_text(encoding="utf-8")
    assert "<script" not in handout
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', handout)
    assert "<img alt=" in handout
    assert "sys.path" not in handout  # no code
    assert "A possible answer" not in handout
    assert ".ipynb" not in handout
    if path.stem == "1-reading":
        assert "Left to its own resources" in handout  # the reader in its static form
        assert "6 lines for" in handout  # and the concordance


def test_the_network_is_cut_there():
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    env = os.environ | {"PYTHONPATH": str(ROOT / "tests/no_network")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert "the network is blocked in this test" in done.stderr


def test_the_sheet_of_passages():
    sheet = handouts.sheet_of_passages()
    for paragraph in [*texts.load("1936").core, texts.load("1906")[34]]:
        assert paragraph.cite in sheet
    assert "<button" not in sheet


@each
def test_valid(path):
    nbformat.validate(nbformat.read(path, as_version=4))
