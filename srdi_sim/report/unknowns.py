"""What nobody knows, in words: what replications draw, its priors, what data have made of it."""

from __future__ import annotations

import math
from dataclasses import fields

from srdi_sim import distributions
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.report import wording
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainty
from srdi_sim.words import Lang, say, words


def runs_told(outlook: Outlook, lang: Lang) -> str:
    """Return how many replications there are, their seed and whence their parameters."""
    runs = say("report.runs", lang, n=outlook.replications, seed=outlook.seed)
    drawn = parameters_told(outlook.scenario, outlook.replications, lang)
    return runs + say("report.joint", lang) + drawn


def uncertainty_told(name: str, lang: Lang) -> str:
    """Return the name of an uncertainty."""
    # Somebody else's priors may have names of their own.
    return words(lang).get(f"report.uncertainty.{name}", name)


def parameters_told(scenario: Scenario, replications: int, lang: Lang) -> str:
    """Return what the parameters of some replications are drawn from: priors, or a posterior."""
    posterior = scenario.uncertainties.posterior
    if posterior is None:
        return say("report.parameters.prior", lang)
    drawn = say(
        "report.parameters.posterior",
        lang,
        name=posterior.name,
        draws=len(posterior),
        fitted=len(posterior.names),
        until=posterior.until,
    )
    told = [drawn]
    if scenario.posterior_of_other_population:
        names = {"fitted": posterior.population, "own": scenario.population.name}
        told.append(say("report.parameters.other_population", lang, **names))
    if replications > len(posterior):
        told.append(say("report.parameters.again", lang))
    return say("report.joint", lang).join(told)


def posterior_told(uncertainty: Uncertainty, scenario: Scenario, lang: Lang) -> str:
    """Return median and 80 % of a fitted uncertainty, of yes and no the share; else nothing."""
    posterior = scenario.uncertainties.posterior
    if posterior is None or uncertainty.name not in posterior.names:
        return ""
    prior = uncertainty.entry(scenario.start.year)
    if isinstance(prior, distributions.Chance):
        drawn = posterior.quantiles[:, posterior.names.index(uncertainty.name)]
        return say("report.fit.yes", lang, share=wording.share_told(float(prior.at(drawn).mean())))
    low, median, high = (
        float(prior.at(posterior.prior_quantile(uncertainty.name, end))) for end in (0.1, 0.5, 0.9)
    )
    return interval80_told(median, low, high)


def interval80_told(median: float, low: float, high: float) -> str:
    """Return the median and the 80 % interval of what nobody knows, in three digits."""
    return f"{median:.3g} ({low:.3g}–{high:.3g})"


def prior_told(uncertainty: Uncertainty, lang: Lang) -> str:
    """Return a prior in words, with the year from which each part of it holds."""
    parts = []
    for since, distribution in uncertainty.dated:
        told = _distribution_told(distribution, lang)
        if len(uncertainty.dated) > 1:
            told = words(lang)["report.prior.from"].format(year=since, prior=told)
        parts.append(told)
    told = say("report.joint", lang).join(parts)
    return words(lang)["report.prior.yearly"].format(prior=told) if uncertainty.yearly else told


def _distribution_told(distribution: distributions.Distribution, lang: Lang) -> str:
    if isinstance(distribution, distributions.Choice):
        pairs = zip(distribution.values, distribution.chances, strict=True)
        choices = ", ".join(f"{value:g} ({chance:.0%})" for value, chance in pairs)
        return words(lang)["report.prior.choice"].format(choices=choices)
    values = {
        field.name: getattr(distribution, field.name)
        for field in fields(distribution)  # type: ignore[arg-type]  # every one is a dataclass
    }
    told = say(f"report.prior.{type(distribution).__name__.lower()}", lang, **values)
    match distribution:
        case distributions.Normal(low=low, high=high):
            cut = math.isfinite(low) or math.isfinite(high)
        case distributions.LogNormal(low=low, high=high):
            cut = low > 0.0 or math.isfinite(high)
        case _:
            cut, low, high = False, 0.0, 0.0
    if cut:
        ends = (f"{end:g}".replace("inf", "∞") for end in (low, high))
        told += say("report.prior.cut", lang, low=next(ends), high=next(ends))
    return told
