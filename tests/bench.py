"""Time what must be fast, and print ratios against the peers in the same run, each in an environment of its own: `make bench`.

Every measurement is a subprocess, so that imports and caches of one do not help another. Numbers differ from machine to machine; the
ratios are what to quote. No test depends on them.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).parent.parent
PEERS = ["nltk==3.10.4", "scikit-learn==1.9.1"]
HOME = ROOT / ".bench"

TIMED = """
import time
def timed(call, times=3):
    found = []
    for _ in range(times):
        began = time.perf_counter(); result = call(); found.append(time.perf_counter() - began)
    return found, result
"""
TILED = """
import json, sys, time
sys.path.insert(0, ROOT)
from helpers import texts
both = [p.markdown for t in (texts.load("1906"), texts.load("1936")) for p in t if p.counted]
content = "---\\nid: tiled\\ntitle: Tiled\\nyear: 2000\\n---\\n\\n" + "\\n\\n".join(both * TIMES)
"""
OURS = """
from helpers import words
text = texts.Text(content)
index, found = timed(lambda: words.Index(text))
lines, table = timed(lambda: words.concordance(text, "the"), 4)
near, _ = timed(lambda: words.collocates(text, "state"), 4)
near_the, _ = timed(lambda: words.collocates(text, "the"), 4)
print(json.dumps({"words": len(found), "lines": len(table), "index": index, "concordance, first": lines[:1], "concordance, warm": lines[1:],
                  "collocates of state, warm": near[1:], "collocates of the, warm": near_the[1:]}))
"""
PEER_TEXT = """
import pathlib
paragraphs = json.loads(pathlib.Path(PARAGRAPHS).read_text(encoding="utf-8"))
"""
NLTK = """
import nltk, re
word = re.compile(r"[^\\W_]+(?:['’-][^\\W_]+)*")
tokens = [w.lower() for p in paragraphs for w in word.findall(p)]
index, found = timed(lambda: nltk.ConcordanceIndex(tokens), 1)
lines, listed = timed(lambda: found.find_concordance("the", width=130), 3)
near, _ = timed(lambda: nltk.BigramCollocationFinder.from_words(tokens, window_size=6), 1)
print(json.dumps({"version": nltk.__version__, "lines": len(listed), "index": index, "concordance": lines, "collocations, window 5": near}))
"""
SKLEARN = """
import sklearn
from sklearn.feature_extraction.text import CountVectorizer
CountVectorizer().fit_transform(paragraphs[:100])
index, _ = timed(lambda: CountVectorizer().fit_transform(paragraphs))
print(json.dumps({"version": sklearn.__version__, "index": index}))
"""
EVALUATED = """
import json, sys
sys.path.insert(0, ROOT)
from helpers import arguments
later = arguments.load("1936")
seconds, found = timed(lambda: arguments.evaluate(later), 9)
print(json.dumps({"nodes": len(found), "seconds": seconds}))
"""
FRESH = """
import asyncio, json, sys, time
sys.path.insert(0, ROOT)
began = time.perf_counter(); from helpers import texts; texts.load("1906"); texts.load("1936"); ours = time.perf_counter() - began
began = time.perf_counter(); import pandas; peer = time.perf_counter() - began
print(json.dumps({"ours": ours, "pandas": peer}))
"""


def run(python, code):
    """Run code in a process of its own; the last line it prints is JSON."""
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False, cwd=HOME)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def in_fresh_kernel(code):
    """Run code as the first cell of a new kernel."""
    import nbclient
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, kernel_name="python3", extra_arguments=["--log-level=ERROR"]).execute()
    return json.loads("".join(o["text"] for o in notebook.cells[0].outputs if o.get("name") == "stdout"))


def peers():
    """A Python with the peers and nothing of ours; made on the first run."""
    python = HOME / "peers" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = HOME / "peers" / "complete"
    if not stamp.exists() or stamp.read_text() != " ".join(PEERS):
        venv.create(HOME / "peers", clear=True, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS], check=True)
        stamp.write_text(" ".join(PEERS))
    return python


def ours(times):
    return run(sys.executable, f"ROOT, TIMES = {str(ROOT)!r}, {times}\n" + TIMED + TILED + OURS)


def peer(code, times):
    paragraphs = HOME / f"tiled-{times}.json"
    if not paragraphs.exists():
        write = f"open({str(paragraphs)!r}, 'w').write(json.dumps([p.text for p in texts.Text(content)]))"
        run(sys.executable, f"ROOT, TIMES = {str(ROOT)!r}, {times}\n" + TIMED + TILED + write + "\nprint('{}')")
    return run(peers(), f"import json, time\nPARAGRAPHS = {str(paragraphs)!r}\n" + TIMED + PEER_TEXT + code)


def middle(seconds):
    return statistics.median(seconds)


if __name__ == "__main__":
    HOME.mkdir(exist_ok=True)
    mine, nltk, sklearn = ours(80), peer(NLTK, 80), peer(SKLEARN, 80)
    print(f"The two texts tiled to {mine['words']:,} words; medians, in seconds.")
    rows = [
        ("index", middle(mine["index"]), f"scikit-learn {sklearn['version']}, CountVectorizer", middle(sklearn["index"]), 1),
        (
            f"all {mine['lines']:,} lines of “the”",
            middle(mine["concordance, warm"]),
            f"NLTK {nltk['version']}",
            middle(nltk["concordance"]),
            10,
        ),
        (
            "collocates of “state”",
            middle(mine["collocates of state, warm"]),
            "NLTK, window of 5",
            middle(nltk["collocations, window 5"]),
            50,
        ),
        ("collocates of “the”", middle(mine["collocates of the, warm"]), "NLTK, window of 5", middle(nltk["collocations, window 5"]), 50),
    ]
    for name, own, other, theirs, wanted in rows:
        print(f"{name:32} {own:8.3f}   {other:40} {theirs:8.3f}   {theirs / own:7.1f} times as fast (wanted: {wanted})")
    fresh = [in_fresh_kernel(f"ROOT = {str(ROOT)!r}\n{FRESH}") for _ in range(5)]
    own, theirs, share = (middle(values) for values in zip(*((f["ours"], f["pandas"], f["ours"] / f["pandas"]) for f in fresh)))
    print(f"fresh kernel: helpers and both texts {own:.3f}, pandas {theirs:.3f}: {share:.2f} of it (wanted: under 0.10)")
    judged = run(sys.executable, f"ROOT = {str(ROOT)!r}\n{TIMED}{EVALUATED}")
    print(f"map of {judged['nodes']} claims and arguments: evaluated in {middle(judged['seconds']):.4f} (wanted: 0.02 for 200)")
    large = ours(800)
    print(f"growth to {large['words']:,} words, in times of the above:")
    for name in ("index", "concordance, warm", "collocates of the, warm"):
        print(f"  {name:30} {middle(large[name]) / middle(mine[name]):.1f}")
