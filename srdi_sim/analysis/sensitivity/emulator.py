"""An emulator: a Gaussian process that learns the mean response from few samples.

Indices are those of functions drawn from what the emulator still thinks possible, so that an
interval holds what it does not know. How far it is off where it was not shown the answer is
measured on held-out samples; an emulator that is far off is refused.

References
----------
Le Gratiet, Cannamela, Iooss (2014), SIAM/ASA Journal on Uncertainty Quantification 2, 336-363:
indices of draws. Wilson, Borovitskiy, Terenin, Mostowsky, Deisenroth (2020), ICML: drawing whole
functions by random features and Matheron's rule.
"""

from __future__ import annotations

import warnings
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import optimize
from scipy.linalg import cho_solve

from srdi_sim.analysis.sensitivity.bootstrap import Estimates, resampled
from srdi_sim.analysis.sensitivity.designs import sequence
from srdi_sim.analysis.sensitivity.methods import Method
from srdi_sim.analysis.sensitivity.noise import Array
from srdi_sim.analysis.sensitivity.shifts import Answers, answer_of
from srdi_sim.errors import SrdiError

LEAST_Q2 = 0.6  # that the lower end of the interval of Q² must reach
_FOLDS = 5
_EMULATED = ("sobol", "shapley")
_LEARNT_FROM = 512  # samples, if nobody says how many
_SAMPLES = 8192  # of the design over what is expected
_DRAWS, _OF_EACH_DRAW = 100, 256  # functions, and samples of the design over each
_WAVES = 1024  # that a drawn function is a sum of
_ROWS = 4096  # that are predicted at once, to bound the memory
_SMOOTHNESS = 2.5  # of the Matérn kernel: twice differentiable
_SHORT = 0.3  # scale of an input that explains everything, to begin with
_SLICES = 16  # of an input, to see what it explains
_HEIGHTS = (1e-2, 1e3)  # least and largest variance of the mean response, in that of the means
_SCALES = (0.05, 100.0)  # least and largest length scale, in ranges of an input
_NOISES = (1e-6, 10.0)  # least and largest variance of the error, in variances of the means


@dataclass(frozen=True, slots=True)
class Quality:
    """How well an emulator tells the mean response of samples that it was not shown.

    Attributes
    ----------
    samples, folds : int
        Each fold is predicted by an emulator of the other folds.
    rmse : float
        Root of the mean square error against the held-out samples' means.
    q2_of_means : float
        Share of the variance of the held-out means that is predicted; the error that chance leaves
        on a mean cannot be.
    q2, q2_low95, q2_high95 : float
        The same of the mean response: without the error that chance leaves on a mean.
    """

    samples: int
    folds: int
    rmse: float
    q2_of_means: float
    q2: float
    q2_low95: float
    q2_high95: float

    @property
    def is_poor(self) -> bool:
        """Whether indices of this emulator may be far from those of the model."""
        return not self.q2_low95 >= LEAST_Q2

    def as_dict(self) -> dict[str, Any]:
        """Return plain values by name."""
        return asdict(self)


