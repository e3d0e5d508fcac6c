"""From a text to suggested claims, by rules: nothing is accepted by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from placet.evidence.claim import Suggestion
from placet.evidence.conditions import conditions, decision_rules
from placet.evidence.figures import quantities, vote_counts
from placet.evidence.holders import Cast, Discourse, cast
from placet.evidence.reading import reading
from placet.evidence.speech import events, quotes, reports, roles
from placet.evidence.stances import Seen, allied, stances
from placet.evidence.wording import wording


def suggest(
    text: str, *, title: str = "", language: str = "en", published: date | None = None, publisher: str = ""
) -> tuple[Suggestion, ...]:
    """Return the claims that the rules read in a text, in its order.

    Parameters
    ----------
    text
        The text as it is stored. Offsets of the claims are code points of this text.
    title
        The headline, when it is no part of the text: it helps to resolve who "he" and "the country" are; no claim is
        read in it.
    language
        The language's code, with or without a region. A language whose grammar is not known gets the rules that need
        only names and numbers.
    published
        The day of publication: who held which office then.
    publisher
        The outermost link of each chain of attribution.
    """
    language = language.lower().replace("_", "-").split("-")[0]
    words = wording(language)
    discourse = Discourse()
    if title:
        headline = reading(title, language, words, published)
        for sentence in headline.sentences:
            _keep(discourse, cast(headline, sentence, discourse))
    found: list[Suggestion] = []
    held = reading(text, language, words, published)
    for sentence in held.sentences:
        names = cast(held, sentence, discourse)
        waits = conditions(held, sentence)
        rules = decision_rules(held, sentence)
        found += waits
        found += rules
        found += stances(held, sentence, names, Seen(tuple(waits), tuple(rules)))
        found += quantities(held, sentence)
        found += vote_counts(held, sentence)
        found += quotes(held, sentence, names, discourse)
        found += reports(held, sentence, names)
        found += roles(held, names)
        found += events(held, sentence, names)
        _keep(discourse, names)
    lead = (publisher,) if publisher else ()
    ordered = allied(sorted(found, key=lambda one: (one.start, one.end)))
    return tuple(replace(one, chain=(*lead, *one.chain)) if lead else one for one in ordered)


def _keep(discourse: Discourse, names: Cast) -> None:
    """Keep in mind whom a sentence spoke of: its first subject last, for that is whom "it" stands for."""
    for one in reversed([one for one in names.holders if one.start in names.subjects]):
        discourse.heard(one)
    if not names.subjects:
        for one in names.holders[:1]:
            discourse.heard(one)
