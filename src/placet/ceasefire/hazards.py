"""Proportional hazards with a hazard that is constant between fixed days, and the scores of survival forecasts.

The piecewise-exponential likelihood of N. Breslow, Biometrics 30 (1974), with a ridge on the effects, made largest by
Newton's method. The Brier score under censoring is that of E. Graf et al., Statistics in Medicine 18 (1999): what is
lost from sight before the day counts nothing, and the rest is weighted up for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placet.ceasefire.counts import Flags, Floats
from placet.ceasefire.lasting import Curve, kaplan_meier
from placet.errors import UsageError

CUTS = (0.0, 7.0, 30.0, 90.0, 180.0, 365.0, 730.0, 1_826.0)
"""The days between which the hazard counts as constant; the last span is open."""
LEAST_DAYS = 0.5
"""A ceasefire that failed on its first day lasted half of it."""
RIDGE = 1.0
MOST_STEPS = 60


@dataclass(frozen=True, eq=False)
class Hazards:
    """A fitted model.

    Parameters
    ----------
    log_hazards
        The log of the hazard a day in each span, for a spell with every effect at 0, shape (spans,).
    effects
        The log of the hazard ratio of each covariate, shape (covariates,).
    deviations
        Their standard deviations, shape (covariates,).
    """

    log_hazards: Floats
    effects: Floats
    deviations: Floats

    def survival(self, covariates: ArrayLike, days: ArrayLike) -> Floats:
        """Return the chance of lasting beyond each day, shape (spells, days), for covariates (spells, covariates)."""
        x = np.atleast_2d(np.asarray(covariates, dtype=np.float64))
        cumulated = exposures(np.atleast_1d(np.asarray(days, dtype=np.float64))) @ np.exp(self.log_hazards)
        chances: Floats = np.exp(-np.exp(x @ self.effects)[:, None] * cumulated[None, :])
        return chances


def exposures(days: Floats) -> Floats:
    """Return how many of the first so many days lie in each span, shape (n, spans)."""
    starts = np.asarray(CUTS)
    stops = np.append(starts[1:], np.inf)
    spent: Floats = np.clip(np.minimum(days[:, None], stops) - starts, 0.0, None)
    return spent


def hazards(days: ArrayLike, failed: ArrayLike, covariates: ArrayLike, ridge: float = RIDGE) -> Hazards:
    """Return the model that fits spells best.

    Parameters
    ----------
    days, failed
        How long each was followed, and whether it failed then, shape (n,).
    covariates
        Shape (n, covariates).
    ridge
        The weight of the squared effects; the levels are only held from running off (weight 1e-6).

    Raises
    ------
    UsageError
        When there is no spell or the shapes differ.
    """
    lasted = np.maximum(np.asarray(days, dtype=np.float64), LEAST_DAYS)
    fell = np.asarray(failed, dtype=np.bool_)
    x = np.asarray(covariates, dtype=np.float64)
    if not len(lasted) or x.ndim != 2 or not len(lasted) == len(fell) == len(x):
        raise UsageError("a model of hazards needs at least one spell, with one row of covariates each")
    spans, count = len(CUTS), x.shape[1]
    spent = exposures(lasted)
    # A failure on a cut belongs to the span that ends there, as the exposure does.
    events = np.zeros((len(lasted), spans))
    events[np.flatnonzero(fell), np.searchsorted(CUTS, lasted[fell], side="left") - 1] = 1.0
    weights = np.concatenate([np.full(spans, 1e-6), np.full(count, ridge)])
    start = np.log((events.sum(axis=0) + 0.5) / (spent.sum(axis=0) + 1.0))
    theta = np.concatenate([start, np.zeros(count)])
    curvature = np.eye(spans + count)
    for _ in range(MOST_STEPS):
        slope, curvature = derivatives(theta, spent, events, x, weights)
        step = np.linalg.solve(curvature, slope)
        theta = theta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-10:
            break
    spread: Floats = np.sqrt(np.diag(np.linalg.inv(curvature)))
    return Hazards(theta[:spans], theta[spans:], spread[spans:])


def derivatives(theta: Floats, spent: Floats, events: Floats, x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the slope of the penalised log-likelihood and the negative of its curvature."""
    spans = spent.shape[1]
    expected = spent * np.exp(theta[:spans]) * np.exp(x @ theta[spans:])[:, None]
    left = (events - expected).sum(axis=1)
    slope = np.concatenate([(events - expected).sum(axis=0), x.T @ left]) - weights * theta
    cross = expected.T @ x
    curvature = np.block([[np.diag(expected.sum(axis=0)), cross], [cross.T, x.T @ (expected.sum(axis=1)[:, None] * x)]])
    return slope, curvature + np.diag(weights)


def at_days(curve: Curve, days: ArrayLike) -> Floats:
    """Return a survival curve on any days as a step function, shape (days,)."""
    places = np.searchsorted(curve.days, np.asarray(days, dtype=np.float64), side="right")
    steps: Floats = np.concatenate(([1.0], curve.survival))[places]
    return steps


@dataclass(frozen=True, eq=False)
class Weights:
    """What each spell counts in the Brier score of a day, shape (n, days), and whether it still lasts then."""

    weights: Floats
    lasts: Flags


def brier_weights(days: ArrayLike, failed: ArrayLike, wanted: ArrayLike) -> Weights:
    """Return the weights of Graf et al.: one over the chance of not having been lost from sight.

    A spell that fails counts from the day of its failure with the chance just before it; one that is still followed
    after the wanted day with the chance then; one lost from sight before it counts nothing.
    """
    lasted = np.asarray(days, dtype=np.float64)
    fell = np.asarray(failed, dtype=np.bool_)
    at = np.asarray(wanted, dtype=np.float64)
    lost = kaplan_meier(lasted, ~fell)
    before = at_days(lost, lasted - 1e-9)
    then = at_days(lost, at)
    lasts = lasted[:, None] > at[None, :]
    failed_by = fell[:, None] & ~lasts
    with np.errstate(divide="ignore"):
        weights = np.where(lasts, 1.0 / then[None, :], np.where(failed_by, 1.0 / before[:, None], 0.0))
    return Weights(np.where(np.isfinite(weights), weights, 0.0), lasts)


def squared_errors(chances: Floats, by: Weights) -> Floats:
    """Return the weighted squared error of each spell on each day, shape (n, days); their mean is the Brier score."""
    errors: Floats = by.weights * (by.lasts.astype(np.float64) - chances) ** 2
    return errors


def concordance(days: ArrayLike, failed: ArrayLike, risk: ArrayLike) -> float:
    """Return the share of the comparable pairs in which the one that failed first had the higher risk (Harrell's C)."""
    lasted, fell, told = np.asarray(days, float), np.asarray(failed, bool), np.asarray(risk, float)
    first = fell[:, None] & (
        (lasted[:, None] < lasted[None, :]) | ((lasted[:, None] == lasted[None, :]) & ~fell[None, :])
    )
    higher: NDArray[np.float64] = (told[:, None] > told[None, :]) + 0.5 * (told[:, None] == told[None, :])
    pairs = int(first.sum())
    return float((higher * first).sum() / pairs) if pairs else float("nan")
