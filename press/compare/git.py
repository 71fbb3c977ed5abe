"""A git revision as a folder: what the project held then, unpacked beside the project and never into it."""

from __future__ import annotations

import os
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from press.problem import Place, Problem, did_you_mean

# What a content project is made of; the rest of a repository stays where it is.
_CONTENT = ("handouts", "styles", "templates", "orders", "policy.yaml")
# A hook's own variables would point git at another repository than the project's.
_FOREIGN = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})


def is_repository(root: Path) -> bool:
    """Whether a project stands in a git repository, and git is there to read it."""
    return _ask(root, "rev-parse", "--is-inside-work-tree").strip() == "true"


def refusal(root: Path) -> str:
    """What git says where a project stands in a repository that git does not read, such as another user's; else nothing."""
    done = _run(root, "rev-parse", "--git-dir")
    said = done.stderr.strip()
    return "" if done.returncode == 0 or "not a git repository" in said else said


def commit_of(root: Path, revision: str) -> str:
    """The full name of the commit that a revision means; empty where it means none."""
    if revision.startswith("-") or "\0" in revision:
        return ""
    return _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()


def described(root: Path, revision: str, commit: str) -> str:
    """``main, 3f2a9c1 of 2026-11-22``: a revision as people know it."""
    said = _ask(root, "log", "-1", "--no-show-signature", "--format=%h of %cs", commit).strip()
    return said if said.startswith(revision) else f"{revision}, {said}"


def unknown(root: Path, revision: str) -> Problem:
    """Why a name is no revision here, with the nearest branch or tag."""
    place = Place(revision)
    if said := refusal(root):
        return Problem(place, "unknown-revision", "git does not read this repository", said)
    if not is_repository(root):
        fault = f'"{revision}" is no folder and no build record, and this project is in no git repository'
        return Problem(
            place, "unknown-revision", fault, "Name two folders, or two records of `handouts build --record`."
        )
    names = _ask(root, "for-each-ref", "--format=%(refname:short)").split()
    remedy = did_you_mean(revision, [*names, "HEAD"]) if len(names) < 40 else "`git branch -a` and `git tag` list them."
    if _ask(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        remedy = f"This clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI. {remedy}"
    fault = f'there is no git revision, folder or build record "{revision}"'
    return Problem(place, "unknown-revision", fault, remedy)


def unpack(root: Path, commit: str, folder: Path) -> list[Problem]:
    """Write what the project held at a commit into ``folder``. No hook runs and the repository stays untouched."""
    there = _ask(root, "ls-tree", "--name-only", commit).split("\n")
    names = [name for name in _CONTENT if name in there]
    if "handouts" not in names:
        fault = f"there is no folder handouts/ in {commit[:10]}"
        return [Problem(Place(commit[:10]), "project-missing", fault, "Choose a revision that holds this project.")]
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / ".archive.tar"
    done = _run(root, "archive", "--format=tar", f"--output={archive}", commit, "--", *names)
    if done.returncode:
        archive.unlink(missing_ok=True)
        fault = f"git cannot read {commit[:10]}: {_last_line(done.stderr)}"
        return [Problem(Place(commit[:10]), "revision-unreadable", fault, "Try: git fsck")]
    _extract(archive, folder)
    archive.unlink()
    return []


def _extract(archive: Path, folder: Path) -> None:
    """Plain files only: a link could lead out of the folder, and no handout needs one."""
    with tarfile.open(archive) as opened:
        for member in opened:
            name = PurePosixPath(member.name)
            if not member.isreg() or name.is_absolute() or ".." in name.parts:
                continue
            content = opened.extractfile(member)
            if content is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def _ask(root: Path, *arguments: str) -> str:
    """What git answers; nothing where it refuses or is not there."""
    done = _run(root, *arguments)
    return done.stdout if done.returncode == 0 else ""


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    environment |= {"LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", env=environment, check=False
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", f"git cannot be started: {error.strerror or error}")


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
