"""``python -m srdi_sim``: the command `srdi` where its folder is not on the path."""

from srdi_sim.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
