"""The words of a back-test in English."""

WORDS = {
    "cli.backtest.about": (
        "fit to what was known at each date, forecast what came later, and score it"
    ),
    "cli.help.since": "the first date: the end of this year (that of the scenario's start)",
    "cli.help.backtest_data": "file of published figures, in place of the scenario's own",
    "cli.help.replications_table": (
        "simulations under the priors, which all fits are made from (30000; 500 at least)"
    ),
    "cli.help.out_backtest": "folder of records, pictures and simulations (runs/NAME-backtest)",
    "error.backtest.nothing_later": (
        "no published figure became known after the end of {given}: nothing to score"
    ),
    "report.backtest.title": "Back-test: {name}",
    "report.backtest.sum": (
        "{n} forecasts of {figures} published figures, made at {dates} dates, all from one table "
        "of {runs:,} simulations, seed {seed}."
    ),
    "report.backtest.closer": "Closer than “{name}”: {closer} of {n}.",
    "report.backtest.scores": (
        "Mean CRPS over the {n} that count firms: {score} against {naive_score}."
    ),
    "report.backtest.coverage": (
        "In the central intervals of the model (level → share of what came): {shares}. The same "
        "figures come again at every date, so these do not count as so many."
    ),
    "report.backtest.earlier": (
        "Beside it stands the back-test of {date}: program {version}, {n:,} simulations, scenario "
        "{scenario}."
    ),
    "report.backtest.vintage": "Known by {date}: figures fitted to {known}, foretold {later}",
    "report.backtest.column.seen": "Came",
    "report.backtest.column.model": "Model: median (80%)",
    "report.backtest.column.rank": "Rank",
    "report.backtest.column.score": "CRPS",
    "report.backtest.column.naive": "Best naive",
    "report.backtest.column.naive_score": "CRPS",
    "report.backtest.column.earlier": "Earlier",
    "report.backtest.naive.last_value": "as it was last",
    "report.backtest.naive.national_rate": "as the nation does",
    "report.backtest.short.last_value": "last",
    "report.backtest.short.national_rate": "nation",
    "report.backtest.year": "{year}",
    "report.backtest.what.stock": "titles valid, {when}",
    "report.backtest.what.flow": "titles given, {when}",
    "report.backtest.what.paid": "paid {when}, 万元",
    "report.backtest.note.score": (
        "Rank: where what came stands in the forecast, from 0 to 100, the middle of ties. CRPS: "
        "in firms or 万元, less is better, 0 is certain and right. Of a bound: the chance that "
        "was given to it, and its Brier score."
    ),
    "report.backtest.note.naive": (
        "Naive forecasts are distributions too: the last known count, or national rates for one "
        "specialised firm that the city was known to have; both as Poisson numbers. The best is "
        "chosen after the fact. National rates are given to every date, also before they were "
        "known. “–”: nothing to go by."
    ),
    "report.backtest.note.hindsight": (
        "The design had hindsight: model and priors ({priors}) were written after the figures "
        "were published. So few figures can show errors; they prove no skill."
    ),
    "report.backtest.kept": "Kept: {path}",
    "report.figure.backtest": "Foretold and seen",
    "report.figure.backtest_axis": "firms, or 万元 of money paid",
    "report.figure.backtest_known": "known by {date}, fitted to {known}",
    "report.figure.backtest_bars": (
        "Blue: median and 80% interval of the model; grey: of the best naive forecast; "
        "red: what came (arrow: only a bound)"
    ),
    "report.figure.backtest_runs": (
        "{n:,} simulations, seed {seed}; even to 10, logarithmic beyond; the priors had hindsight"
    ),
}
