"""How much is simulated where nobody says so, and where searches keep what they found."""

REPLICATIONS = 1000  # of `run` and `budget`
OF_EACH_READING = 200  # the same of `run --readings` and `budget --reconcile`
OF_A_TABLE = 30_000  # of `backtest`: what every fit is made from
DRAWS = 1_000  # of the posterior, of `calibrate` and `update`
ARCHIVE = "archive"  # of evaluations, in the folder of a search
