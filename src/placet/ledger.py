"""What an assessment rests on: claims, disagreeing figures, assumptions, and what is unknown or stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypedDict

from placet import days
from placet.assessment import Assumption, ClaimView, FigureValueView, FigureView, SourcedFigure
from placet.dossier.read import Folder
from placet.dossier.schema import Assumed, Claim, Figure
from placet.dossier.stances import claims_known, is_withdrawn
from placet.gates.verdict import ConditionVerdict, DailyCounts, Verdict, VoteVerdict
from placet.gates.words import counted, listed
from placet.units import Range


def claim_views(folder: Folder, as_of: date) -> dict[str, ClaimView]:
    """Return every claim that had been published by the day, with its source."""
    found = {}
    for name, claim in claims_known(folder, as_of).items():
        head = folder.sources[claim.in_].head
        found[name] = ClaimView(
            id=name,
            says=claim.says,
            by=claim.by,
            about=claim.about,
            kind=claim.kind,
            quote=claim.quote,
            source=claim.in_,
            publisher=head.publisher,
            source_title=head.title,
            published=head.published,
            published_basis=head.published_basis,
            address=head.address,
            own_words=head.text == "own words",
            language=head.language,
            caution=head.caution,
            **anchored(folder, name, claim),
        )
    return found


def anchored(folder: Folder, name: str, claim: Claim) -> Anchored:
    """Return where a claim's quote stands in its source, the text around it, and who accepted it."""
    text = folder.sources[claim.in_].text
    one = folder.reviewed.accepted.get(name)
    who = None
    if one:
        made_by = one.fields.get("model") or one.fields.get("extractor")
        who = f"{one.by}, {one.at[:10]}" + (f"; suggested by {made_by}" if made_by else "")
    start = one.start if one and text[one.start : one.end] == claim.quote else text.find(claim.quote)
    end = start + len(claim.quote)
    if start < 0:
        from placet.evidence.anchor import position  # with it come the rules that read articles, which take a while

        place = position(text, claim.quote)
        if place is None:
            return {"start": None, "end": None, "before": "", "after": "", "accepted": who}
        start, end = place.start, place.end
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0]
    return {"start": start, "end": end, "before": before, "after": after, "accepted": who}


class Anchored(TypedDict):
    """Where a quote stands, as the fields of a `ClaimView`."""

    start: int | None
    end: int | None
    before: str
    after: str
    accepted: str | None


AROUND = 80
"""Characters of the source that are kept on either side of a quote."""


def figure_views(folder: Folder, as_of: date) -> list[FigureView]:
    """Return the figures that sources give differently, as far as published by the day."""
    known = claims_known(folder, as_of)
    views = []
    for name, figure in folder.dossier.figures.items():
        values = [
            FigureValueView(
                day=v.day, amount=v.amount, words=v.words, because=[c for c in v.because if c in known], doubt=v.doubt
            )
            for v in figure.values
            if any(c in known for c in v.because)
        ]
        if values:
            views.append(
                FigureView(
                    id=name,
                    title=figure.title,
                    unit=figure.unit,
                    sentence=disagreement(figure, values),
                    values=values,
                    note=figure.note,
                )
            )
    return views


def disagreement(figure: Figure, values: list[FigureValueView]) -> str:
    """Return the newest value that is not doubted, and what other sources of the year around it have."""
    best = max([v for v in values if not v.doubt] or values, key=lambda v: v.day)
    near = [v for v in values if abs((best.day - v.day).days) <= 365 and v.amount != best.amount]
    others = {
        v.amount: f"{v.amount:,.10g}{' (doubted)' if v.doubt else ''}" for v in sorted(near, key=lambda v: v.amount)
    }
    rest = f"; within a year of it also {listed(list(others.values()))}, never averaged" if others else ""
    return f"{figure.title}: {best.words} ({days.in_words(best.day)}){rest}."


def parts(folder: Folder) -> Iterator[tuple[str, Assumed]]:
    """Yield every part that carries figures, with its dotted place: of the gates, then of the programme."""
    for path, part in folder.parts:
        if isinstance(part, Assumed) and path[:1] != ("programme",):
            yield ".".join(map(str, path)), part
    programme = folder.dossier.programme
    if not programme:
        return
    for name in ("target", "intake", "renewal"):
        yield f"programme.{name}", getattr(programme, name)
    for group in ("courses", "sites", "instructors", "money"):
        for name, part in getattr(programme, group).items():
            yield f"programme.{group}.{name}", part
            if getattr(part, "ahead", None):
                yield f"programme.{group}.{name}.ahead", part.ahead


UNITS = {
    "soldiers": "soldiers",
    "within": "months",
    "lasts": "days",
    "instructors": "soldiers an instructor",
    "beds": "beds",
    "opens": "days after the gates open",
    "cost": "EUR a soldier-week",
    "takes": "days",
    "people": "people",
    "amount": "EUR",
    "amount_a_year": "EUR a year",
    "after": "times",
    "for_": "months",
}


def figures_of(where: str, part: Assumed) -> Iterator[tuple[str, str]]:
    """Yield the name and the written form of each figure in a part of the programme."""
    for name, field in type(part).model_fields.items():
        figure = getattr(part, name)
        if name in ("because", "assumed", "title", "upon") or figure is None or isinstance(figure, Assumed):
            continue
        unit = "soldiers a week" if where == "programme.intake" else UNITS.get(name, "")
        yield field.alias or name, written(figure, unit)


