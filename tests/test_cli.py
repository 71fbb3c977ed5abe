"""The command line: what it says, where, and with which exit code."""

from __future__ import annotations

import dataclasses
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import cli
from press import commands, doctor, report, route, scaffold, schema
from press.commands import project as names
from press.commands.check import FORMATS
from press.edition import Edition
from press.library import ENGINE, Library, open_library
from press.problem import Place, Problem, Severity
from press.route import Outcome, Run, State
from tests.ipp_printer import ABLE, KEYWORD, printer

ROOT = Path(__file__).parent.parent


VARIANTS = open_library(ROOT).variants


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


def handouts(*arguments: str, typed: str = "") -> Said:
    """Run the program in this process, as the entry point does."""
    with CliRunner().isolation(input=typed) as (out, err, _):
        with pytest.raises(SystemExit) as left:
            cli.main(list(arguments))
        return Said(int(left.value.code or 0), out.getvalue().decode(), err.getvalue().decode())


def program(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("HANDOUTS_B", "HANDOUTS_P", "NO_COLOR"))
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", env={**clean, **env}, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HANDOUTS_BRAND", "HANDOUTS_PROJECT", "HANDOUTS_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HANDOUTS_SETTINGS", str(tmp_path / "settings.yaml"))
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no.sock"))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three handouts, in English and Spanish."""
    root = tmp_path / "ours"
    scaffold.new_project(root, schema.files())
    scaffold.new_handout(root, "gout", "joints", ["en", "es"], VARIANTS)
    scaffold.new_handout(root, "gout-diet", "joints", ["en"], VARIANTS)
    edit(root / "handouts/joints/gout/en.yaml", "title: Gout", "title: Living with Gout")
    edit(root / "handouts/joints/gout/es.yaml", "title: Gout", "title: Vivir con la gota")
    monkeypatch.chdir(root)
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------- help, usage


def every_command() -> dict[str, click.Command]:
    group = cli.cli
    ctx = click.Context(group)
    found = {name: group.get_command(ctx, name) for name in group.list_commands(ctx)}
    return {name: command for name, command in found.items() if command is not None}


def test_every_module_is_a_command_or_shared() -> None:
    modules = {path.stem for path in (ROOT / "press/commands").glob("*.py")} - {"__init__"}
    assert {cli._module(name) for name in every_command()} == modules - commands.SHARED
    assert modules >= commands.SHARED


@pytest.mark.parametrize("name", every_command())
def test_every_command_has_help_with_examples_that_would_work(name: str) -> None:
    command = every_command()[name]
    said = handouts(name, "--help")
    assert said.code == 0
    assert "Examples:\n" in said.out
    assert max(map(len, (command.epilog or "").splitlines())) <= 120
    assert command.help
    below = list(command.commands.values()) if isinstance(command, click.Group) else []
    params = [param for one in (command, *below) for param in one.params]
    known = {option for param in params for option in (*param.opts, *param.secondary_opts)}
    for line in (command.epilog or "").splitlines():
        if line.strip().startswith(f"handouts {name} "):
            words = shlex.split(line.split("     ")[0].partition(" | ")[0])
            assert {word for word in words if word.startswith("-") and word != "-"} <= known, line


def test_the_help_lists_every_command_in_a_room() -> None:
    said = handouts("--help")
    assert said.code == 0
    for name in every_command():
        assert f"\n  {name} " in said.out
    assert handouts("-h") == said


def test_help_loads_nothing_that_takes_time() -> None:
    heavy = ("pydantic", "yaml", "babel", "rich", "weasyprint", "press.library", "press.route", "rapidfuzz")
    assert loaded(["--help"], heavy) == []


def test_check_and_find_load_no_typesetter(project: Path) -> None:
    heavy = ("weasyprint", "press.typeset", "press.route", "pikepdf", "jinja2", "fontTools")
    assert loaded(["--project", str(project), "check"], heavy) == []
    assert loaded(["--project", str(project), "find", "gout"], heavy) == []


