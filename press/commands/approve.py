"""``handouts approve``: record that a person reviewed exactly this text, or vouches for what a brand prints."""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples
from press.commands.options import day, today_option
from press.commands.project import (
    brand_names,
    completing,
    language_tags,
    must_be_read,
    names_option,
    open_project,
    slugs_and_specialties,
)
from press.commands.screen import on_terminal, styled
from press.problem import Place, Problem, counted, errors

if TYPE_CHECKING:
    from pydantic import ValidationError

    from press.library import Library, Piece
    from press.review import Answer, Approval


def _scores(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not re.fullmatch(r"\s*\S[^=]*=\s*\d[\d.,/ ]*%?\s*", value):
            raise click.BadParameter(f'"{value}" is no score: write what was scored, "=" and the number.')
    return values


def _answers(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        name, sign, reason = (part.strip() for part in value.partition("="))
        if not (name and sign and any(map(str.isalnum, reason))):
            raise click.BadParameter(f'"{value}" is no answer: write the finding\'s name, "=" and why it is right.')
        found[name] = reason
    return found


@click.command(
    epilog=examples(
        'handouts approve botox-chronic-migraine --lang en --by "Name, neurologist"',
        'handouts approve botox-chronic-migraine --lang es --by "Name, translator" --qualification "certified, en-es"',
        'handouts approve gout --lang es --by "Name, translator" --answer "negation-missing:3fa2b1=said in the next clause"',
        'handouts approve gout --lang en --by "Name, nurse educator" --score "PEMAT understandability=92%"',
        'handouts approve --words --lang es --by "Name, translator"      the fixed words of a language',
        'handouts approve --brand example-neurology --by "Name, manager"      its telephones, emergency number and address',
        'handouts approve botox-chronic-migraine --lang en --by "Name, role" --withdraw --reason "new label"',
    )
)
@click.argument("slug", required=False, shell_complete=completing(slugs_and_specialties))
@names_option("--lang", language_tags, "The languages that were reviewed.")
@click.option(
    "--by",
    required=True,
    metavar='"NAME, ROLE"',
    help="Who reviewed it. The repository vouches for the name, not this program.",
)
@click.option("--review-by", metavar="DATE", help="When it must be reviewed again. Default: in one year.")
@click.option(
    "--qualification",
    metavar="TEXT",
    help="What qualifies the reviewer; needed for a machine translation (45 CFR 92.201).",
)
@click.option(
    "--back-translation",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file to keep beside the approval.",
)
@click.option(
    "--score",
    metavar="TEXT",
    multiple=True,
    callback=_scores,
    help='What a person scored by hand: "PEMAT understandability=92%". May be repeated.',
)
@click.option(
    "--answer",
    metavar='"FINDING=WHY"',
    multiple=True,
    callback=_answers,
    help="Why a finding of a safety rule is right as it is; a rule's name answers all of its findings. May be repeated.",
)
@click.option("--words", is_flag=True, help="Approve the fixed words of the language, not a handout.")
@click.option(
    "--brand",
    metavar="NAME",
    shell_complete=completing(brand_names),
    help="Vouch for what patients act on in a brand: emergency number, telephones, address.",
)
@click.option("--withdraw", is_flag=True, help="Take back the approval that is in force.")
@click.option("--reason", metavar="TEXT", help="Why it is withdrawn.")
@today_option
@click.pass_context
def command(
    ctx: click.Context, /, slug: str | None, lang: tuple[str, ...], by: str, today: datetime.date, **more: object
) -> int:
    """Record that a person reviewed exactly these words. Any later change of them voids it by itself.

    With --brand: that somebody vouches for a brand's telephones, emergency number and address as they are now. A change
    holds back every release of the brand until somebody does.
    """
    from pydantic import ValidationError

    if sum(map(bool, (slug, more["words"], more["brand"]))) != 1:
        raise WrongUsage(
            "Name a handout, --words for the fixed words of a language, or --brand for what a brand prints."
        )
    if bool(lang) == bool(more["brand"]):
        raise WrongUsage('"--lang" says which languages were reviewed; it does not go with "--brand".')
    library = open_project(ctx)
    must_be_read(library, "language", lang, library.languages)
    if slug:
        must_be_read(library, "handout", [slug], library.pieces)
    if more["brand"]:
        return _brand(library, str(more["brand"]), by, today, more)
    shown = f"{library.pieces[slug].folder}/approvals.yaml" if slug else "handouts/_languages/approvals.yaml"
    failed = False
    open_before = _unconfirmed(library, slug, lang[0], today)
    for tag in lang:
        try:
            problems = _one(library, slug, tag, by, today, shown, more)
        except ValidationError as error:
            problems = [_refused(shown, error)]
        for problem in problems:
            click.echo(styled(problem))
        failed = failed or bool(problems)
        if not problems:
            what = f"{slug or 'fixed words'} ({tag})"
            click.secho(f"{what}: {'withdrawn' if more['withdraw'] else 'approved'} by {by}, {today}", fg="green")
            if slug and not more["withdraw"]:
                _say_what_holds(library, slug, tag, today)
    # Whoever approves a text vouches for what stands beside it: that must not happen without a word.
    for brand, fault in sorted(open_before - _unconfirmed(library, slug, lang[0], today)):
        click.secho(f"with it you vouch for the brand {brand}: {fault}", fg="yellow")
    return 1 if failed else 0


def _unconfirmed(library: Library, slug: str | None, tag: str, today: datetime.date) -> set[tuple[str, str]]:
    """What nobody has confirmed of the brands so far: brand and fault."""
    if slug is None or tag not in library.pieces[slug].texts:
        return set()
    from press import review

    piece, signed = library.pieces[slug], review.Signed(library, today)
    found = (
        (brand, why)
        for brand in library.brands
        for why in review.brand_reasons(library, piece, tag, brand, signed, today)
    )
    return {(brand, why.problem.fault) for brand, why in found if why.problem.rule == "brand-unconfirmed"}


def _refused(shown: str, error: ValidationError) -> Problem:
    """What was typed and cannot be recorded, in words."""
    first = error.errors(include_url=False)[0]
    said = str(first["msg"]).partition("|")[0]
    option = str(first["loc"][0]).replace("_", "-") if first["loc"] else "approval"
    fault = f'"--{option}" cannot be recorded: {said[:1].lower()}{said[1:]}'
    return Problem(Place(shown), "approval-refused", fault, "Write it on one line of at most 200 characters.")


def _brand(library: Library, name: str, by: str, today: datetime.date, more: dict[str, object]) -> int:
    """Record who vouches for a brand, or that nobody does any more."""
    from pydantic import ValidationError

    from press import review
    from press.review.brands import record_path, values_of
    from press.review.seals import Withdrawal

    must_be_read(library, "brand", [name], library.brands)
    try:
        if more["withdraw"]:
            taken = Withdrawal(by=_one_line(by), on=today, reason=more["reason"] or None)
            problems = review.withdraw_brand(library, name, taken)
        else:
            problems = review.confirm_brand(library, name, _one_line(by), today)
    except ValidationError as error:
        problems = [_refused(record_path(name), error)]
    for problem in problems:
        click.echo(styled(problem))
    if problems:
        return 1
    for key, value in values_of(library, name).items():
        click.echo(f"  {key}: {value or '(none)'}")
    done = "withdrawn" if more["withdraw"] else "confirmed"
    click.secho(f"{name}: {done} by {by}, {today}", fg="green")
    return 0


def _one_line(by: str) -> str:
    return " ".join(by.split()) if by.isprintable() else by


def _say_what_holds(library: Library, slug: str, tag: str, today: datetime.date) -> None:
    """An approval is not yet a release: say what still stands in its way, for each brand that would print it."""
    from press import route
    from press.edition import Wish, wanted

    first = min(library.variants, key=lambda name: library.variants[name].order, default="")
    for edition in wanted(library, Wish((slug,), (tag,), (first,)))[0]:
        found = route.verdict(library, edition, today)
        if found.released:
            continue
        more = f" (and {len(found.reasons) - 1} more)" if len(found.reasons) > 1 else ""
        say = found.reasons[0].remedy if len(found.reasons) == 1 else f"see: handouts status {slug}"
        click.secho(f"  not released yet: {found.why}{more}; {say[:1].lower()}{say[1:]}", fg="yellow")
        return


def _one(
    library: Library, slug: str | None, tag: str, by: str, today: datetime.date, shown: str, more: dict[str, object]
) -> list[Problem]:
    """Approve or withdraw one language; problems where that cannot be done, and then nothing is written."""
    from press import review
    from press.review.seals import Withdrawal

    path = library.root / shown
    if more["withdraw"]:
        return review.withdraw(path, shown, tag, Withdrawal(by=by, on=today, reason=more["reason"] or None))
    piece = library.pieces[slug] if slug else None
    problems = _not_approvable(library, piece, tag, more)
    if problems:
        return problems
    answers, problems = _answered(library, piece, tag, shown, more) if piece else _by_hand(library, tag, shown, more)
    if problems:
        return problems
    approval = _approval(library, piece, tag, by, today, more).model_copy(update={"answers": answers})
    kept = more["back_translation"]
    if piece and isinstance(kept, Path):
        problems = _keep(
            kept, library.root / piece.folder / "back-translations" / str(approval.back_translation), shown
        )
    problems = problems or review.approve(path, shown, approval, today)
    return problems or (_agreed(library, piece, tag) if piece else [])


def _answered(
    library: Library, piece: Piece, tag: str, shown: str, more: dict[str, object]
) -> tuple[tuple[Answer, ...], list[Problem]]:
    """The answers to every finding of a safety rule, given now or kept from before; problems where one is missing."""
    from press import review
    from press.checks.safety import open_reviews
    from press.review.approvals import earlier_answers

    said = more["answer"]
    assert isinstance(said, dict)
    before, used, problems = earlier_answers(library.root / shown, shown, tag), set(), []
    answers: dict[tuple[str, str], Answer] = {}
    for one in open_reviews(library, piece, tag):
        rule, key = one.problem.rule, (one.problem.rule, one.words)
        name = next((name for name in (one.name, f"{rule}:{one.words}", rule) if name in said), "")
        used.add(name)
        reason = said.get(name, "") or before.get(key, "")
        if not reason and on_terminal():
            click.echo(styled(one.problem))
            reason = click.prompt("Why is it right as it is (empty: it is not)", default="", show_default=False).strip()
        if reason:
            answers[key] = review.Answer(rule=rule, words=one.words, reason=reason)
        else:
            problem = one.problem
            remedy = f'{problem.remedy}\nOr answer it: --answer "{one.name}=why it is right as it is"'.strip()
            problems.append(Problem(problem.place, rule, problem.fault, remedy, problem.severity))
    for name in said:
        if name not in used:
            fault = f'"--answer {name}" answers nothing: no finding of a safety rule is open by that name'
            problems.append(Problem(Place(shown), "answer-unused", fault, "See: handouts check."))
    if problems:
        fault = f"{counted(len(problems), 'finding')} to answer first: nothing was approved"
        problems.append(
            Problem(Place(shown), "answer-missing", fault, "Mend the text, waive the rule there, or answer.")
        )
    return tuple(answers.values()), problems


def _by_hand(
    library: Library, tag: str, shown: str, more: dict[str, object]
) -> tuple[tuple[Answer, ...], list[Problem]]:
    """The answer to what no table of a language compares, with the approval of its fixed words."""
    from press import review
    from press.review import uncompared
    from press.review.approvals import earlier_answers

    said = more["answer"]
    assert isinstance(said, dict)
    unused = [name for name in said if name != uncompared.RULE or not library.languages[tag].lacking]
    if unused:
        fault = f'"--answer {unused[0]}" answers nothing: no such finding is open for the words of this language'
        return (), [Problem(Place(shown), "answer-unused", fault, "See: handouts check.")]
    if not library.languages[tag].lacking:
        return (), []
    key = uncompared.key(library.languages[tag])
    reason = said.get(uncompared.RULE, "") or earlier_answers(library.root / shown, shown, tag).get(
        (uncompared.RULE, key), ""
    )
    if not reason:
        found = uncompared.unanswered(library, tag)
        return (), [found] if found else []
    return (review.Answer(rule=uncompared.RULE, words=key, reason=reason),), []


MOST_KEPT = 4 * 1024 * 1024  # bytes of a back-translation: it is a few pages


def _kept_as(file: Path, tag: str, today: datetime.date) -> str:
    """The name of a back-translation: another one of the same day must not take its place."""
    with file.open("rb") as opened:
        return f"{tag}-{today}-{hashlib.file_digest(opened, 'sha256').hexdigest()[:8]}{file.suffix}"


def _keep(file: Path, target: Path, shown: str) -> list[Problem]:
    from press.receipt import keep

    try:
        size = file.stat().st_size
        if size > MOST_KEPT:
            fault = f"the back-translation has {size // 1024 // 1024} MB"
            return [Problem(Place(shown), "back-translation", fault, "It has a few pages: is it the right file?")]
        keep(target, file.read_bytes())
    except OSError as error:
        fault = f"the back-translation cannot be kept: {error.strerror or error}"
        return [Problem(Place(shown), "back-translation", fault, "Make room, or check the permissions.")]
    return []


def _agreed(library: Library, piece: Piece, tag: str) -> list[Problem]:
    """Whoever approves a translation has compared what was translated anew: from then on, a later edit is told apart."""
    from press.review import confirm, load_snapshot, passage_states
    from press.review.freshness import Change
    from press.review.staleness import translated

    problems = []
    for source, written in translated(library, piece, tag):
        snapshot, _ = load_snapshot(written, library.root)
        states = passage_states(source, written, snapshot) if snapshot else []
        anew = [state for state in states if state.change is Change.TRANSLATED]
        if anew:
            only = [".".join(map(str, state.path or ())) for state in anew]
            problems += confirm(source, written, library.root, only)[1]
            click.echo(f"{written.located.shown}: {counted(len(anew), 'passage')} translated anew, and compared")
            for state in anew:
                click.echo(f"  source:      {state.new_source}\n  translation: {state.translation}")
    return problems


def _not_approvable(library: Library, piece: Piece | None, tag: str, more: dict[str, object]) -> list[Problem]:
    """Why a text cannot be approved as it is: it is not there, has errors or open gaps, or its reviewer must say more."""
    from press import checks
    from press.review.standing import machine_made, open_questions
    from press.review.uncompared import unanswered
    from press.survey import marks

    if piece is None:
        return []
    place = Place(f"{piece.folder}/{tag}.yaml")
    if tag not in piece.texts:
        broken = [problem for problem in library.problems if problem.place.path == place.path]
        return broken or [
            Problem(place, "text-missing", "this handout is not written in this language", "See: handouts list.")
        ]
    files = library.files_of(piece, tag)
    found = [p for p in library.problems if p.place.path in files] + checks.check(library, piece, tag)
    found += marks(library, [(piece, tag)])
    if tag != piece.facts.source_language and piece.facts.source_language not in piece.texts:
        fault = "the source text is missing or cannot be read, so that nobody can have compared it"
        found.append(Problem(place, "source-missing", fault, "See: handouts check."))
    if tag != piece.facts.source_language and (by_hand := unanswered(library, tag)):
        found.append(by_hand)
    machine = machine_made(library, piece, tag)
    if machine and not more["qualification"]:
        remedy = 'Say what qualifies the reviewer: --qualification "certified translator, …".'
        found.append(
            Problem(
                place,
                "machine-translation",
                "a machine translation needs a qualified human translator's review",
                remedy,
            )
        )
    return [*errors(found), *open_questions(library, piece, tag)]


def _approval(
    library: Library, piece: Piece | None, tag: str, by: str, today: datetime.date, more: dict[str, object]
) -> Approval:
    from press import review
    from press.review import WRITTEN, Approval, fingerprint, order_wanted, words_fingerprint
    from press.review.seals import years_after

    given, kept = more["review_by"], more["back_translation"]
    order = order_wanted(piece) if piece else WRITTEN
    if piece is None:
        whole, parts = words_fingerprint(library.languages[tag]), dict[str, str]()
    else:
        now = fingerprint(library, piece, tag, order)
        whole, parts = now.whole, now.parts
    return Approval(
        language=tag,
        by=_one_line(by),
        on=today,
        review_by=day(str(given)) if given else years_after(today, 1),
        fingerprint=whole,
        order=order,
        passages=parts,
        brand_values=review.brand_values(library) if piece else {},
        qualification=more["qualification"] or None,
        scores=more["score"],
        back_translation=_kept_as(kept, tag, today) if isinstance(kept, Path) else None,
    )
