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

ROOT = pathlib.Path(__file__).parent.parent
# each set in an environment of its own, since they do not agree on what they need
PEERS = {
    "text": ["nltk==3.10.4", "scikit-learn==1.9.1"],
    "scattertext": ["scattertext==0.2.2", "scipy<1.14", "six"],
    "topics": ["pyLDAvis==3.4.1", "gensim==4.4.0"],
}
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
from helpers.maps import arguments
later = arguments.load("1936")
seconds, found = timed(lambda: arguments.evaluate(later), 9)
print(json.dumps({"nodes": len(found), "seconds": seconds}))
"""
COMPARED = """
import json, sys
sys.path.insert(0, ROOT)
from helpers import comparison, texts, widgets
a, b = texts.load("1906"), texts.load("1936")
table, _ = timed(lambda: comparison.keyness(a, b), 5)
explorer, _ = timed(lambda: widgets.Keyness(shuffles=0), 9)
against = widgets.WordAgainstWord()
control, _ = timed(lambda: against.receive({"changed": {"query": "<we>, <past>"}, "say": "show", "number": 1}), 9)
print(json.dumps({"table": table, "explorer": explorer, "control": control}))
"""
SCATTERTEXT = """
import pandas as pd, scattertext as st
rows = pd.DataFrame(json.loads(open(PARAGRAPHS, encoding="utf-8").read()), columns=["text", "words"])
def build():
    corpus = st.CorpusFromPandas(rows, category_col="text", text_col="words", nlp=st.whitespace_nlp_with_sentences).build()
    names = {"category": "1906", "category_name": "1906", "not_category_name": "1936"}
    return st.produce_scattertext_explorer(corpus, minimum_term_frequency=1, **names)
explorer, page = timed(build)
print(json.dumps({"explorer": explorer, "bytes": len(page)}))
"""
TOPICS = """
import json, sys, tempfile
import numpy as np
sys.path.insert(0, ROOT)
from helpers import texts, topics, widgets
from helpers.store.answers import Answers
several = [texts.load("1906"), texts.load("1936")]
read = topics.documents(several)
model = topics.fit(read, k=10, method="lda")
panel = widgets.TopicExplorer(store=Answers(tempfile.mkdtemp()), k=10, method="lda")
explorer, _ = timed(panel._draw, 9)
bags = [[str(w) for n, w in zip(row, read.vocabulary) for _ in range(n)] for row in read.counts]
coherence, values = timed(lambda: [topics.npmi(words, bags) for words in model.words], 9)
with open(PARAGRAPHS, "w") as file:
    json.dump({"counts": read.counts.tolist(), "vocabulary": list(read.vocabulary), "topics": model.words, "bags": bags,
               "word_weights": model.word_weights.to_numpy().tolist(), "weights": model.weights.to_numpy().tolist()}, file)
print(json.dumps({"explorer": explorer, "npmi": coherence, "values": values}))
"""
TOPIC_PEERS = """
import numpy as np, pyLDAvis
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
given = json.loads(open(PARAGRAPHS).read())
counts = np.array(given["counts"])
shown = dict(topic_term_dists=np.array(given["word_weights"]), doc_topic_dists=np.array(given["weights"]), doc_lengths=counts.sum(axis=1),
             vocab=given["vocabulary"], term_frequency=counts.sum(axis=0))
kept = shown["doc_lengths"] > 0
shown["doc_topic_dists"], shown["doc_lengths"] = shown["doc_topic_dists"][kept], shown["doc_lengths"][kept]
prepared, _ = timed(lambda: pyLDAvis.prepare(**shown, n_jobs=1))
dictionary = Dictionary(given["bags"])
make = lambda: CoherenceModel(topics=given["topics"], texts=given["bags"], dictionary=dictionary, coherence="c_npmi", window_size=10_000,
                              topn=10, processes=1).get_coherence_per_topic()
