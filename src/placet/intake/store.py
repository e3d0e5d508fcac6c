"""From what was named (files, addresses, feeds) to sources of a dossier, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from placet import days, evidence
from placet.dossier.checks.quote_stands import stands
from placet.dossier.files import MOST_SOURCE_BYTES
from placet.dossier.read import looked_at
from placet.dossier.schema import Claim, Source
from placet.dossier.sources import text_sha256, trimmed
from placet.errors import UsageError
from placet.intake.apart import MOST_SECONDS, items_of
from placet.intake.fetch import fetch
from placet.intake.item import ENDINGS, Basis, Item, Raw, Refused, Stated, one_line, tidy
from placet.intake.kinds import MOST_BYTES, kind_of
from placet.intake.language import language_of
from placet.intake.page import day_in_address
from placet.intake.shelf import Shelf, same_address

What = Literal["kept", "changed", "there", "withdrawn", "refused"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one article, release or entry, or of an input that could not be read.

    `what`: `kept` as a new source; `changed`: kept beside an earlier snapshot, which stays; `there` already;
    `withdrawn` by its publisher; `refused`. `said` is that in a sentence.
    """

    named: str
    what: What
    said: str
    source: str = ""
    title: str = ""
    publisher: str = ""
    published: date | None = None
    basis: Basis | None = None
    language: str = ""
    words: int = 0
    copy_of: str = ""
    suggested: int = 0
    cautions: tuple[str, ...] = field(default=())


def add(
    dossier: str | Path,
    named: Sequence[str],
    *,
    today: date,
    stated: Stated | None = None,
    follow: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    besides: Collection[str] = (),
    most_seconds: float = MOST_SECONDS,
) -> Iterator[Outcome]:
    """Yield what becomes of each article in files, at addresses and in feeds; what is yielded is there for good.

    Parameters
    ----------
    dossier
        The dossier's folder; it may have problems, as long as it is one.
    named
        Files and http(s) addresses: HTML, PDF, plain text, Markdown, RSS, Atom, ninjs.
    today
        The day on which this is done: nothing is published after it, and what states no day counts from it.
    stated
        What the user states, which goes before what a page says; not for a feed's entries but for the publisher and
        language.
    follow
        Also fetch the pages to which the entries of a feed lead.
    dry_run
        Write nothing.
    progress
        Called with how many entries of an input are done, and of how many.
    besides
        Numeric addresses that may be reached although they are not public; for tests.
    most_seconds
        The most that reading one input may take.

    Raises
    ------
    DossierError
        When the folder is no dossier.
    UsageError
        When the stated day lies ahead, or the extras are not installed.
    OutputError
        When the dossier cannot be written.
    """
    wish = stated or Stated()
    if wish.day and wish.day > today:
        raise UsageError(f"{wish.day} lies ahead: nothing was published after {today}")
    intake = Intake(Path(dossier), today, wish, dry=dry_run, besides=besides, most_seconds=most_seconds)
    for one in named:
        try:
            yield from intake.outcomes(one, follow=follow, progress=progress)
        except Refused as refused:
            yield Outcome(one, "refused", one_line(refused, 600))


