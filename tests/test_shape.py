"""The house: modules and functions of a size to be read at a glance, one name for one
thing, and public functions that say what they want and what they give.
"""

import ast
import io
import pathlib
import re
import tokenize

import pytest

ROOT = pathlib.Path(__file__).parent.parent
MODULES = sorted(
    path
    for folder in ("helpers", "tools", "hub")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts  # the hub's proxy, when it is there
)
MOST_LINES, MOST_IN_FUNCTION = 400, 30
#: Words that once named many things each; what they named has a name of its own now.
WORN = {"found", "one", "there", "said", "told", "heard", "page"}

each = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def functions(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def code_lines(source):
    """The numbers of the lines with code: no docstring, no comment, no blank line."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = [
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node)
    ]
    skipped = {n for doc in docs for n in range(doc.lineno, doc.end_lineno + 1)}
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT}
    blank |= {tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = {
        n
        for token in tokens
        if token.type not in blank
        for n in range(token.start[0], token.end[0] + 1)
    }
    return lines - skipped


@each
def test_a_module_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@each
def test_a_function_is_read_at_a_glance_or_says_why_it_is_longer(path):
    source = path.read_text(encoding="utf-8")
    lines, code = source.splitlines(), code_lines(source)
    for node in functions(ast.parse(source)):
        size = len(code & set(range(node.lineno, node.end_lineno + 1)))
        around = lines[max(0, node.lineno - 3) : node.end_lineno]
        reason = any(re.search(r"# Long: \w.{10,}", line) for line in around)
        assert size <= MOST_IN_FUNCTION or reason, f"{node.name}: {size} lines"


@each
def test_no_name_is_worn_out(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.name for node in functions(tree)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {a.attr for a in ast.walk(tree) if isinstance(a, ast.Attribute)}
    assert not names & WORN, names & WORN
    assert path.stem not in WORN


@each
def test_a_public_function_says_what_it_wants_and_gives(path):
    if "widgets" in path.parts:  # a widget's methods are called by the page
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in [n for n in tree.body if isinstance(n, ast.FunctionDef)]:
        if node.name.startswith("_"):
            continue
        wanted = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [arg.arg for arg in wanted if arg.annotation is None]
        assert not bare, f"{node.name}: {', '.join(bare)}"
        assert node.returns is not None, f"{node.name}: what it gives"
        assert ast.get_docstring(node), f"{node.name}: no docstring"