def loaded(arguments: list[str], modules: tuple[str, ...]) -> list[str]:
    """Which of ``modules`` are loaded once a command has run, in a process of its own."""
    code = (
        "import sys, json, cli\n"
        f"try: cli.main({arguments!r})\n"
        "except SystemExit as left: assert not left.code, left.code\n"
        f"print(json.dumps([m for m in {modules!r} if m in sys.modules]), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stderr.splitlines()[-1])
    return found


def test_the_program_runs_as_a_program(tmp_path: Path) -> None:
    said = program("--version", cwd=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, "handouts 0.1.0\n", "")
    assert program("--help", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], 'There is no command "chek". Did you mean "check"?'),
        (["xyzzy"], '"handouts --help" shows them all.'),
        (["check", "--no-such"], "No such option"),
        (["check", "gouty"], 'There is no handout "gouty". Did you mean "gout"?'),
        (["check", "--lang", "sp"], 'There is no language "sp"'),
        (["check", "--explain", "open-gaps"], 'There is no rule "open-gaps". Did you mean "open-gap"?'),
        (["build", "--require", "en"], '"--require" goes with "--release"'),
        (["build", "goat"], 'There is no handout "goat". Did you mean "gout"?'),
        (["build", "--brand", "nobody"], 'There is no brand "nobody"'),
        (["build", "--variant", "larg-print"], 'Did you mean "large-print"?'),
        (["build", "--today", "03/04/2026"], "is not a date"),
        (["build", "--release", "--require", "klingon"], 'there is no language "klingon" to require'),
        (["get", "gout", "--open", "-o", "x.pdf"], 'One of "--output", "--open" and "--print"'),
        (["get", "gout", "--lang", "Elvish"], 'There is no language "Elvish"'),
        (["get", "gout", "--variant", "tiny"], 'There is no variant "tiny"'),
        (["get", "gout", "--brand", "nobody"], 'There is no brand "nobody"'),
        (["find", "gout", "--lang", "xx"], 'There is no language "xx"'),
        (["new", "Gout!", "--specialty", "joints"], '"gout"'),
        (["new", "gout", "--specialty", "other"], '"gout" exists already'),
        (["new", "x", "--specialty", "y", "--lang", "en,xx"], 'There is no language "xx"'),
        (["new", "x", "--specialty", "y", "--handouts", "gout"], '"--handouts" goes with "--packet"'),
        (["schema", "handouts"], 'There is no schema "handouts". Did you mean "handout"?'),
        (["--project", "nowhere", "check"], 'There is no folder handouts/ in "'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("project")
def test_wrong_usage_says_what_to_type_and_is_2(arguments: list[str], words: str) -> None:
    said = handouts(*arguments)
    assert said.code == 2
    assert words.lower() in said.err.lower()
    assert said.out == ""


def test_outside_a_project_it_says_how_to_get_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = handouts("list")
    assert said.code == 2
    assert "handouts init DIR" in said.err


def test_the_project_is_the_nearest_folder_upwards(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "handouts/joints/gout")
    here = handouts("list").out
    monkeypatch.chdir("/")
    assert handouts("--project", str(project), "list").out == here
    monkeypatch.setenv("HANDOUTS_PROJECT", str(project))
    assert handouts("list").out == here


# ------------------------------------------------------------------------------------------------------------ completion


def completions(root: Path, *words: str) -> list[str]:
    said = program(
        cwd=root,
        _HANDOUTS_COMPLETE="bash_complete",
        COMP_WORDS=" ".join(["handouts", *words]),
        COMP_CWORD=str(len(words)),
    )
    assert said.stderr == ""
    return [line.partition(",")[2] for line in said.stdout.splitlines() if line]


def test_tab_offers_what_is_there(project: Path) -> None:
    assert completions(project, "ch") == ["check", "changes"]
    assert completions(project, "check", "gou") == ["gout", "gout-diet"]
    assert completions(project, "check", "jo") == ["joints"]
    assert completions(project, "get", "--lang", "zh") == ["zh-Hans", "zh-Hant"]
    assert completions(project, "build", "--lang", "en,zh-Hans,e") == [
        "en,zh-Hans,el",
        "en,zh-Hans,en",
        "en,zh-Hans,es",
    ]
    assert completions(project, "build", "--variant", "l") == ["large-print"]
    assert completions(project, "build", "--brand", "") == [scaffold.SAMPLE]
    assert "promised" in completions(project, "build", "--require", "")
    assert completions(project, "get", "gout-") == ["gout-diet"]


def test_tab_reads_no_file(project: Path) -> None:
    for path in project.rglob("*.yaml"):
        path.write_bytes(b"\xff{")
    assert completions(project, "check", "gou") == ["gout", "gout-diet"]


def test_tab_outside_a_project_is_silent(tmp_path: Path) -> None:
    assert completions(tmp_path, "check", "gou") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    said = handouts("completion", shell)
    assert said.code == 0
    assert "_HANDOUTS_COMPLETE" in said.out


def test_the_cheap_names_are_those_of_the_library(project: Path) -> None:
    library = open_library(project)
    assert names.engine_folder() == ENGINE
    assert set(names.language_tags(project)) == library.languages.keys()
    assert set(names.variant_names(project)) == library.variants.keys()
    assert set(names.brand_names(project)) == library.brands.keys()
    assert set(names.piece_folders(project)) == library.pieces.keys()


# ----------------------------------------------------------------------------------------------------------------- check


def test_a_draft_needs_review_and_is_no_error(project: Path) -> None:
    said = handouts("check")
    assert said.code == 0
    assert "[open-gap]" in said.out
    assert said.out.splitlines()[-1].endswith("for review, in 3 of 3 handouts")
    assert handouts("check", "--strict").code == 1


def test_an_error_is_1_and_stands_at_its_line(project: Path) -> None:
    edit(project / "handouts/joints/gout/en.yaml", "summary:", "sumary:")
    said = handouts("check", "gout", "--lang", "en")
    assert said.code == 1
    assert 'handouts/joints/gout/en.yaml:6:1: error: "sumary" is not a key that is known here [unknown-key]' in said.out
    assert '    Did you mean "summary"?' in said.out
    assert said.out.splitlines()[-1].startswith("2 errors")  # and the missing "summary"
    assert said.out.splitlines()[-1].endswith("in 1 of 1 handout")


def test_one_handout_is_checked_alone(project: Path) -> None:
    edit(project / "handouts/joints/gout/en.yaml", "summary:", "sumary:")
    said = handouts("check", "gout-diet")
    assert said.code == 0
    assert "handouts/joints/gout/" not in said.out
    assert handouts("check", "joints").code == 1
    assert handouts("check", "--lang", "es").code == 0


def test_a_handout_that_cannot_be_read_counts(project: Path) -> None:
    (project / "handouts/joints/gout/handout.yaml").write_text("audience: [")
    said = handouts("check", "gout")
    assert said.code == 1
    assert "[yaml-syntax]" in said.out
    assert said.out.splitlines()[-1].endswith("in 1 of 1 handout")


def test_a_mistake_beside_the_handouts_is_an_error_too(project: Path) -> None:
    edit(project / "styles/brands" / scaffold.SAMPLE / "brand.yaml", "paper: letter", "paper: latter")
    said = handouts("check")
    assert said.code == 1
    assert "brand.yaml" in said.out


def test_no_problem_is_said(project: Path) -> None:
    for slug in ("joints/gout", "joints/gout-diet", "general/first-handout"):
        for path in (project / "handouts" / slug).iterdir():
            path.unlink()
        (project / "handouts" / slug).rmdir()
    said = handouts("check")
    assert (said.code, said.out) == (0, "No problems in 0 handouts.\n")


def test_check_speaks_to_programs_too(project: Path) -> None:
    edit(project / "handouts/joints/gout/en.yaml", "summary:", "sumary:")
    said = handouts("check", "gout", "--lang", "en", "--format", "json")
    value = json.loads(said.out)
    assert said.code == 1
    assert (value["errors"], value["handouts"], value["handouts_with_problems"]) == (2, 1, 1)
    assert {"path", "line", "column", "severity", "rule", "fault", "remedy"} == value["problems"][0].keys()
    assert handouts("check", "gout", "--format", "github").out.startswith("::error file=handouts/joints/gout/en.yaml")
    assert json.loads(handouts("check", "--format", "sarif").out)["version"] == "2.1.0"
    assert 'name="handouts/joints/gout"' in handouts("check", "--format", "junit").out
    assert set(FORMATS) == set(report.FORMATS)


def test_a_rule_explains_itself() -> None:
    assert "must not reach a patient" in handouts("check", "--explain", "open-gap").out
    assert handouts("check", "--explain", "[duplicate-key]").out.startswith("duplicate-key (error)\n\n")
    assert handouts("check", "--explain", "pdf-unreadable").code == 0


# ------------------------------------------------------------------------------------------------------------ find, list


def test_find_shows_what_matched(project: Path) -> None:
    said = handouts("find", "gota")
    assert said.code == 0
    assert "gout" in said.out
    assert 'title "Vivir con la gota"' in " ".join(said.out.split())
    rows = json.loads(handouts("find", "gota", "--format", "json").out)
    assert rows[0]["slug"] == "gout"
    assert rows[0]["languages"] == ["en", "es"]
    assert rows[0]["found_in"] == "title"


@pytest.mark.usefixtures("project")
def test_nothing_found_is_1() -> None:
    said = handouts("find", "xyzzy")
    assert said.code == 1
    assert "handouts list" in said.out
    assert json.loads(handouts("find", "xyzzy", "--format", "json").out) == []


def test_list_shows_the_matrix(project: Path) -> None:
    edit(project / "handouts/joints/gout-diet/handout.yaml", "languages: [en]", "languages: [en, es]")
    edit(project / "handouts/joints/gout/en.yaml", "version: 1", "version: 2")
    rows = {line.split()[0]: line.split()[1:] for line in handouts("list").out.splitlines() if line}
    assert rows["en"] == ["es"]
    assert rows["gout"] == ["v2", "v1!"]
    assert rows["gout-diet"] == ["v1", "–"]
    assert rows["first-handout"] == ["v1"]
    assert rows["3"][:1] == ["handouts."]


def test_list_in_a_narrow_window_folds_by_handout(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert "en v1  es v1" in " ".join(handouts("list").out.split("\n")) or "en v1" in handouts("list").out


@pytest.mark.usefixtures("project")
def test_list_shows_the_other_shelves() -> None:
    assert "العربية" in handouts("list", "--languages").out
    assert scaffold.SAMPLE in handouts("list", "--brands").out
    assert "18 pt" in handouts("list", "--variants").out
    assert {row["tag"] for row in json.loads(handouts("list", "--languages", "--format", "json").out)} > {"en", "es"}
    assert [row["slug"] for row in json.loads(handouts("list", "--format", "json").out)] == [
        "first-handout",
        "gout",
        "gout-diet",
    ]


# ------------------------------------------------------------------------------------------------- new, init, schema, doctor


def test_new_writes_a_draft_that_passes(project: Path) -> None:
    said = handouts("new", "asthma", "--specialty", "lungs", "--lang", "en,es")
    assert said.code == 0
    assert "handouts/lungs/asthma/es.yaml" in said.out
    assert handouts("check", "asthma").code == 0
    said = handouts("new", "kit", "--specialty", "lungs", "--packet", "--handouts", "asthma,gout")
    assert said.code == 0
    assert (project / "handouts/lungs/kit/packet.yaml").is_file()


def test_init_makes_a_project_that_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = handouts("init", "ours")
    assert said.code == 0
    assert "handouts build" in said.out
    assert handouts("--project", "ours", "check").code == 0
    again = handouts("init", "ours")
    assert again.code == 2
    assert "Choose an empty folder" in again.err


def test_schema_lists_prints_and_writes(project: Path) -> None:
    assert "handout.yaml" in handouts("schema").out
    assert json.loads(handouts("schema", "text").out)["additionalProperties"] is False
    assert handouts("schema", "--write").out == "All up to date.\n"
    (project / ".schema/brand.schema.json").unlink()
    assert handouts("schema", "--write").out == ".schema/brand.schema.json\n"


def test_the_doctor_names_what_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    well = doctor.Finding("Pango", "ok", "1.50", "", "")
    spare = doctor.Finding("Java", "optional", "", "tests are left out", "apt-get install java")
    ill = doctor.Finding("HarfBuzz", "missing", "", "nothing prints", "apt-get install harfbuzz")
    monkeypatch.setattr(doctor, "examine", lambda: [well, spare])
    said = handouts("doctor")
    assert said.code == 0
    assert said.out.endswith("Ready to print.\n")
    monkeypatch.setattr(doctor, "examine", lambda: [well, ill, spare])
    said = handouts("doctor")
    assert said.code == 1
    assert "apt-get install harfbuzz" in said.out
    assert "1 thing to mend" in said.out
    value = json.loads(handouts("doctor", "--format", "json").out)
    assert not value["sound"]
    assert value["findings"][1]["mend"] == "apt-get install harfbuzz"


# ----------------------------------------------------------------------------------------------------------------- build

ERROR = Problem(Place("handouts/joints/gout/es.yaml", 3, 1), "text-clipped", "a line is cut off", "Shorten it.")
REVIEW = Problem(Place("handouts/joints/gout/es.yaml", 4, 1), "open-gap", "an open gap", severity=Severity.REVIEW)
UNREVIEWED = Problem(Place("handouts/joints/gout/en.yaml"), "not-approved", "nobody has approved this text")


class Fake:
    """Stands in for the route: an edition's state by slug and language, built where nothing is said."""

    def __init__(self) -> None:
        self.says: dict[tuple[str, str], tuple[State, tuple[Problem, ...]]] = {}
        self.runs: list[tuple[list[Edition], Run, int | None]] = []

    def run(self, _: Library, editions: list[Edition], order: Run, workers: int | None = None) -> Iterator[Outcome]:
        self.runs.append((list(editions), order, workers))
        yield from (self.make(_, edition, order) for edition in editions)

    def make(self, _: Library, edition: Edition, order: Run) -> Outcome:
        state, problems = self.says.get((edition.slug, edition.language), (State.BUILT, ()))
        path = order.out / edition.path(released=order.release) if state in (State.BUILT, State.FRESH) else None
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"%PDF-1.7 a sheet")
        step = {State.FRESH: 3, State.REFUSED: 2, State.FAILED: 4, State.BUILT: 6}[state]
        return Outcome(edition, state, path, 2 if path else 0, problems, step, 0.1, "abc123", order.release and path is not None)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake()
    monkeypatch.setattr(route, "run", made.run)
    monkeypatch.setattr(route, "make", made.make)
    return made


@pytest.mark.usefixtures("project")
def test_drafts_are_called_drafts(fake: Fake) -> None:
    said = handouts("build", "--variant", "standard")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "4 editions: 4 built. 8 pages in" in said.out
    assert "4 drafts: nothing here has been clinically reviewed." in lines
    assert sum(line.startswith("built ") for line in lines) == 4
    assert len(fake.runs[0][0]) == 4


@pytest.mark.usefixtures("project")
def test_what_is_fresh_is_counted_not_listed(fake: Fake) -> None:
    fake.says = {("gout", tag): (State.FRESH, ()) for tag in ("en", "es")}
    said = handouts("build", "joints", "--variant", "standard")
    assert "3 editions: 1 built, 2 fresh." in said.out
    assert not any(line.startswith("fresh") for line in said.out.splitlines())


@pytest.mark.usefixtures("project")
def test_a_failure_is_1_and_the_others_are_made(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.FAILED, (ERROR, REVIEW))}
    said = handouts("build", "--variant", "standard")
    assert said.code == 1
    assert str(ERROR) in said.out
    assert str(REVIEW) not in said.out
    assert "3 built, 1 failed" in said.out
    assert '1 for review: "handouts check" shows them.' in said.out


