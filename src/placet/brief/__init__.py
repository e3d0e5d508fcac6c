"""The report for people: blocks put together from an assessment, written as one page of HTML or as Markdown."""