coherence, values = timed(make)
print(json.dumps({"explorer": prepared, "npmi": coherence, "values": [float(v) for v in values]}))
"""
CLICKED = """
import json, sys, tempfile
sys.path.insert(0, ROOT)
from helpers import widgets
from helpers.store.answers import Answers
panel = widgets.ArgumentMap("1936", store=Answers(tempfile.mkdtemp()))
verdicts = iter(["reject", "accept"] * 9)
click, _ = timed(lambda: panel.receive({"say": f"verdict/{next(verdicts)}/1936-166", "number": 1}), 9)
print(json.dumps({"click": click}))
"""
FRESH = """
import asyncio, json, sys, time
sys.path.insert(0, ROOT)
began = time.perf_counter(); from helpers import texts; texts.load("1906"); texts.load("1936"); ours = time.perf_counter() - began
began = time.perf_counter(); import pandas; peer = time.perf_counter() - began
print(json.dumps({"ours": ours, "pandas": peer}))
"""


CLASS = """
import json, sys, tempfile
sys.path.insert(0, ROOT)
from helpers import discussion, widgets
from helpers.store import boards
folder = discussion.rehearse(tempfile.mkdtemp(), students=200)
def draw():
    boards._read_as.cache_clear()
    view = widgets.ClassView(folder)
    view.receive({"changed": {"show": "votes"}})
    return view
