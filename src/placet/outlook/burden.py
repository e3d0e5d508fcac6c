"""Who carries the plan: shares, what falls away without each, who cannot go inside, what hosts give up for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from placet import data, training, votes
from placet.assessment import Burden, Carrier, Caveat
from placet.days import in_words
from placet.dossier.read import Folder
from placet.dossier.schema import Claim, Instructors, Programme
from placet.dossier.stances import claims_known
from placet.errors import UsageError
from placet.gates.verdict import Range
from placet.gates.words import counted, listed, percent, rounded, sentence
from placet.units import Range as Figure

GRID_WEEKS = 4
MOST_PLANNED = 12
"""So many parties are left out one after the other: those that carry most."""
HOST, SOMEWHERE = "UA", "EU"
OTHERS = {HOST: "Ukraine", SOMEWHERE: "Members that are not named"}
Basis = Literal["stated", "reported", "inferred", "assumed", "not known"]
KINDS: tuple[Basis, ...] = ("stated", "reported", "inferred")
METHOD = (
    "Shares of the plan for the middle of every figure if all gates open today; beds and instructors as the dossier "
    f"has them. What falls away is the difference of two plans on a {GRID_WEEKS}-week grid, the second without that "
    "party's sites and instructors and the rest planned anew: smaller than the share where others can step in. Where "
    "sites are alike, who hosts which share is one of several equally good answers. Who "
    "pays which part of the common costs is unknown: no key is in the dossier."
)


@dataclass(frozen=True)
class Party:
    """The sites and instructors of one carrier, by their names in the dossier."""

    id: str
    title: str
    sites: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()


def burden(folder: Folder, plan: training.Plan, as_of: date) -> Burden | None:
    """Return who carries a plan, or nothing for a dossier without a programme."""
    programme = folder.dossier.programme
    if programme is None:
        return None
    found = sorted(parties(programme, as_of), key=lambda one: -weight(one, programme, plan))
    first = {one.id: (one.sites, one.pools) for one in found[:MOST_PLANNED]}
    whole = training.best_plan(plan.network, grid_weeks=GRID_WEEKS, explain=False)
    lost = training.losses(plan.network, first, grid_weeks=GRID_WEEKS, whole=whole)
    displaced = {name: site.displaces for name, site in programme.sites.items() if site.displaces is not None}
    taken = by_party(found, plan, displaced)
    carriers = [carrier(one, programme, plan, lost.get(one.id), taken[one.id]) for one in found]
    carriers.sort(key=lambda one: (-one.soldiers, -one.instructors, one.id))
    held = caveats(programme, claims_known(folder, as_of))
    known = data.table("displacement")["known"][0]
    return Burden(
        sentence=finding(carriers),
        carriers=carriers,
        caveats=held,
        caveat_sentence=caveat_sentence(held, whole),
        displacement_sentence=displacement_sentence(carriers),
        comparison=str(known["sentence"]),
        comparison_source=f"{known['publisher']}, “{known['title']}”, {in_words(known['published'])}",
        comparison_address=str(known["address"]),
        method=METHOD,
    )


def parties(programme: Programme, as_of: date) -> list[Party]:
    """Return who hosts or sends: members by code; instructors of several nations, whose parts are unknown, together."""
    found: dict[str, Party] = {}

    def party(code: str, title: str) -> Party:
        return found.setdefault(code, Party(code, title))

    names = names_of(as_of)
    for name, site in programme.sites.items():
        code = site.in_[:2]
        one = party(code, names.get(code, code))
        found[code] = replace(one, sites=(*one.sites, name))
    for name, pool in programme.instructors.items():
        code = pool.nations[0] if len(pool.nations) == 1 else name if pool.nations else SOMEWHERE
        one = party(code, names.get(code, code) if len(pool.nations) < 2 else pool.title)
        found[code] = replace(one, pools=(*one.pools, name))
    return list(found.values())


def weight(one: Party, programme: Programme, plan: training.Plan) -> float:
    """Return by what parties are ordered: their share of the soldiers and of the instructors."""
    people = sum(pool.people.mid for pool in programme.instructors.values())
    hosted = sum(plan.trained_by_site[name] for name in one.sites)
    sent = sum(programme.instructors[name].people.mid for name in one.pools)
    return part(hosted, plan.trained) + part(sent, people)


def names_of(as_of: date) -> dict[str, str]:
    """Return the names of those who may host or send, by code."""
    try:
        members = votes.members(as_of)
    except UsageError:
        return dict(OTHERS)
    return {member.code: member.name for member in members} | OTHERS


def by_party(
    found: list[Party], plan: training.Plan, displaced: Mapping[str, Figure]
) -> dict[str, training.Displacement]:
    """Return what the plan displaces at the sites of each party."""
    nothing = training.Displacement(0.0, Figure.point(0.0), 0.0)
    hosts = {name: one.id for one in found for name in one.sites}
    sites = tuple(replace(site, host=hosts[site.id]) for site in plan.network.sites)
    grouped = replace(plan, network=replace(plan.network, sites=sites))
    taken = training.displacement(grouped, displaced)
    return {one.id: taken.get(one.id, nothing) for one in found}


def carrier(
    one: Party, programme: Programme, plan: training.Plan, lost: training.Loss | None, taken: training.Displacement
) -> Carrier:
    """Return what one party carries."""
    soldiers = sum(plan.trained_by_site[name] for name in one.sites)
    beds = sum(programme.sites[name].beds.mid for name in one.sites)
    people = sum(programme.instructors[name].people.mid for name in one.pools)
    all_beds = sum(site.beds.mid for site in programme.sites.values())
    all_people = sum(pool.people.mid for pool in programme.instructors.values())
    said = taken.unknown_bed_weeks < taken.bed_weeks
    return Carrier(
        id=one.id,
        title=one.title,
        soldiers=soldiers,
        soldiers_share=part(soldiers, plan.trained),
        beds=beds,
        beds_share=part(beds, all_beds),
        instructors=people,
        instructors_share=part(people, all_people),
        fewer=lost.soldiers if lost else None,
        eur_less=lost.eur if lost else None,
        bed_weeks=taken.bed_weeks,
        displaced=Range.of(taken.displaced) if said else None,
        displaced_unknown=taken.unknown_bed_weeks,
    )


def part(some: float, whole: float) -> float:
    """Return a share; 0 of nothing."""
    return some / whole if whole else 0.0


def finding(carriers: list[Carrier]) -> str:
    """Return who hosts most, and which member's leaving would cost most, in one sentence."""
    first = carriers[0]
    said = f"{first.title} hosts {percent(first.soldiers_share)} of the soldiers trained" if first.soldiers else ""
    missed, gone = max(((one.fewer or 0.0, one.title) for one in carriers if one.id != HOST), default=(0.0, ""))
    trained = sum(one.soldiers or 0.0 for one in carriers)
    if missed < 0.002 * trained or round(missed) <= 0:
        lost = "without any one of the members the others would train almost as many"
    else:
        lost = f"of the members, the plan would lose most without {gone}: {rounded(missed)} soldiers"
    return sentence("; ".join(filter(None, (said, lost))))


