"""The science: one scalar function per behaviour, one file per theme; numbers in, number out."""
