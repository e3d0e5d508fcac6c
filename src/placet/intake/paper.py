"""A PDF as an item: the text of its pages by pypdf."""

from __future__ import annotations

import io
import re

from placet.extras import needed
from placet.intake.item import Item, Refused, one_line, tidy

MOST_PAGES = 500
LEAST_LETTERS = 30


def pdf_items(content: bytes) -> list[Item]:
    """Return the one text of a paper.

    Raises
    ------
    Refused
        When it is broken, encrypted, too long, or a picture of text.
    """
    pypdf = needed("pypdf")
    errors = needed("pypdf.errors")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("the PDF is encrypted; save it again without a password, or add its text as a .txt file")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"the PDF has {len(reader.pages):,} pages; the most that is read is {MOST_PAGES}")
        pages = [page.extract_text() or "" for page in reader.pages]
        head = reader.metadata or {}
    except (errors.FileNotDecryptedError, errors.DependencyError):
        raise Refused(
            "the PDF is encrypted; save it again without a password, or add its text as a .txt file"
        ) from None
    except Refused:
        raise
    except RecursionError:
        raise Refused("the PDF is broken: its parts lead back to themselves") from None
    except Exception as failure:  # pypdf raises whatever a malformed file trips over
        raise Refused(f"the PDF is broken: {one_line(failure, 120) or type(failure).__name__}") from None
    text = joined(pages)
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        raise Refused("the PDF has no text, only pictures of it; read it with a text recognition and add the .txt file")
    made = re.match(r"D:([0-9]{4})([0-9]{2})([0-9]{2})", str(head.get("/CreationDate", "")))
    return [
        Item(
            text=text,
            extractor=f"pypdf {pypdf.__version__}",
            title=one_line(head.get("/Title") or ""),
            day="-".join(made.groups()) if made else "",
            basis="inferred",
            cautions=("The day is the one on which the PDF was made.",) if made else (),
        )
    ]


def joined(pages: list[str]) -> str:
    """Return pages as one text, a blank line between them, words that were cut at a line's end put together."""
    text = "\n\n".join(tidy(page).strip() for page in pages)
    return tidy(re.sub(r"(?<=[^\W\d_])-\n(?=[a-zà-ÿа-я])", "", text))
