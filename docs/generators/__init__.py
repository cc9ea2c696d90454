"""What the documentation takes from the code, the scenarios and a few runs."""
