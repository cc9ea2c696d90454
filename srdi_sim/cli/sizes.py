"""How much is simulated where nobody says so, and where searches keep what they found."""

REPLICATIONS = 1000  # of `run` and `budget`
OF_EACH_READING = 200  # the same of `run --readings` and `budget --reconcile`
ARCHIVE = "archive"  # of evaluations, in the folder of a search