class Intake:
    """One run of `add` over one dossier."""

    def __init__(
        self, dossier: Path, today: date, stated: Stated, *, dry: bool, besides: Collection[str], most_seconds: float
    ) -> None:
        self.dossier, self.today, self.stated = dossier, today, stated
        self.besides, self.most_seconds = besides, most_seconds
        self.shelf = Shelf(dossier, dry=dry)
        self.dry = dry
        self.claims: dict[str, Claim] | None = None

    def outcomes(self, named: str, *, follow: bool, progress: Progress | None) -> Iterator[Outcome]:
        """Yield what becomes of one input."""
        raw = fetch(named, besides=self.besides) if is_address(named) else from_file(named)
        items = items_of(raw, most_seconds=self.most_seconds)
        kind = kind_of(raw)
        many = kind in ("feed", "ninjs")
        usual = language_of(" ".join(item.text for item in items[:50])) if many else ""
        wish = Stated(publisher=self.stated.publisher, language=self.stated.language) if many else self.stated
        for number, item in enumerate(items, 1):
            from_where, found = raw, replace(item, language=item.language or usual)
            if follow and kind == "feed" and item.address:
                from_where, found = self.followed(raw, found)
            try:
                yield self.outcome(from_where, found, wish, in_list=many)
            except Refused as refused:
                yield Outcome(item.address or item.title or named, "refused", one_line(refused, 600), title=item.title)
            if progress:
                progress(number, len(items))

    def followed(self, raw: Raw, entry: Item) -> tuple[Raw, Item]:
        """Return the page of an entry, with what the entry states where the page does not; else the entry itself."""
        there = [self.shelf.heads[name] for name in self.shelf.snapshots(entry.address, entry.item)]
        if any(head.extractor and not head.extractor.startswith("feedparser") for head in there):
            return raw, entry
        try:
            page = fetch(entry.address, besides=self.besides)
            found = items_of(page, most_seconds=self.most_seconds)[0]
        except Refused as refused:
            why = one_line(f"The entry's own text: {refused}", 400)
            return raw, replace(entry, cautions=(*entry.cautions, why))
        return page, replace(
            found,
            item=entry.item,
            title=found.title or entry.title,
            publisher=found.publisher or entry.publisher,
            day=found.day if found.day and found.basis == "stated" else entry.day or found.day,
            basis="stated" if entry.day else found.basis,
            language=found.language or entry.language,
        )

    def outcome(self, raw: Raw, item: Item, wish: Stated, *, in_list: bool) -> Outcome:
        """Return what becomes of one article, and make it so."""
        address, cautions = address_of(raw, item, wish, in_list=in_list)
        if item.status == "withdrawn":
            return self.withdrawn(item, address)
        text = trimmed(tidy(item.text))
        if not text:
            raise Refused(f"{item.title or raw.name} has no text")
        size = len(text.encode())
        if size + 10_000 > MOST_SOURCE_BYTES:
            raise Refused(f"{raw.name} has {size / 1_000_000:.1f} MB of text; the most that a source holds is 1 MB")
        snapshots = self.shelf.snapshots(address, item.item)
        heads = self.shelf.heads
        sha256 = text_sha256(text)
        same = next((name for name in snapshots if heads[name].sha256 == sha256), None)
        same = same or self.same_file(text, address)
        if same:
            return self.there(raw, same)
        earlier = snapshots[-1] if snapshots else None
        published, basis, said = self.day_of(item, wish, address, heads[earlier] if earlier else None)
        cautions = (*item.cautions, *cautions, *said)
        followed = self.entry_without_page(item, snapshots)
        if followed:
            return self.there(raw, followed)
        return self.kept(raw, item, wish, text, address, published, basis, cautions, earlier)

    def entry_without_page(self, item: Item, snapshots: list[str]) -> str | None:
        """Return the kept page of a feed's entry, of which the entry itself is no newer version."""
        if not item.extractor.startswith("feedparser"):
            return None
        pages = [name for name in snapshots if not (self.shelf.heads[name].extractor or "").startswith("feedparser")]
        return pages[-1] if pages else None

    def same_file(self, text: str, address: str) -> str | None:
        """Return the source that was added before from a file with the same text, when neither has an address."""
        copy = self.shelf.known.copy_in(text) if address.startswith("file:") else None
        if copy is None or copy.how != "same":
            return None
        head = self.shelf.heads[copy.of]
        return copy.of if head.sha256 == text_sha256(text) else None

    def there(self, raw: Raw, name: str) -> Outcome:
        """Return that a source is there already."""
        head = self.shelf.heads[name]
        back = f", withdrawn on {head.withdrawn}" if head.withdrawn else ""
        return Outcome(
            raw.name, "there", f"already there as {name}{back}: nothing was written", name, head.title, head.publisher,
            head.published, head.published_basis, head.language,
        )  # fmt: skip

    def kept(
        self, raw: Raw, item: Item, wish: Stated, text: str, address: str, published: date, basis: Basis,
        cautions: tuple[str, ...], earlier: str | None,
    ) -> Outcome:  # fmt: skip
        """Write one source and return what it became."""
        publisher = one_line(wish.publisher or item.publisher or host_of(address), 200)
        title = one_line(wish.title or item.title or text.split("\n")[0], 300)
        language = wish.language or language_of(text, item.language)
        if not publisher:
            raise Refused(f"{raw.name} does not say who published it: give --publisher")
        if not language:
            raise Refused(f"{raw.name} is too short to tell its language: give --language")
        copy = self.shelf.known.copy_in(text)
        if copy and copy.of == earlier:
            copy = None  # a later version of the same page is no copy of it
        raw_file = f"{raw.sha256}{ENDINGS[kind_of(raw)]}"
        caution = one_line(" ".join(cautions), 1_900)
        head = Source(
            publisher=publisher,
            title=title,
            published=published,
            published_basis=basis,
            address=address,
            text="original",
            language=language,
            sha256=text_sha256(text),
            caution=caution or None,
            same_as=copy.of if copy else None,
            replaces=earlier,
            item=item.item or None,
            raw=raw_file,
            extractor=item.extractor,
        )
        name = self.shelf.name_for(published, publisher, title, text)
        rows = [] if copy and copy.how == "same" else suggestions(name, head, text)
        self.shelf.keep_raw(raw_file, raw.content)
        suggested = self.shelf.keep(name, head, text, rows)
        words = len(text.split())
        said = [
            f"kept as {name}: {title!r}, {publisher}, {days.in_words(published)} ({basis}), {language}, {words} words"
        ]
        if copy:
            said.append(self.copied(copy.of, copy.how, copy.share, published))
        if earlier:
            said.append(self.changed(earlier, text))
        return Outcome(
            raw.name, "changed" if earlier else "kept", ". ".join(said), name, title, publisher, published, basis,
            language, words, copy.of if copy else "", suggested, cautions,
        )  # fmt: skip

    def copied(self, of: str, how: str, share: float, published: date) -> str:
        """Return of which source this is a copy, and which is the older."""
        older = self.shelf.heads[of].published
        said = f"the same text as {of}" if how == "same" else f"nearly the text of {of} ({share:.0%} shared)"
        no_claims = "; its claims are that source's" if how == "same" else ""
        return f"It is {said}{no_claims}" + ("; it is the older of the two" if published < older else "")

    def changed(self, earlier: str, text: str) -> str:
        """Return what a changed page means for the claims that quote its earlier snapshot."""
        if self.claims is None:
            folder = looked_at(self.dossier, None)[0]
            self.claims = dict(folder.dossier.claims) if folder else {}
        quoting = {name: claim for name, claim in self.claims.items() if claim.in_ == earlier}
        gone = [name for name, claim in quoting.items() if not stands(claim.quote, text)]
        said = f"The page has changed since it was kept as {earlier}, which stays as it is"
        if not quoting:
            return f"{said}; no claim quotes it"
        rest = (
            f"the words of {', '.join(gone)} no longer stand in the new text" if gone else "all stand in the new text"
        )
        return f"{said}; {len(quoting)} of the claims quote it: {rest}"

    def day_of(
        self, item: Item, wish: Stated, address: str, earlier: Source | None
    ) -> tuple[date, Basis, tuple[str, ...]]:
        """Return the day of publication, where it comes from, and what a reader must know of it."""
        if wish.day:
            return wish.day, "stated", ()
        found, basis = calendar_day(item.day), item.basis
        if found is None:
            found, basis = calendar_day(day_in_address(address)), "from the address"
        if found and found > self.today:
            caution = f"It states the day {found}, which lay ahead when it was read on {self.today}; that day is taken."
            return self.today, "inferred", (caution,)
        if earlier and (found is None or found <= earlier.published):
            caution = f"A later version of a page that still states {earlier.published}; the day on which it was seen."
            return self.today, "inferred", (caution,)
        if found is None:
            return self.today, "inferred", ("No day is stated; it is the day on which it was read.",)
        return found, basis, ()

    def withdrawn(self, item: Item, address: str) -> Outcome:
        """Return which sources an agency took back, and write that into their heads."""
        named = item.item or address
        names = self.shelf.snapshots(address, item.item)
        open_ones = [name for name in names if self.shelf.heads[name].withdrawn is None]
        if not names:
            return Outcome(
                named, "refused", f"{named} was withdrawn by its publisher, and was never kept", title=item.title
            )
        if not open_ones:
            return self.there(Raw(b"", named), names[-1])
        day = min(calendar_day(item.day) or self.today, self.today)
        for name in open_ones:
            self.shelf.withdraw(name, max(day, self.shelf.heads[name].published))
        copies = [name for name, head in self.shelf.heads.items() if head.same_as in open_ones and not head.withdrawn]
        rest = f"; copies of it are not: {', '.join(copies)}" if copies else ""
        head = self.shelf.heads[open_ones[-1]]
        return Outcome(
            named, "withdrawn",
            f"{', '.join(open_ones)} was withdrawn by {head.publisher} on {day}: its claims count no more{rest}",
            open_ones[-1], head.title, head.publisher, head.published, head.published_basis, head.language,
        )  # fmt: skip


