"""Gates: what must be open, and what each of them says on a day."""