class Emulator:
    """A Gaussian process over the inputs, fitted to the samples' means.

    Parameters
    ----------
    points, means : the samples; of points the last axis are inputs
    answers : how many answers each input has, None where it is a number
    like : an emulator whose scales are a good start for this one's
    """

    def __init__(
        self, points: Array, means: Array, answers: Answers, like: Emulator | None = None
    ) -> None:
        self._answers = answers
        self._centre, self._size = float(means.mean()), float(means.std()) or 1.0
        columns, told = self._columns(points), (means - self._centre) / self._size
        starts = [like._kernel] if like else _starts(columns, told)
        fits = [_fitted(kernel, columns, told) for kernel in starts]
        self._process: Any = max(fits, key=lambda fit: float(fit.log_marginal_likelihood_value_))
        self._kernel: Any = self._process.kernel_

    def mean(self, points: Array) -> Array:
        """Return the mean response that is expected at points."""
        columns, process = self._columns(points), self._process
        told = [
            self._smooth(columns[begin : begin + _ROWS], process.X_train_) @ process.alpha_
            for begin in range(0, len(columns), _ROWS)
        ]
        return self._centre + self._size * np.concatenate(told)

    def drawn(self, points: Array, rng: np.random.Generator) -> Array:
        """Return, at points, a function drawn from those that the samples leave possible."""
        process = self._process
        seen, columns = process.X_train_, self._columns(points)
        prior = self._prior(np.vstack([seen, columns]), rng)
        error = rng.normal(0.0, np.sqrt(self._kernel.k2.noise_level), len(seen))
        off = cho_solve((process.L_, True), process.y_train_ - prior[: len(seen)] - error)
        told: Array = prior[len(seen) :] + self._smooth(columns, seen) @ off
        return self._centre + self._size * told

    def _prior(self, columns: Array, rng: np.random.Generator) -> Array:
        """Return a function drawn without regard to the samples: a sum of random waves."""
        constant, matern = self._kernel.k1.k1, self._kernel.k1.k2
        freedom = 2.0 * _SMOOTHNESS
        stretch = np.sqrt(freedom / rng.chisquare(freedom, (1, _WAVES)))
        waves = rng.normal(size=(columns.shape[1], _WAVES)) * stretch
        waves /= np.broadcast_to(matern.length_scale, columns.shape[1])[:, None]
        shift = rng.uniform(0.0, 2.0 * np.pi, _WAVES)
        height = np.sqrt(2.0 * constant.constant_value / _WAVES)
        found: Array = np.cos(columns @ waves + shift) @ rng.normal(0.0, height, _WAVES)
        return found

    def _smooth(self, columns: Array, seen: Array) -> Array:
        """Return the covariance of the mean response at two sets of points."""
        covariance: Array = self._kernel.k1(columns, seen)
        return covariance

    def _columns(self, points: Array) -> Array:
        """Return numbers as they are, and a column of 0 and 1 for each answer of the others."""
        flat = points.reshape(-1, points.shape[-1])
        columns = []
        for u, count in zip(flat.T, self._answers, strict=True):
            if count is None:
                columns.append(u[:, None])
            else:
                chosen = answer_of(u, count)[:, None] == np.arange(1 if count <= 2 else 0, count)
                columns.append(chosen.astype(np.float64))
        return np.hstack(columns)


def _starts(columns: Array, told: Array) -> list[Any]:
    """Return kernels to begin the search for the likeliest scales from.

    From equal scales it often ends where an input of effect is taken for one without. So the more
    an input explains by itself the shorter its scale; those that explain nothing alone may yet act
    with others, and begin with a short scale once and with a longer one once.
    """
    _, kernels = _gaussian()
    alone = np.array([_explained(column, told) for column in columns.T])
    scales = _SHORT / np.sqrt(np.maximum(alone, 1e-9))
    return [
        kernels.ConstantKernel(1.0, _HEIGHTS)
        * kernels.Matern(np.clip(scales, _SHORT, longest), _SCALES, _SMOOTHNESS)
        + kernels.WhiteKernel(0.1, _NOISES)
        for longest in (1.0, 3.0)
    ]


def _explained(column: Array, told: Array) -> float:
    """Return the share of variance between slices of one column, less what chance puts there."""
    slices = np.unique(column, return_inverse=True)[1]
    if slices.max() >= _SLICES:
        slices = slices.argsort(kind="stable").argsort(kind="stable") * _SLICES // slices.size
    sizes = np.bincount(slices)
    means = np.bincount(slices, told) / sizes
    between = sizes @ (means - told.mean()) ** 2
    within = np.sum((told - means[slices]) ** 2)
    freedom = max(told.size - sizes.size, 1)
    return float((between - (sizes.size - 1) * within / freedom) / (between + within))


def _fitted(kernel: Any, columns: Array, told: Array) -> Any:
    """Return a process with the likeliest scales that the search finds from a kernel."""

    def search(loss: Any, start: Array, bounds: Array) -> tuple[Array, float]:
        found = optimize.minimize(loss, start, jac=True, bounds=bounds, options={"ftol": 1e-5})
        return found.x, found.fun

    make, _ = _gaussian()
    process = make(kernel, optimizer=search)
    with warnings.catch_warnings():
        # It warns of scales at their limit: they are of inputs without effect.
        warnings.simplefilter("ignore")
        return process.fit(columns, told)