import pandas  # a kernel that shows a table has it
cold, view = timed(draw)
warm, _ = timed(lambda: view.receive({"say": "look"}))
print(json.dumps({"cold": cold, "warm": warm, "prompts": len(discussion.prompts())}))
"""


def run(python, code):
    """Run code in a process of its own; the last line it prints is JSON."""
    done = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=False, cwd=HOME
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def in_fresh_kernel(code):
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


def peers(name):
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


def ours(times):
    return run(
        sys.executable, f"ROOT, TIMES = {str(ROOT)!r}, {times}\n" + TIMED + TILED + OURS
    )


def peer(code, times):
    paragraphs = HOME / f"tiled-{times}.json"
    if not paragraphs.exists():
        write = (
            f"open({str(paragraphs)!r}, 'w').write(json.dumps([p.text for p in"
            " texts.Text(content)]))"
        )
        run(
            sys.executable,
            f"ROOT, TIMES = {str(ROOT)!r}, {times}\n"
            + TIMED
            + TILED
            + write
            + "\nprint('{}')",
        )
    return run(
        peers("text"),
        f"import json, time\nPARAGRAPHS = {str(paragraphs)!r}\n"
        + TIMED
        + PEER_TEXT
        + code,
    )


def middle(seconds):
    return statistics.median(seconds)


if __name__ == "__main__":
    HOME.mkdir(exist_ok=True)
    mine, nltk, sklearn = ours(80), peer(NLTK, 80), peer(SKLEARN, 80)
    print(f"The two texts tiled to {mine['words']:,} words; medians, in seconds.")
    rows = [
        (
            "index",
            middle(mine["index"]),
            f"scikit-learn {sklearn['version']}, CountVectorizer",
            middle(sklearn["index"]),
            1,
        ),
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
        (
            "collocates of “the”",
            middle(mine["collocates of the, warm"]),
            "NLTK, window of 5",
            middle(nltk["collocations, window 5"]),
            50,
        ),
    ]
    for name, own, other, theirs, wanted in rows:
        print(
            f"{name:32} {own:8.3f}   {other:40} {theirs:8.3f}   {theirs / own:7.1f}"
            f" times as fast (wanted: {wanted})"
        )
    fresh = [in_fresh_kernel(f"ROOT = {str(ROOT)!r}\n{FRESH}") for _ in range(5)]
    own, theirs, share = (
        middle(values)
        for values in zip(
            *((f["ours"], f["pandas"], f["ours"] / f["pandas"]) for f in fresh)
        )
    )
    print(
        f"fresh kernel: helpers and both texts {own:.3f}, pandas {theirs:.3f}:"
        f" {share:.2f} of it (wanted: under 0.10)"
    )
    judged = run(sys.executable, f"ROOT = {str(ROOT)!r}\n{TIMED}{EVALUATED}")
    print(
        f"map of {judged['nodes']} claims and arguments: evaluated in"
        f" {middle(judged['seconds']):.4f} (wanted: 0.02 for 200)"
    )
    clicked = run(sys.executable, f"ROOT = {str(ROOT)!r}\n{TIMED}{CLICKED}")
    print(
        "a verdict on it, until the new picture leaves Python:"
        f" {middle(clicked['click']):.3f} (wanted: 0.15 in the browser)"
    )
    compared = run(sys.executable, f"ROOT = {str(ROOT)!r}\n{TIMED}{COMPARED}")
    judging = run(sys.executable, f"ROOT = {str(ROOT)!r}\n" + TIMED + CLASS)
    many = (
        f"200 students, {judging['prompts']} prompts, two votes each, and their"
        " verdicts"
    )
    print(
        f"{many}: merged and drawn in {middle(judging['cold']):.2f}, again in"
        f" {middle(judging['warm']):.2f} (wanted: under 1)"
    )
    print(
        f"key words of both texts, 10,000 shuffles: {middle(compared['table']):.2f}"
        " (wanted: about 1)"
    )
    print(
        f"a control of word against word: {middle(compared['control']):.3f} (wanted:"
        " under 0.2)"
    )
    both = HOME / "both.json"
    write = (
        f"open({str(both)!r}, 'w').write(json.dumps([(t.id, p.text) for t in"
        " texts.load_all() for p in t if p.counted])); print('{}')"
    )
    run(
        sys.executable,
        f"import json, sys; sys.path.insert(0, {str(ROOT)!r}); from helpers import"
        f" texts\n{write}",
    )
    try:
        explored = run(
            peers("scattertext"),
            f"import json\nPARAGRAPHS = {str(both)!r}\n{TIMED}{SCATTERTEXT}",
        )
        times = middle(explored["explorer"]) / middle(compared["explorer"])
        print(
            f"picture of key words, without p: {middle(compared['explorer']):.3f},"
            f" scattertext 0.2.2 {middle(explored['explorer']):.2f}: ",
            end="",
        )
        print(f"{times:.0f} times as soon (wanted: 20)")
    except (subprocess.CalledProcessError, AssertionError) as error:
        print(
            "scattertext 0.2.2 could not be run here"
            f" ({str(error).splitlines()[-1] if str(error) else error!r})"
        )
    given = f"import json\nPARAGRAPHS = {str(HOME / 'topics.json')!r}\n{TIMED}"
    mine_topics = run(sys.executable, f"ROOT = {str(ROOT)!r}\n{given}{TOPICS}")
    try:
        theirs_topics = run(peers("topics"), given + TOPIC_PEERS)
        for name, label, other, wanted in (
            ("explorer", "topic explorer, ten topics", "pyLDAvis 3.4.1, prepare", 10),
            ("npmi", "NPMI of ten topics", "gensim 4.4.0, c_npmi", 20),
        ):
            own, theirs = middle(mine_topics[name]), middle(theirs_topics[name])
            print(
                f"{label:32} {own:8.3f}   {other:40} {theirs:8.3f}  "
                f" {theirs / own:7.1f} times as fast (wanted: {wanted})"
            )
        apart = max(
            abs(a - b) for a, b in zip(mine_topics["values"], theirs_topics["values"])
        )
        print(f"the two NPMI differ by at most {apart:.1e}")
    except (subprocess.CalledProcessError, AssertionError) as error:
        print(
            "pyLDAvis and gensim could not be run here"
            f" ({str(error).splitlines()[-1] if str(error) else error!r})"
        )
    large = ours(800)
    print(f"growth to {large['words']:,} words, in times of the above:")
    for name in ("index", "concordance, warm", "collocates of the, warm"):
        print(f"  {name:30} {middle(large[name]) / middle(mine[name]):.1f}")
