"""The words in English, one module for each topic."""