def written(figure: object, unit: str) -> str:
    """Return a figure as a person writes it, with its unit."""
    if isinstance(figure, Range):
        number = f"{figure.low:,.12g}" if figure.is_point else f"{figure.low:,.12g} to {figure.high:,.12g}"
        return f"{number} {unit}".strip()
    if isinstance(figure, dict):
        return "; ".join(f"{name} {written(value, unit)}" for name, value in figure.items())
    if isinstance(figure, list):
        return ", ".join(str(f) for f in figure)
    return f"{figure} {unit}".strip() if isinstance(figure, int) else str(figure)


def assumptions(folder: Folder) -> list[Assumption]:
    """Return every figure that no source gives, with why it was chosen."""
    found = []
    for where, part in parts(folder):
        figures = dict(figures_of(where, part))
        found += [
            Assumption(where=f"{where}.{name}", figure=figures.get(name, "?"), why=why)
            for name, why in part.assumed.items()
        ]
    for gate_name, gate in folder.dossier.gates.items():
        if gate.kind == "condition":
            found += [
                Assumption(where=f"{gate_name}.readings.{name}", figure=reading.title, why=reading.assumed)
                for name, reading in gate.readings.items()
                if reading.assumed
            ]
    found += [
        Assumption(where=f"rules.{name}", figure=rule.title, why=rule.assumed)
        for name, rule in folder.dossier.rules.items()
        if rule.assumed
    ]
    found += [
        Assumption(where=f"{name}.costs.{member}", figure=f"{cost.price:g} a step", why=cost.assumed)
        for name, proposal in folder.dossier.proposals.items()
        for member, cost in proposal.costs.items()
        if cost.assumed
    ]
    return found


def sourced_figures(folder: Folder, as_of: date) -> list[SourcedFigure]:
    """Return every figure of the programme that rests on claims."""
    known = claims_known(folder, as_of)
    return [
        SourcedFigure(where=f"{where}.{name}", figure=figure, because=[c for c in part.because if c in known])
        for where, part in parts(folder)
        if part.because
        for name, figure in figures_of(where, part)
        if name not in part.assumed and figure[:1].isdigit()
    ]


def unknown(folder: Folder, gates: Mapping[str, Verdict], as_of: date) -> list[str]:
    """Return what is not known, in sentences."""
    found = []
    for gate in gates.values():
        if isinstance(gate, VoteVerdict) and gate.proposed:
            nothing = [m.member for m in gate.members if m.position == "unknown"]
            near = [m.member for m in gate.members if m.position == "unclear"]
            if nothing:
                found.append(
                    f"On this proposal nothing was found from {counted(len(nothing), 'member')}: {listed(nothing)}."
                )
            if near:
                verb = "has" if len(near) == 1 else "have"
                who = counted(len(near), "member").capitalize()
                found.append(f"{who} {verb} spoken near the subject but not on it: {listed(near)}.")
        if isinstance(gate, ConditionVerdict):
            for series in gate.series:
                if series.known_until < as_of:
                    last = days.in_words(series.known_until - days.ONE)
                    found.append(f"{series.title}: no day after {last} had been observed.")
            if len(gate.series) > 1 and not observed_together(gate.series):
                found.append(f"No day was observed in all series at once: {listed([s.title for s in gate.series])}.")
        if gate.state == "unknown":
            found.append(gate.sentence)
    programme = folder.dossier.programme
    if programme:
        silent = [pool.title for pool in programme.instructors.values() if pool.inside == "unknown"]
        if silent:
            found.append(
                f"Whether they may teach inside Ukraine is unknown, and counts as no in the plan: {listed(silent)}."
            )
    return list(dict.fromkeys(found))


def observed_together(series: list[DailyCounts]) -> bool:
    """Whether any day was observed in every series."""
    days_of = [{day for day, count in zip(s.days, s.counts, strict=True) if count is not None} for s in series]
    return bool(set.intersection(*days_of))


def stale(folder: Folder, gates: Mapping[str, Verdict], as_of: date) -> list[str]:
    """Return what nobody has looked at since its `check_by`, in sentences."""
    found = []
    for gate in gates.values():
        for member in gate.members if isinstance(gate, VoteVerdict) else ():
            if member.stale and member.check_by:
                note = f" {member.note}" if member.note else ""
                found.append(
                    f"The position of {member.name} was to be checked by {days.in_words(member.check_by)}.{note}"
                )
    read = folder.dossier.read_until
    if as_of > read:
        found.append(
            f"The news has been read up to {days.in_words(read)}: {counted((as_of - read).days, 'day')} are missing."
        )
    return found


def withdrawn(folder: Folder, as_of: date) -> list[str]:
    """Return the sources that had been published and withdrawn by the day, each with its claims, in sentences."""
    found = []
    for name, source in folder.sources.items():
        day = source.head.withdrawn
        if not is_withdrawn(source, as_of) or day is None:
            continue
        claims = [claim for claim, one in folder.dossier.claims.items() if one.in_ == name]
        lost = f"no longer counted: {listed(claims)}" if claims else "no claim rests on it"
        head = source.head
        found.append(f"{head.publisher} withdrew '{head.title}' ({name}) on {days.in_words(day)}: {lost}.")
    return found
