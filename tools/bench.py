"""Time what must be fast, and print ratios against the peers in the same run, each in
an environment of its own: `make bench`.

Every measurement is a subprocess, so that imports and caches of one do not help
another. Numbers differ from machine to machine; the ratios are what to quote. No test
depends on them.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import venv
from typing import Any

from tools.timed import (
    AUDITED,
    CLASS,
    CLICKED,
    COMPARED,
    EVALUATED,
    FRESH,
    NLTK,
    OURS,
    PEER_TEXT,
    SCATTERTEXT,
    SKLEARN,
    TILED,
    TIMED,
    TOPIC_PEERS,
    TOPICS,
)

ROOT = pathlib.Path(__file__).parent.parent
# each set in an environment of its own, since they do not agree on what they need
PEERS = {
    "text": ["nltk==3.10.4", "scikit-learn==1.9.1"],
    "scattertext": ["scattertext==0.2.2", "scipy<1.14", "six"],
    "topics": ["pyLDAvis==3.4.1", "gensim==4.4.0"],
}
HOME = ROOT / ".bench"


def run(python: object, code: str) -> Any:
    """Run code in a process of its own; the last line it prints is JSON."""
    done = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=False, cwd=HOME
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def in_fresh_kernel(code: str) -> Any:
    """Run code as the first cell of a new kernel."""
    import nbclient
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(
        notebook, kernel_name="python3", extra_arguments=["--log-level=ERROR"]
    ).execute()
    return json.loads(
        "".join(
            o["text"] for o in notebook.cells[0].outputs if o.get("name") == "stdout"
        )
    )


def peers(name: str) -> pathlib.Path:
    """A Python with some peers and nothing of ours; made on the first run."""
    python = HOME / name / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = HOME / name / "complete"
    if not stamp.exists() or stamp.read_text() != " ".join(PEERS[name]):
        venv.create(HOME / name, clear=True, with_pip=True)
        subprocess.run(
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                *PEERS[name],
            ],
            check=True,
        )
        stamp.write_text(" ".join(PEERS[name]))
    return python


def here(code: str) -> Any:
    """Run code of ours in a process of its own."""
    return run(sys.executable, f"ROOT = {str(ROOT)!r}\n{code}")


def ours(times: int) -> Any:
    """Times of ours on both texts, tiled so many times."""
    return here(f"TIMES = {times}\n{TIMED}{TILED}{OURS}")


def peer(code: str, times: int) -> Any:
    """Times of a peer on the same words."""
    paragraphs = HOME / f"tiled-{times}.json"
    if not paragraphs.exists():
        write = (
            f"open({str(paragraphs)!r}, 'w').write(json.dumps([p.text for p in"
            " texts.Text(content)]))\nprint('{}')"
        )
        here(f"TIMES = {times}\n{TIMED}{TILED}{write}")
    given = f"import json, time\nPARAGRAPHS = {str(paragraphs)!r}\n"
    return run(peers("text"), f"{given}{TIMED}{PEER_TEXT}{code}")


def middle(seconds: list[float]) -> float:
    """The median."""
    return statistics.median(seconds)


def ratio(name: str, own: float, other: str, theirs: float, wanted: object) -> None:
    """Print a time of ours, one of a peer, and how many times as fast we are."""
    print(
        f"{name:32} {own:8.3f}   {other:40} {theirs:8.3f}   {theirs / own:7.1f}"
        f" times as fast (wanted: {wanted})"
    )


def words_beside_peers() -> None:
    """Index, lines and collocates, beside scikit-learn and NLTK; and their growth."""
    mine, nltk, sklearn = ours(80), peer(NLTK, 80), peer(SKLEARN, 80)
    print(f"The two texts tiled to {mine['words']:,} words; medians, in seconds.")
    counter = f"scikit-learn {sklearn['version']}, CountVectorizer"
    ratio("index", middle(mine["index"]), counter, middle(sklearn["index"]), 1)
    lines, theirs = middle(mine["concordance, warm"]), middle(nltk["concordance"])
    name = f"all {mine['lines']:,} lines of “the”"
    ratio(name, lines, f"NLTK {nltk['version']}", theirs, 10)
    for word in ("state", "the"):
        near = middle(mine[f"collocates of {word}, warm"])
        theirs = middle(nltk["collocations, window 5"])
        ratio(f"collocates of “{word}”", near, "NLTK, window of 5", theirs, 50)
    large = ours(800)
    print(f"growth to {large['words']:,} words, in times of the above:")
    for name in ("index", "concordance, warm", "collocates of the, warm"):
        print(f"  {name:30} {middle(large[name]) / middle(mine[name]):.1f}")


def first_cell() -> None:
    """What helpers and both texts cost a new kernel, beside pandas."""
    fresh = [in_fresh_kernel(f"ROOT = {str(ROOT)!r}\n{FRESH}") for _ in range(5)]
    own, theirs = (middle([f[name] for f in fresh]) for name in ("ours", "pandas"))
    share = middle([f["ours"] / f["pandas"] for f in fresh])
    print(
        f"fresh kernel: helpers and both texts {own:.3f}, pandas {theirs:.3f}:"
        f" {share:.2f} of it (wanted: under 0.10)"
    )


def maps_and_classes() -> None:
    """Evaluating a map, a verdict, and a class of 200."""
    judged = here(f"{TIMED}{EVALUATED}")
    print(
        f"map of {judged['nodes']} claims and arguments: evaluated in"
        f" {middle(judged['seconds']):.4f} (wanted: 0.02 for 200)"
    )
    clicked = here(f"{TIMED}{CLICKED}")
    print(
        "a verdict on it, until the new picture leaves Python:"
        f" {middle(clicked['click']):.3f} (wanted: 0.15 in the browser)"
    )
    judging = here(f"{TIMED}{CLASS}")
    print(
        f"200 students, {judging['prompts']} prompts, two votes each, and their"
        f" verdicts: merged and drawn in {middle(judging['cold']):.2f}, again in"
        f" {middle(judging['warm']):.2f} (wanted: under 1)"
    )


def key_words() -> None:
    """Key words with their shuffles, and their picture beside scattertext."""
    compared = here(f"{TIMED}{COMPARED}")
    print(
        f"key words of both texts, 10,000 shuffles: {middle(compared['table']):.2f}"
        " (wanted: about 1)\nall words in two translations beside both texts:"
        f" {middle(compared['translators']):.2f} (wanted: 1)\na click in word against"
        f" word: {middle(compared['control']):.3f} (wanted: under 0.2)"
    )
    both = HOME / "both.json"
    here(
        "import json, sys\nsys.path.insert(0, ROOT)\nfrom helpers import texts\n"
        "pairs = [(t.id, p.text) for t in texts.load_all() for p in t if p.counted]\n"
        f"open({str(both)!r}, 'w').write(json.dumps(pairs))\nprint('{{}}')"
    )
    given = f"import json\nPARAGRAPHS = {str(both)!r}\n{TIMED}{SCATTERTEXT}"
    theirs = run(peers("scattertext"), given)["explorer"]
    own, other = middle(compared["explorer"]), "scattertext 0.2.2"
    ratio("picture of key words, without p", own, other, middle(theirs), 20)


def topic_models() -> None:
    """The explorer and NPMI, beside pyLDAvis and gensim."""
    given = f"import json\nPARAGRAPHS = {str(HOME / 'topics.json')!r}\n{TIMED}"
    mine, theirs = here(f"{given}{TOPICS}"), run(peers("topics"), given + TOPIC_PEERS)
    label, other = "topic explorer, ten topics", "pyLDAvis 3.4.1, prepare"
    ratio(label, middle(mine["explorer"]), other, middle(theirs["explorer"]), 10)
    label, other = "NPMI of ten topics", "gensim 4.4.0, c_npmi"
    ratio(label, middle(mine["npmi"]), other, middle(theirs["npmi"]), 20)
    apart = max(abs(a - b) for a, b in zip(mine["values"], theirs["values"]))
    print(f"the two NPMI differ by at most {apart:.1e}")


def essays() -> None:
    """An essay of 5,000 words, every quotation of it looked up."""
    done = here(f"{TIMED}{AUDITED}")
    print(
        f"an essay of {done['size']:,} words with {done['lines']} quotations, audited:"
        f" {middle(done['warm']):.2f}, and {middle(done['cold']):.2f} before it the"
        " first time (wanted: 1)"
    )


if __name__ == "__main__":
    HOME.mkdir(exist_ok=True)
    for measure in (
        words_beside_peers,
        first_cell,
        maps_and_classes,
        key_words,
        topic_models,
        essays,
    ):
        try:
            measure()
        except (subprocess.CalledProcessError, AssertionError) as error:
            last = (str(error).splitlines() or [repr(error)])[-1]
            print(f"{measure.__doc__} Could not be run here: {last}")
