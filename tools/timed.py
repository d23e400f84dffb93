"""What `make bench` times: code that is run in processes of their own."""

TIMED = """
import time


def timed(call, times=3):
    found = []
    for _ in range(times):
        began = time.perf_counter()
        result = call()
        found.append(time.perf_counter() - began)
    return found, result
"""

TILED = """
import json, sys, time

sys.path.insert(0, ROOT)
from helpers import texts

both = [
    p.markdown for t in (texts.load("1906"), texts.load("1936")) for p in t if p.counted
]
content = "---\\nid: tiled\\ntitle: Tiled\\nyear: 2000\\n---\\n\\n" + "\\n\\n".join(
    both * TIMES
)
"""

OURS = """
from helpers import words

text = texts.Text(content)
index, found = timed(lambda: words.Index(text))
lines, table = timed(lambda: words.concordance(text, "the"), 4)
near, _ = timed(lambda: words.collocates(text, "state"), 4)
near_the, _ = timed(lambda: words.collocates(text, "the"), 4)
print(
    json.dumps(
        {
            "words": len(found),
            "lines": len(table),
            "index": index,
            "concordance, first": lines[:1],
            "concordance, warm": lines[1:],
            "collocates of state, warm": near[1:],
            "collocates of the, warm": near_the[1:],
        }
    )
)
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
near, _ = timed(
    lambda: nltk.BigramCollocationFinder.from_words(tokens, window_size=6), 1
)
print(
    json.dumps(
        {
            "version": nltk.__version__,
            "lines": len(listed),
            "index": index,
            "concordance": lines,
            "collocations, window 5": near,
        }
    )
)
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

COMPARED = """
import json, sys

sys.path.insert(0, ROOT)
from helpers import comparison, texts, widgets

a, b = texts.load("1906"), texts.load("1936")
table, _ = timed(lambda: comparison.keyness(a, b), 5)
translators, _ = timed(lambda: comparison.control(a, b, "1906-olgin"), 5)
explorer, _ = timed(lambda: widgets.Keyness(shuffles=0), 9)
against = widgets.WordAgainstWord()
control, _ = timed(
    lambda: against.receive(
        {"changed": {"query": "<we>, <past>"}, "action": "show", "number": 1}
    ),
    9,
)
times = {"table": table, "translators": translators}
print(json.dumps({**times, "explorer": explorer, "control": control}))
"""

SCATTERTEXT = """
import pandas as pd, scattertext as st

rows = pd.DataFrame(
    json.loads(open(PARAGRAPHS, encoding="utf-8").read()), columns=["text", "words"]
)


def build():
    corpus = st.CorpusFromPandas(
        rows,
        category_col="text",
        text_col="words",
        nlp=st.whitespace_nlp_with_sentences,
    ).build()
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
bags = [
    [str(w) for n, w in zip(row, read.vocabulary) for _ in range(n)]
    for row in read.counts
]
coherence, values = timed(
    lambda: [topics.npmi(words, bags) for words in model.words], 9
)
with open(PARAGRAPHS, "w") as file:
    json.dump(
        {
            "counts": read.counts.tolist(),
            "vocabulary": list(read.vocabulary),
            "topics": model.words,
            "bags": bags,
            "word_weights": model.word_weights.to_numpy().tolist(),
            "weights": model.weights.to_numpy().tolist(),
        },
        file,
    )
print(json.dumps({"explorer": explorer, "npmi": coherence, "values": values}))
"""

TOPIC_PEERS = """
import numpy as np, pyLDAvis
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel

given = json.loads(open(PARAGRAPHS).read())
counts = np.array(given["counts"])
shown = dict(
    topic_term_dists=np.array(given["word_weights"]),
    doc_topic_dists=np.array(given["weights"]),
    doc_lengths=counts.sum(axis=1),
    vocab=given["vocabulary"],
    term_frequency=counts.sum(axis=0),
)
kept = shown["doc_lengths"] > 0
shown["doc_topic_dists"], shown["doc_lengths"] = (
    shown["doc_topic_dists"][kept],
    shown["doc_lengths"][kept],
)
prepared, _ = timed(lambda: pyLDAvis.prepare(**shown, n_jobs=1))
dictionary = Dictionary(given["bags"])
make = lambda: CoherenceModel(
    topics=given["topics"],
    texts=given["bags"],
    dictionary=dictionary,
    coherence="c_npmi",
    window_size=10_000,
    topn=10,
    processes=1,
).get_coherence_per_topic()
coherence, values = timed(make)
print(
    json.dumps(
        {"explorer": prepared, "npmi": coherence, "values": [float(v) for v in values]}
    )
)
"""

CLICKED = """
import json, sys, tempfile

sys.path.insert(0, ROOT)
from helpers import widgets
from helpers.store.answers import Answers

panel = widgets.ArgumentMap("1936", store=Answers(tempfile.mkdtemp()))
verdicts = iter(["reject", "accept"] * 9)
click, _ = timed(
    lambda: panel.receive(
        {"action": f"verdict/{next(verdicts)}/1936-166", "number": 1}
    ),
    9,
)
print(json.dumps({"click": click}))
"""

FRESH = """
import asyncio, json, sys, time

sys.path.insert(0, ROOT)
began = time.perf_counter()
from helpers import texts

texts.load("1906")
texts.load("1936")
ours = time.perf_counter() - began
began = time.perf_counter()
import pandas

peer = time.perf_counter() - began
print(json.dumps({"ours": ours, "pandas": peer}))
"""

CLASS = """
import json, sys, tempfile

sys.path.insert(0, ROOT)
from helpers import discussion, widgets
from helpers.store import folders

folder = discussion.rehearse(tempfile.mkdtemp(), students=200)


def draw():
    folders._read_as.cache_clear()
    view = widgets.ClassView(folder)
    view.receive({"changed": {"show": "votes"}})
    return view


import pandas  # a kernel that shows a table has it

cold, view = timed(draw)
warm, _ = timed(lambda: view.receive({"action": "look"}))
print(json.dumps({"cold": cold, "warm": warm, "prompts": len(discussion.prompts())}))
"""

AUDITED = """
import itertools, json, sys

sys.path.insert(0, ROOT)
from helpers import checks, texts

cold, _ = timed(lambda: checks.audited("“is not enough” (1936:74)"), 1)
sentences = itertools.cycle(
    (p.cite, s.replace(chr(34), chr(39)))
    for t in texts.load_all()
    for p in t
    for s in p.sentences
)
essay, size = [], 0
for n, (cite, sentence) in enumerate(sentences):
    changed = sentence.replace(" the ", " a ", 1) if n % 3 == 0 else sentence
    essay.append(f"Here the author says something of it: “{changed}” ({cite}).\\n\\n")
    size += len(essay[-1].split())
    if size >= 5_000:
        break
warm, done = timed(lambda: checks.audited("".join(essay)))
print(json.dumps({"cold": cold, "warm": warm, "lines": len(done.lines), "size": size}))
"""