@pytest.mark.usefixtures("project")
def test_a_draft_with_editorial_errors_is_printed_and_is_1(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.BUILT, (ERROR,))}
    assert handouts("build").code == 1


@pytest.mark.usefixtures("project")
def test_many_problems_of_one_rule_are_counted(fake: Fake) -> None:
    many = tuple(dataclasses.replace(ERROR, place=Place("a.yaml", line)) for line in range(1, 11))
    fake.says = {("gout", "es"): (State.FAILED, many)}
    said = handouts("build", "gout", "--variant", "standard")
    assert said.out.count("[text-clipped]") == 4
    assert "and 7 more [text-clipped]" in said.out
    assert handouts("build", "gout", "--variant", "standard", "--verbose").out.count("[text-clipped]") == 10


@pytest.mark.usefixtures("project")
def test_verbose_shows_the_six_steps(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.FAILED, (ERROR,)), ("gout-diet", "en"): (State.FRESH, ())}
    said = handouts("build", "joints", "--variant", "standard", "--verbose")
    assert "1 read · 2 check · 3 mark up · 4 typeset · 5 preflight · 6 keep\n" in said.out
    assert "1 read · 2 check · 3 mark up · 4 typeset: failed\n" in said.out
    assert "1 read · 2 check · 3 mark up · fresh: nothing it is made from changed\n" in said.out


