"""What is left of a programme when only some members take part: sites, beds, instructors, money."""

from __future__ import annotations

from collections.abc import Collection

from placet.dossier.schema import Instructors, Programme, Site
from placet.gates.verdict import Range, Remains
from placet.gates.words import counted, in_words, listed

HOST = "UA"
SOMEWHERE = "EU"
MONEY = "Shares of the common costs are unknown: the key by gross national income is not sourced here."


def remains(programme: Programme, partners: Collection[str], without: Collection[str], title: str) -> Remains:
    """Return what stays of the programme when `partners` take part and `without` do not.

    Sites in the host country stay. A site whose host is only known as "EU", and instructors whose nations are not
    known or of which only some take part, stay in the high figure and fall away in the low one. Members that are known
    to host and send nothing (`programme.absent`) leave no gap. Shares rest on the middle of the dossier's figures.
    Nothing is planned anew: what binds may change.
    """
    if set(without) <= programme.absent.keys():
        everything = Range(low=1.0, mid=1.0, high=1.0)
        number = len(programme.sites)
        return Remains(
            title=title,
            without=sorted(without),
            sites=number,
            sites_all=number,
            sites_lost=[],
            beds=everything,
            instructors=everything,
            money=MONEY,
            sentence=f"{title}: all {counted(number, 'site')} and all instructors stay.",
        )
    lost = [site for site in programme.sites.values() if _stays(site, partners) == (False, False)]
    beds = sum(site.beds.mid for site in programme.sites.values())
    people = sum(pool.people.mid for pool in programme.instructors.values())
    beds_left = [sum(s.beds.mid for s in programme.sites.values() if _stays(s, partners)[end]) for end in (0, 1)]
    people_left = [
        sum(p.people.mid for p in programme.instructors.values() if _sent(p, partners)[end]) for end in (0, 1)
    ]
    sites = len(programme.sites) - len(lost)
    beds_range, people_range = _range(beds_left, beds), _range(people_left, people)
    return Remains(
        title=title,
        without=sorted(without),
        sites=sites,
        sites_all=len(programme.sites),
        sites_lost=[site.title for site in lost],
        beds=beds_range,
        instructors=people_range,
        money=MONEY,
        sentence=(
            f"{title}: {in_words(sites) + ' of' if lost else 'all'} {counted(len(programme.sites), 'site')}, "
            f"{shares(beds_range)} of the beds and {shares(people_range)} of the instructors stay"
            + (f"; {listed([site.title for site in lost])} fall away." if lost else ".")
        ),
    )


def _stays(site: Site, partners: Collection[str]) -> tuple[bool, bool]:
    """Return whether a site stays at least, and at most."""
    host = site.in_[:2]
    if host == SOMEWHERE:
        return False, True
    stays = host == HOST or host in partners
    return stays, stays


def _sent(pool: Instructors, partners: Collection[str]) -> tuple[bool, bool]:
    """Return whether a pool stays whole at least, and at most."""
    if not pool.nations:
        return False, True
    return all(n in partners for n in pool.nations), any(n in partners for n in pool.nations)


def _range(left: list[float], whole: float) -> Range:
    low, high = (part / whole if whole else 0.0 for part in left)
    return Range(low=low, mid=(low + high) / 2, high=high)


def shares(share: Range) -> str:
    """Return a share with its bounds: `84 to 100 %`."""
    low, high = f"{share.low:.0%}".removesuffix("%"), f"{share.high:.0%}".replace("%", " %")
    return high if low == high.removesuffix(" %") else f"{low} to {high}"