def caveats(programme: Programme, claims: Mapping[str, Claim]) -> list[Caveat]:
    """Return the instructors that cannot go inside, or of whom that is not known."""
    found = []
    for name, pool in programme.instructors.items():
        if pool.inside == "yes":
            continue
        because = [claim for claim in pool.because if claim in claims]
        basis = basis_of(pool, {claims[claim].kind for claim in because})
        found.append(
            Caveat(
                pool=name,
                title=pool.title,
                people=Range.of(pool.people),
                inside=pool.inside,
                basis=basis,
                because=because,
                sentence=caveat_words(pool, basis),
            )
        )
    return found


def basis_of(pool: Instructors, kinds: set[str]) -> Basis:
    """Return how it is known that instructors cannot go inside."""
    if pool.inside == "unknown":
        return "not known"
    if "inside" in pool.assumed:
        return "assumed"
    found: Basis = next((kind for kind in KINDS if kind in kinds), "assumed")
    return found


def caveat_words(pool: Instructors, basis: str) -> str:
    """Return a caveat in words."""
    people = between(pool.people)
    if pool.inside == "unknown":
        said = f"{pool.title}: whether its {people} instructors may go inside is not known; the plan counts them as no"
    else:
        said = f"{pool.title}: its {people} instructors cannot go inside ({basis})"
    return sentence(f"{said}; {pool.caveat}" if pool.caveat else said)


def caveat_sentence(held: list[Caveat], before: training.Plan) -> str:
    """Return what it would bring if those went inside of whom it is not known, and if all did."""
    if not held:
        return "Nobody who sends instructors keeps them from going inside."
    gains: dict[str, float] = {}
    unknown = {one.pool for one in held if one.inside == "unknown"}
    for who, pools in (("those of whom it is not known", unknown), ("all of them", {one.pool for one in held})):
        if pools and (who != "all of them" or pools != unknown):
            sent = tuple(replace(pool, inside=pool.inside or pool.id in pools) for pool in before.network.instructors)
            more = training.best_plan(
                replace(before.network, instructors=sent), grid_weeks=GRID_WEEKS, explain=False, basis=before.basis
            )
            gain = round(more.trained - before.trained)
            if gain > max(gains.values(), default=0):
                gains[who] = gain
    said = [f"if {who} went, {rounded(gain)} more would be trained" for who, gain in gains.items()]
    kept = f"{counted(len(held), 'group')} of instructors {'is' if len(held) == 1 else 'are'} not counted inside"
    return sentence(f"{kept}; {listed(said)}" if said else f"{kept}, and if they went no more would be trained")


def displacement_sentence(carriers: list[Carrier]) -> str:
    """Return what the plan takes from the hosts' own training, in words; what nobody has said stays unknown."""
    used = sum(one.bed_weeks for one in carriers)
    unknown = sum(one.displaced_unknown for one in carriers)
    spans = [one.displaced for one in carriers if one.displaced is not None]
    if not spans:
        return (
            f"How much of the hosts' own training {rounded(used)} bed-weeks displace is unknown: the dossier says it "
            "for no site."
        )
    low, high = sum(span.low for span in spans), sum(span.high for span in spans)
    said = f"The plan displaces {rounded(low)} to {rounded(high)} bed-weeks of the hosts' own training"
    if unknown > 0.5:
        return f"{said}; for {rounded(unknown)} of the {rounded(used)} bed-weeks that it uses it is unknown."
    return f"{said}, for the {rounded(used)} that it uses."


def between(figure: Figure) -> str:
    """Return a figure with its interval in words."""
    return rounded(figure.low) if figure.is_point else f"{rounded(figure.low)} to {rounded(figure.high)}"