@pytest.mark.usefixtures("project")
def test_what_is_withheld_from_a_release_is_listed_and_fine(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.REFUSED, (UNREVIEWED,))}
    said = handouts("build", "gout", "--release", "--variant", "standard")
    assert said.code == 0
    assert "gout es: nobody has approved this text" in said.out
    assert "1 built, 1 refused" in said.out
    assert fake.runs[0][1].release
    assert "draft" not in said.out


@pytest.mark.usefixtures("project")
def test_what_is_required_must_not_be_withheld(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.REFUSED, (UNREVIEWED,))}
    assert handouts("build", "gout", "--release", "--require", "en").code == 0
    said = handouts("build", "gout", "--release", "--require", "en,es")
    assert said.code == 1
    assert "Required, and withheld: gout in es" in said.out
    assert handouts("build", "gout", "--release", "--require", "promised").code == 1


@pytest.mark.usefixtures("project")
def test_what_is_required_must_be_written(fake: Fake) -> None:
    said = handouts("build", "gout", "--release", "--require", "vi")
    assert said.code == 1
    assert "Required, and not written: gout in vi" in said.out
    assert len(fake.runs) == 1


@pytest.mark.usefixtures("project")
def test_build_speaks_to_programs_too(fake: Fake) -> None:
    fake.says = {("gout", "es"): (State.FAILED, (ERROR,))}
    said = handouts("build", "gout", "--variant", "standard", "--format", "json")
    events = [json.loads(line) for line in said.out.splitlines()]
    assert [event["event"] for event in events] == ["start", "edition", "edition", "end"]
    assert events[0]["editions"] == 2
    assert {event["state"] for event in events[1:3]} == {"built", "failed"}
    failed = next(event for event in events if event.get("state") == "failed")
    assert failed["problems"][0]["rule"] == "text-clipped"
    assert (events[3]["built"], events[3]["failed"], events[3]["drafts"]) == (1, 1, 1)
    assert said.code == 1


