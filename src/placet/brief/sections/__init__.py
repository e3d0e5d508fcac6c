"""The sections of the brief, one file each; every function takes the book and returns its section."""
