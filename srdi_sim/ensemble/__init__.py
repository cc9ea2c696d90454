"""Many runs: in this process or several, in memory or in a run folder."""