def test_a_handout_that_cannot_be_read_is_no_silence(project: Path, fake: Fake) -> None:
    (project / "handouts/joints/gout/handout.yaml").write_text("audience: [")
    said = handouts("build", "--variant", "standard")
    assert said.code == 1
    assert "Not read, so not made" in said.out
    assert "handouts/joints/gout/handout.yaml" in said.out
    assert len(fake.runs[0][0]) == 2  # the others are made
    said = handouts("build", "gout")
    assert said.code == 1
    assert "[yaml-syntax]" in said.out
    events = handouts("build", "gout", "--format", "json").out.splitlines()
    assert json.loads(events[1])["event"] == "problem"


@pytest.mark.usefixtures("project")
def test_settings_reach_the_route(fake: Fake, tmp_path: Path) -> None:
    arguments = ["build", "gout", "--lang", "en", "--today", "2027-02-03", "--jobs", "3", "--force"]
    handouts(*arguments, "--out", str(tmp_path / "elsewhere"))
    editions, order, workers = fake.runs[0]
    assert {edition.language for edition in editions} == {"en"}
    assert (str(order.today), order.force, order.release, workers) == ("2027-02-03", True, False, 3)
    assert order.out == tmp_path / "elsewhere"


def test_the_output_is_in_the_project_wherever_one_stands(
    project: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "handouts/joints")
    handouts("build", "gout")
    assert fake.runs[0][1].out == project / "out"