def _gaussian() -> tuple[Any, Any]:
    """Return the process and the kernels of scikit-learn, or say which extra brings them."""
    try:
        from sklearn.gaussian_process import GaussianProcessRegressor, kernels
    except ModuleNotFoundError as error:
        raise SrdiError("extra.missing", {"extra": "search", "library": "scikit-learn"}) from error
    return GaussianProcessRegressor, kernels


def quality(points: Array, values: Array, answers: Answers) -> Quality:
    """Return how far emulators of a part of the samples are off at the rest."""
    means = values.mean(axis=-1).ravel()
    fold = np.arange(means.size) % _FOLDS
    whole = Emulator(points, means, answers)
    told = np.empty_like(means)
    for each in range(_FOLDS):
        held = fold == each
        part = Emulator(points[~held], means[~held], answers, like=whole)
        told[held] = part.mean(points[held])
    errors, chance = (means - told) ** 2, values.var(axis=-1, ddof=1).ravel() / values.shape[-1]
    apart = (means - means.mean()) ** 2
    weights = resampled(means.size, np.random.default_rng(0)) / means.size
    explained = weights @ (apart - chance)
    told_of = explained > 0.0  # where there is nothing to tell, nothing is told
    missed = np.maximum(weights @ (errors - chance), 0.0)
    q2 = np.where(told_of, 1.0 - missed / np.where(told_of, explained, 1.0), -np.inf)
    low, high = np.percentile(q2[1:], (2.5, 97.5), method="nearest")
    of_means = 1.0 - errors.mean() / (apart.mean() or 1.0)
    rmse = float(np.sqrt(errors.mean()))
    return Quality(means.size, _FOLDS, rmse, float(of_means), float(q2[0]), float(low), float(high))


def emulated_method(method: Method) -> Method:
    """Return a method that asks an emulator; its design are the points the emulator learns from."""
    if method.name not in _EMULATED:
        allowed = {"given": method.name, "allowed": list(_EMULATED)}
        raise SrdiError("sensitivity.no_emulator", allowed)

    def estimate(
        points: Array, values: Array, rng: np.random.Generator | None, answers: Answers
    ) -> dict[str, Estimates]:
        emulator = Emulator(points, values.mean(axis=-1).ravel(), answers)
        return emulated(method, emulator, points.shape[2], rng or np.random.default_rng(0))

    return Method(method.name, sequence, estimate, method.main, _LEARNT_FROM)


def emulated(
    method: Method, emulator: Emulator, inputs: int, rng: np.random.Generator
) -> dict[str, Estimates]:
    """Return the indices of a method over functions drawn from an emulator.

    They are those of the mean response that is expected, which a large design tells, and what the
    functions differ from it by, each over the same small design as the expected one.
    """
    largest = method.design(_SAMPLES, inputs, 0)
    centre = _indices(method, largest, emulator.mean(largest))
    apart: dict[str, list[Array]] = {name: [] for name in centre}
    for draw in range(_DRAWS):
        points = method.design(_OF_EACH_DRAW, inputs, draw)
        drawn = _indices(method, points, emulator.drawn(points, rng))
        expected = _indices(method, points, emulator.mean(points))
        for name, each in apart.items():
            each.append(drawn[name] - expected[name])
    return {
        name: Estimates(
            centre[name] + np.mean(each, axis=0),
            *(centre[name] + np.percentile(each, (2.5, 97.5), axis=0)),
        )
        for name, each in apart.items()
    }


def _indices(method: Method, points: Array, told: Array) -> dict[str, Array]:
    """Return the indices of a function without chance."""
    twice = np.stack([told, told], axis=-1).reshape(*points.shape[:2], 2)
    found = method.estimate(points, twice, None, ())
    return {name: each.value for name, each in found.items()}