def suggestions(name: str, head: Source, text: str) -> list[dict[str, object]]:
    """Return the claims that the rules read in a source, as rows of `suggested.jsonl`."""
    found = evidence.suggest(
        text, title=head.title, language=head.language, published=head.published, publisher=head.publisher
    )
    return [{"source": name, "sha256": head.sha256, **one.plainly()} for one in found]


def is_address(named: str) -> bool:
    """Whether an input is an address; one that is not of the web is refused where it is fetched."""
    return "://" in named[:40] and not Path(named).exists()


def from_file(named: str) -> Raw:
    """Return the bytes of a file.

    Raises
    ------
    Refused
        When there is none, or it is too large for anything that is read.
    """
    path = Path(named)
    most = max(MOST_BYTES.values())
    try:
        if not path.is_file():
            raise Refused(
                f"{named} is a folder; name the files in it" if path.is_dir() else f"there is no file {named}"
            )
        if path.stat().st_size > most:
            size = path.stat().st_size / 1_000_000
            raise Refused(f"{named} has {size:,.1f} MB; the most that is read is {most / 1_000_000:g} MB")
        with path.open("rb") as file:
            return Raw(file.read(most), path.name)
    except (OSError, ValueError) as failure:
        why = getattr(failure, "strerror", None) or "this is no path"
        raise Refused(f"cannot read {named}: {why}") from None


def address_of(raw: Raw, item: Item, wish: Stated, *, in_list: bool) -> tuple[str, tuple[str, ...]]:
    """Return where an article is, and what a reader must know of that.

    What a fetched page says of its own address is believed on its own host only; elsewhere it hints at the original.
    """
    if wish.address:
        return wish.address, ()
    if raw.address and not in_list:
        there, said = host_of(raw.address), host_of(item.address)
        if not item.address or same_address(raw.address) == same_address(item.address):
            return raw.address, ()
        if there == said:
            return item.address, ()
        return raw.address, (f"The page names {one_line(item.address, 300)} as its original.",)
    if item.address:
        return item.address, ()
    return (raw.address or f"file:{quote(raw.name)[:300]}"), ()


def host_of(address: str) -> str:
    """Return the host of a web address without `www.`, or nothing."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def calendar_day(written: str) -> date | None:
    """Return a day as written, or nothing when it is none between the years 1900 and 2200."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None