@pytest.mark.usefixtures("fake")
def test_an_output_folder_that_cannot_be_written_is_2(project: Path) -> None:
    (project / "full").write_text("a file")
    said = handouts("build", "--out", "full")
    assert said.code == 2
    assert 'Nothing can be written to "full"' in said.err
    assert "--out DIR" in said.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gout-diet", "--lang", "es"], "Nothing is written in es yet; there is en."),
        (["--lang", "vi"], "Nothing is written in vi yet; there is en, es."),
    ],
)
@pytest.mark.usefixtures("project")
def test_nothing_to_make_is_said(fake: Fake, arguments: list[str], words: str) -> None:
    said = handouts("build", *arguments)
    assert said.code == 1
    assert words in said.err
    assert not fake.runs


# ------------------------------------------------------------------------------------------------------------------- get


@pytest.mark.usefixtures("fake")
def test_get_puts_the_sheet_here(project: Path) -> None:
    said = handouts("get", "gota", "--lang", "spanish", "--variant", "large-print")
    assert said.code == 0, said.err
    assert (project / "gout.es.large-print.pdf").read_bytes().startswith(b"%PDF")
    assert "Vivir con la gota, Spanish, Large print, 2 pages: gout.es.large-print.pdf" in said.err
    assert "DRAFT, not for patients. " in said.err
    assert "Not clinically reviewed." in said.err
    assert said.out == ""


@pytest.mark.usefixtures("project", "fake")
def test_get_writes_to_a_pipe() -> None:
    said = handouts("get", "living", "with", "gout", "-o", "-")
    assert said.out == "%PDF-1.7 a sheet"
    assert "Living with Gout, English, Standard, 2 pages\n" in said.err


@pytest.mark.usefixtures("fake")
def test_get_writes_where_it_is_told(project: Path) -> None:
    (project / "sheets").mkdir()
    assert handouts("get", "gout", "-o", "sheets").code == 0
    assert (project / "sheets/gout.en.standard.pdf").is_file()
    assert handouts("get", "gout", "-o", "sheets/mine.pdf").code == 0
    assert (project / "sheets/mine.pdf").is_file()


@pytest.mark.usefixtures("fake")
def test_get_opens_without_a_copy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launch(url: str) -> int:
        opened.append(url)
        return 0

    monkeypatch.setattr(click, "launch", launch)
    assert handouts("get", "gout", "--open").code == 0
    assert opened == [str(project / "out/draft" / scaffold.SAMPLE / "en/gout.standard.pdf")]
    assert not list(project.glob("*.pdf"))


@pytest.mark.usefixtures("fake")
def test_several_that_may_be_meant_are_listed_and_none_is_printed(project: Path) -> None:
    edit(project / "handouts/joints/gout-diet/en.yaml", "title: Gout diet", "title: Eating with Gout")
    said = handouts("get", "with gout")
    assert said.code == 1
    assert '2 handouts may be meant by "with gout"' in said.err
    assert "Living with Gout" in said.err
    assert "Eating with Gout" in said.err
    assert not list(project.glob("*.pdf"))


@pytest.mark.usefixtures("project", "fake")
def test_a_language_that_is_missing_is_said_with_those_there_are() -> None:
    said = handouts("get", "gout", "--lang", "vi")
    assert said.code == 1
    assert "gout is not written in Vietnamese (vi)." in said.err
    assert "It exists in: English (en), Spanish (es)." in said.err


@pytest.mark.usefixtures("project", "fake")
def test_a_language_by_its_own_name() -> None:
    assert handouts("get", "gout", "--lang", "Español").code == 0
    assert handouts("get", "gout", "--lang", "ES").code == 0


