"""STARTS: the `lotsen` command, which builds, trains, starts, measures and talks to the rest."""
