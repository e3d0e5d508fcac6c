"""The pages tell the truth: blocks run as written, links lead somewhere, names are complete, nothing is stale."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from placet import cli, votes
from placet.dossier import checks, schema
from placet.dossier.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
WRITTEN_BY_TOOLS = {".venv", ".venv-lock", "build", "dist", "node_modules"}


def files(pattern: str) -> list[Path]:
    """Return the files of the project, without what tools write."""
    found = sorted(ROOT.rglob(pattern))
    parts = [(path, path.relative_to(ROOT).parts) for path in found if path.is_file()]
    return [
        path
        for path, names in parts
        if not WRITTEN_BY_TOOLS & set(names)
        and not any((name.startswith(".") and name != ".ci") or name == "__pycache__" for name in names)
    ]


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def beside(tmp_path, monkeypatch) -> Path:
    """Work in an empty folder in which `examples/` is the project's, so that nothing is written into the project."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The README


def test_the_python_of_the_readme_runs_and_says_what_it_says(beside, capsys):
    """As written; each comment that states a result is compared with it."""
    (block,) = blocks(ROOT / "README.md", "python")
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)  # noqa: S102
    printed = capsys.readouterr().out
    a = names["a"]
    assert repr(a) in printed
    for line in block.splitlines():
        found = re.fullmatch(r"print\((.*)\)\s+# (shut .*)", line)
        if found:
            assert f"{found[2]}\n" in printed
    assert "shut ['HU'] ['HU', 'IT', 'SK']\n" in printed
    months = a.plan.trained(months=24)
    assert 0 < months.low <= months.mid <= months.high
    assert (beside / "build" / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_readme_has_ten_lines_of_python():
    """As its heading says."""
    (block,) = blocks(ROOT / "README.md", "python")
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    assert "Ten lines of Python" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_verb_stands_in_its_page_and_the_readme_names_no_other():
    """By the name under which it is called."""
    verbs = {name for name in cli.app if not name.startswith("-")}
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert [] == sorted(verb for verb in verbs if f"## placet {verb}" not in page)
    named = set(re.findall(r"`placet ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"new", "check", "status", "why", "what-if", "diff", "brief", "test", "rules", "formats"} <= named <= verbs


# The reference


def test_every_field_of_the_dossier_is_described():
    """Each part has its table, each field its row and its words."""
    page = (ROOT / "docs" / "reference" / "dossier.md").read_text(encoding="utf-8")
    parts = [
        kind
        for kind in vars(schema).values()
        if isinstance(kind, type) and issubclass(kind, schema.Part) and kind not in (schema.Part, schema.Assumed)
    ]
    missing = []
    for part in parts:
        table = re.search(rf"^## {part.__name__}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
        if not table:
            missing.append(part.__name__)
            continue
        for name, field in part.model_fields.items():
            row = re.search(rf"^\| `{re.escape(field.alias or name)}` \| ([^|]+)", table[1], re.MULTILINE)
            if not row or not row[1].strip():
                missing.append(f"{part.__name__}.{field.alias or name}")
    assert [] == missing


def test_every_rule_format_and_check_is_described():
    """In its page of the reference."""
    pages = {name: (ROOT / "docs" / "reference" / f"{name}.md").read_text() for name in ("rules", "formats", "checks")}
    assert [] == [r.id for r in votes.rules() if f"| `{r.id}` |" not in pages["rules"]]
    assert [] == [f.name for f in FORMATS if f"| `{f.name}` |" not in pages["formats"]]
    written = {p.stem for p in Path(str(checks.__file__)).parent.glob("*.py")} - {"__init__"}
    assert [] == sorted(name for name in written if f"### {name}\n" not in pages["checks"])


def test_the_generated_pages_are_current():
    """`./run docs` would change nothing."""
    pages = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()
    assert [] == [name for name, text in pages.items() if (ROOT / name).read_text(encoding="utf-8") != text]


def test_a_stale_page_is_named(monkeypatch, tmp_path):
    """And fails the check."""
    module = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    monkeypatch.setitem(module["main"].__globals__, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    with pytest.raises(SystemExit, match=r"^stale: .*docs/reference/cli\.md.*Run \./run docs and commit\.$"):
        module["main"]()


# Every page

LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")


def pages() -> list[Path]:
    """Return the pages of the project, without goldens and dossier sources."""
    return [p for p in files("*.md") if not {"golden", "sources"} & set(p.relative_to(ROOT).parts)]


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    """To a file of the project, and to a heading where it names one."""
    broken = []
    for link in LINK.findall(re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert [] == broken


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


# Words that must stand nowhere: places of one machine, hosts of package registries. Put together here, so that this
# file does not contain them itself.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers"]) + r")/[\w.]",
            r"py" + r"pi\.org",
            r"pythonho" + r"sted\.org",
            r"registry\.npm" + r"js",
            r"(?:index|extra-index)-u" + r"rl",
            r"BEGIN [A-Z ]*PRIVATE K" + r"EY",
        ]
    )
)


def test_no_file_names_a_machine_or_a_registry():
    """Of all text files of the project."""
    found = []
    for path in files("*"):
        with contextlib.suppress(UnicodeDecodeError):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if FORBIDDEN.search(line):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert [] == found


def test_the_forbidden_words_would_be_found():
    """So that the test above can fail."""
    for text in ("see /ro" + "ot/x", "cd /wo" + "rk/main", "https://py" + "pi.org/simple", "--index-u" + "rl x"):
        assert FORBIDDEN.search(text)
    assert not FORBIDDEN.search("https://example.org/wo" + "rk/programme")


def public(tree: ast.Module) -> Iterator[str]:
    """Yield the public names of a module that have no docstring."""
    if not ast.get_docstring(tree):
        yield "(the module)"
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node) and not is_overload(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                        protocol = any(isinstance(b, ast.Name) and b.id == "Protocol" for b in node.bases)
                        if not ast.get_docstring(part) and not protocol:
                            yield f"{node.name}.{part.name}"


def is_overload(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """Whether a function is only a signature."""
    return any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)


def test_every_public_name_says_what_it_is():
    """Modules, classes, functions and methods of the package."""
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files("*.py")
        if path.is_relative_to(ROOT / "src")
        for name in public(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [] == missing


# The tutorial


def steps() -> list[tuple[str, str]]:
    """Return the commands of the tutorial's console blocks with what they print."""
    found = []
    for block in blocks(ROOT / "docs" / "tutorial.md", "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


def said_by(command: str) -> str:
    """Return what a command prints; `placet` runs in this process, anything else in a shell."""
    if not command.startswith("placet "):
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), contextlib.suppress(SystemExit):
        cli.main(shlex.split(command)[1:])
    return out.getvalue()


def likeness(written: str) -> str:
    """Return the pattern of an output; a line `...` stands for any lines, `...` at a line's end for its rest."""
    lines = [re.escape(line).replace(r"\.\.\.", r"[^\n]*") for line in written.splitlines()]
    return "\n".join(r"(?:.*\n)*?.*" if line == r"[^\n]*" else line for line in lines)


def test_the_tutorial_prints_what_it_says(beside):
    """Every command, one after the other, in an empty folder beside the examples."""
    assert len(steps()) >= 10
    for command, written in steps():
        said = said_by(command).rstrip()
        assert re.fullmatch(likeness(written), said), f"$ {command}\n{said}\n\nbut the tutorial has\n\n{written}"
    assert (beside / "my-mission" / "dossier.yaml").exists()