@pytest.mark.usefixtures("fake")
def test_a_broken_translation_is_not_called_missing(project: Path) -> None:
    edit(project / "handouts/joints/gout/es.yaml", "title:", "titel:")
    said = handouts("get", "gout", "--lang", "es")
    assert said.code == 1
    assert '"handouts check gout --lang es" shows them' in said.err


@pytest.mark.usefixtures("project", "fake")
def test_nothing_found_prints_nothing() -> None:
    said = handouts("get", "xyzzy")
    assert said.code == 1
    assert "handouts list" in said.err


@pytest.mark.usefixtures("project")
def test_a_sheet_that_fails_is_not_handed_out(project: Path, fake: Fake) -> None:
    fake.says = {("gout", "en"): (State.FAILED, (ERROR, REVIEW))}
    said = handouts("get", "gout")
    assert said.code == 1
    assert "cannot be printed" in said.err
    assert str(ERROR) in said.err
    assert not list(project.glob("*.pdf"))


@pytest.mark.usefixtures("fake")
def test_the_brand_comes_from_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = project / "styles/brands/zebra-clinic"
    (project / "styles/brands" / scaffold.SAMPLE).rename(other)
    (project / "styles/brands/a-clinic").mkdir()
    for file in other.iterdir():
        (project / "styles/brands/a-clinic" / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("HANDOUTS_BRAND", "zebra-clinic")
    assert handouts("get", "gout").code == 0
    assert (project / "out/draft/zebra-clinic/en/gout.standard.pdf").is_file()
    monkeypatch.delenv("HANDOUTS_BRAND")
    slip = handouts("get", "gout")
    assert f'There is no brand "{scaffold.SAMPLE}", which policy.yaml names' in slip.err
    (project / "policy.yaml").rename(project / "policy.bak")
    several = handouts("get", "gout")
    (project / "policy.bak").rename(project / "policy.yaml")
    assert several.code == 2, "the first by alphabet would print another clinic's emergency number"
    assert "--brand a-clinic" in several.err
    assert "--brand zebra-clinic" in several.err
    edit(project / "policy.yaml", f"default_brand: {scaffold.SAMPLE}", "default_brand: a-clinic")
    assert handouts("get", "gout").code == 0
    assert (project / "out/draft/a-clinic/en/gout.standard.pdf").is_file()
    edit(project / "styles/brands/a-clinic/brand.yaml", "name: Example Neurology Clinic\ntag", "name: A Clinic\ntag")
    assert "Living with Gout, English, Standard, A Clinic, 2 pages" in handouts("get", "gout").err
    edit(project / "styles/brands/a-clinic/brand.yaml", "languages: [en, es,", "languages: [en,")
    said = handouts("get", "gout", "--lang", "es")
    assert said.code == 1
    assert "These do: --brand zebra-clinic" in said.err


@pytest.mark.usefixtures("fake")
def test_a_brand_elsewhere_gets_no_handout_of_another_country(project: Path) -> None:
    edit(project / "handouts/joints/gout/handout.yaml", "languages:", "regions: [IE]\nlanguages:")
    said = handouts("get", "gout")
    assert said.code == 1
    assert "gout is written for IE" in said.err


# --------------------------------------------------------------------------------------------------- the ways it can end


def breaking(error: BaseException) -> Any:
    def command(*_: object, **__: object) -> None:
        raise error

    return command


@pytest.mark.usefixtures("project")
def test_ctrl_c_is_130_and_calm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.library.open_library", breaking(KeyboardInterrupt()))
    said = handouts("list")
    assert said.code == 130
    assert "half-written" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("project")
def test_a_bug_is_one_line_that_can_be_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.library.open_library", breaking(KeyError("colour")))
    said = handouts("list")
    assert said.code == 1
    assert "a fault of Handout Press, not of your handouts: KeyError" in said.err
    assert "handouts --debug list" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in handouts("--debug", "list").err
    monkeypatch.setenv("HANDOUTS_DEBUG", "1")
    assert "Traceback" in handouts("list").err


def test_a_reader_that_goes_away_is_no_fault(project: Path) -> None:
    command = (
        f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'cli.py'))} list --languages --format json | head -c 10"
    )
    said = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True, timeout=60, check=False)
    assert said.stderr == ""
    assert len(said.stdout) == 10


def test_colours_are_for_terminals_alone(project: Path) -> None:
    assert "\x1b[" not in program("check", cwd=project).stdout
    assert "\x1b[" not in program("list", cwd=project).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_a_terminal_gets_colours_unless_told_otherwise(project: Path) -> None:
    assert b"\x1b[" in on_a_terminal(["check"], project)
    assert b"\x1b[" not in on_a_terminal(["--no-color", "check"], project)
    assert b"\x1b[" not in on_a_terminal(["check"], project, NO_COLOR="1")


