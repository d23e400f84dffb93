"""Every notebook, run and written as one page to print, and a sheet of passages for a room without computers: `make handouts`."""

import pathlib
import re

from helpers import texts
from helpers.widgets import page

ROOT = pathlib.Path(__file__).parent.parent
_ASIDE = re.compile(r"<details>.*?</details>", re.DOTALL)  # hints and possible answers: not for the sheet that is handed out
_PRINT = """
figure { break-inside: auto }
:is(main, .jp-Notebook, .jp-Cell, .jp-Cell *) { overflow: visible !important }
figure table :is(td, th) { font-size: 7.5pt; padding: 2px 4px; vertical-align: top; white-space: normal; overflow-wrap: break-word }
figure table:has(th:nth-child(6)) { table-layout: fixed; width: 100% }
@page wide { size: A4 landscape; margin: 10mm }
figure img { max-height: 24cm; width: auto !important; max-width: 100% }
figure details:has(th:nth-child(6)) { page: wide }
"""
WIDGET = "application/vnd.jupyter.widget-view+json"


def run(path):
    """The notebook with its outputs, run in its own folder; an error in a cell is raised."""
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=place, extra_arguments=["--log-level=ERROR"]).execute()
    return notebook


def to_html(notebook, title):
    """A run notebook as one self-contained page: text, pictures, tables and the static form of each widget, without the code."""
    from nbconvert import HTMLExporter

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _ASIDE.sub("", cell.source).replace(".ipynb)", ".html)")
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["title"] = title
    exporter = HTMLExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True, embed_images=True)
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'<script[^>]*\bsrc="[^"]*"[^>]*>\s*</script>', "", body)  # what only a live page needs, from elsewhere
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return body.replace("</head>", f"<style>{_PRINT}</style></head>").replace(
        "<details><summary>The data", "<details open><summary>The data"
    )


def sheet_of_passages():
    """The last section of 1906 and the core of 1936 as a page to print."""
    first, last = texts.load("1906"), texts.load("1936")
    section = first.sections[-1]
    chosen = [(first, first[number]) for number in range(section.first, section.last + 1)] + [(last, paragraph) for paragraph in last.core]
    body = "".join(page.paragraph_html(paragraph, text, live=False) for text, paragraph in chosen)
    css = (ROOT / "helpers/widgets/panel.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Passages</title><style>{css}</style>'
        f"<body class='pb-panel pb-static'><h1>Prospect and Betrayal: passages</h1>"
        f"<p>{first.title} ({first.year}), “{section.title}”, and the core of {last.title} ({last.year}).</p>{body}</body></html>"
    )


def write(folder=ROOT / "handouts"):
    """Write all handouts into a folder, and return their paths."""
    folder.mkdir(exist_ok=True)
    written = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        written.append(folder / f"{path.stem}.html")
        written[-1].write_text(to_html(run(path), path.stem), encoding="utf-8")
    written.append(folder / "sheet-passages.html")
    written[-1].write_text(sheet_of_passages(), encoding="utf-8")
    return written


if __name__ == "__main__":
    for handout in write():
        print(f"{handout.relative_to(ROOT)}  {handout.stat().st_size / 1e6:.1f} MB")