def on_a_terminal(arguments: list[str], cwd: Path, **env: str) -> bytes:
    """What the program writes to a terminal."""
    import pty

    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm", **env},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # Linux says that the other end is closed
        pass
    finally:
        os.close(ours)
        run.wait(timeout=60)
    return said


# ------------------------------------------------------------------------------------------------------- the real engine


def test_a_new_project_prints(project: Path) -> None:
    """The whole route, in processes of their own: made, then fresh, then taken from what is kept."""
    only = ["first-handout", "--variant", "standard", "--format", "json"]
    first = program("build", *only, cwd=project)
    assert (first.returncode, first.stderr) == (0, "")
    made = [json.loads(line) for line in first.stdout.splitlines()][1]
    assert (made["state"], made["draft"], made["step"]) == ("built", True, 6)
    pdf = Path(made["path"]).read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    again = json.loads(program("build", *only, cwd=project).stdout.splitlines()[1])
    assert (again["state"], again["step"], again["fingerprint"]) == ("fresh", 3, made["fingerprint"])
    taken = program("get", "first handout", cwd=project)
    assert taken.returncode == 0, taken.stderr
    assert (project / "first-handout.en.standard.pdf").read_bytes() == pdf


# ---------------------------------------------------------------------------------------------------------------- paper


@pytest.mark.usefixtures("fake")
def test_get_prints_on_the_printer_that_was_chosen(project: Path, tmp_path: Path) -> None:
    sheet = "Living with Gout"
    with printer(about={**ABLE, "media-ready": (KEYWORD, ["na_letter_8.5x11in"])}) as front:
        assert handouts("printers").code == 1
        added = handouts("printers", "--add", front.address)
        assert added.code == 0
        assert "Letter" in added.out
        assert handouts("printers", "--use", "Front desk").code == 0
        assert "printer: Front desk" in (tmp_path / "settings.yaml").read_text(encoding="utf-8")
        unsure = handouts("get", "gout", "--print")
        assert unsure.code == 1, "a draft is not printed without a word"
        assert "DRAFT, not for patients" in unsure.err
        assert front.documents == []
        said = handouts("get", "gout", "--print", "--copies", "2", "--yes")
        assert said.code == 0, said.err
        assert sheet in said.err
        assert "Printed 2 copies at true size on Front desk, job 7." in said.err
        assert front.documents == [(project / f"out/draft/{scaffold.SAMPLE}/en/gout.standard.pdf").read_bytes()]
        assert front.options()["print-scaling"] == "none"
        assert handouts("printers", "--forget", "Front desk").code == 0
    gone = handouts("printers")
    assert gone.code == 1
    assert "cannot be reached" in gone.err
    assert not list(project.glob("*.pdf"))


@pytest.mark.usefixtures("fake", "project")
def test_a_sheet_for_another_paper_is_refused(tmp_path: Path) -> None:
    with printer() as front:  # it holds A4, and is asked for Letter: that is sent; A4 on Letter is not
        assert handouts("printers", "--add", front.address).code == 0
        edit(Path("styles/brands") / scaffold.SAMPLE / "brand.yaml", "paper: letter", "paper: a4")
        front.about["media-ready"] = (KEYWORD, ["na_letter_8.5x11in"])
        said = handouts("get", "gout", "--print", "--yes")
        assert said.code == 1
        assert "holds Letter, and the sheet is A4" in said.err
        assert front.documents == []
    assert (tmp_path / "settings.yaml").is_file()


@pytest.mark.usefixtures("fake", "project")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("get", "gout", "--print", "-o", "x.pdf"), 'One of "--output"'),
        (("get", "gout", "--copies", "2"), 'go with "--print"'),
        (("get", "gout", "--print"), "No printer is known here"),
        (("printers", "--add", "a b"), "no address of a printer"),
        (("printers", "--use", "Nobody"), 'There is no printer "Nobody"'),
        (("printers", "--forget", "Nobody"), "say nothing"),
    ],
)
def test_wrong_words_about_paper(arguments: tuple[str, ...], words: str) -> None:
    said = handouts(*arguments)
    assert said.code == 2
    assert words in said.err


@pytest.mark.usefixtures("fake", "project")
def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("printer: [a\n", encoding="utf-8")
    said = handouts("printers")
    assert "settings.yaml" in said.err


@pytest.mark.usefixtures("fake")
def test_get_never_replaces_another_clinic_s_sheet(project: Path) -> None:
    assert handouts("get", "gout").code == 0
    (sheet,) = project.glob("*.pdf")
    mine = sheet.read_bytes()
    sheet.write_bytes(b"something else of somebody's")
    said = handouts("get", "gout")
    assert said.code == 1
    assert "Nothing was replaced" in said.err
    assert sheet.read_bytes() == b"something else of somebody's"
    sheet.write_bytes(mine)
    assert handouts("get", "gout").code == 0
