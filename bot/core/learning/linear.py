"""The linear models that everything learnt rests on.

Lives here: support vector machines for many labels at once; logistic regression on few numbers, and on many. Plain
numbers.
Never here: text, labels' names, thresholds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.learning.factored import Factored, Matrix, Transposed

Floats = npt.NDArray[np.float64]

# A round is done when so much of its first residual is left, or after so many steps: the scores are then right to the
# second decimal, and going on changes no answer.
TOLERANCE, STEPS = 0.05, 20
# So many labels are solved for at once: their numbers fit a processor's cache, twice as fast as all at once.
TOGETHER = 32
LOGISTIC_STEPS = 30
SPARSE_PENALTY = 1 / 60
# Newton's method is done when so much of the first gradient is left; each of its steps, of that step's gradient.
NEWTON_TOLERANCE, STEP_TOLERANCE = 3e-4, 0.3
NEWTON_STEPS, HALVINGS = 30, 20


@dataclass(frozen=True, slots=True)
class Fit:
    """How closely examples are learnt: what large weights cost, where rows are of length 1, and how often it is looked
    which examples still miss their side."""

    penalty: float
    rounds: int
    # How much it counts what other subjects taught about evidence (bot.core.ranking.experience); 0: nothing but
    # the folder's own questions does.
    experience: float


# By measure, on questions written apart: a penalty of 1 answers two points fewer, 0.1 as many; more rounds move no
# score by a hundredth.
CLOSE = Fit(0.3, 4, 10.0)
# Ridge regression: an example that stands alone among others' gives way to them.
LOOSE = Fit(1.0, 1, 0.0)


def squared_hinge(rows: Factored, targets: sp.csc_matrix, fit: Fit = CLOSE) -> Matrix:
    """Weights (columns x labels) that minimise the sum of squared misses + penalty |weights|^2.

    An example of a label (target 1) misses by what its score lacks to 1, any other (0) by what it is above 0: unlike
    ridge regression, nothing is lost by being on the right side of it. That is a linear support vector machine with
    squared hinge loss, by the modified finite Newton method (Keerthi and DeCoste 2005) from the ridge regression on:
    26,000 rows of 60,000 columns and 216 labels take some seconds.
    """
    machine = _Machine.of(rows, fit)
    weights = np.zeros((rows.whole.shape[1], targets.shape[1]), np.float32)
    for first in range(0, targets.shape[1], TOGETHER):
        some = slice(first, min(first + TOGETHER, targets.shape[1]))
        weights[:, some] = machine.solve(targets[:, some].toarray())
    return weights


@dataclass(frozen=True, slots=True)
class _Machine:
    """One support vector machine a label. `preconditioner` holds back columns that are in many rows."""

    rows: Factored
    transpose: Transposed
    preconditioner: Matrix
    fit: Fit

    @classmethod
    def of(cls, rows: Factored, fit: Fit) -> _Machine:
        return cls(rows, rows.transpose(), 1.0 / np.sqrt(rows.squares() + np.float32(fit.penalty))[:, None], fit)

    def solve(self, targets: Matrix) -> Matrix:
        """All labels side by side: each round is a ridge regression of the examples that miss their side."""
        weights = np.zeros((self.rows.whole.shape[1], targets.shape[1]), np.float32)
        missing = np.ones_like(targets)
        for _ in range(self.fit.rounds):
            weights = self._regression(weights, targets, missing)
            scores = self.rows.times(weights)
            missing = np.where(targets > 0, scores < 1, scores > 0).astype(np.float32)
        return weights

    def _regression(self, weights: Matrix, targets: Matrix, missing: Matrix) -> Matrix:
        """From `weights` on, by preconditioned conjugate gradients (Hestenes and Stiefel 1952)."""
        aim = self.transpose.times(missing * targets)
        enough = TOLERANCE**2 * np.einsum("ij,ij->", aim, aim)
        weights, residual = weights.copy(), aim - self._product(weights, missing)
        preconditioned = residual * self.preconditioner
        direction, rho = preconditioned.copy(), np.einsum("ij,ij->j", residual, preconditioned)
        for _ in range(STEPS):
            if np.einsum("ij,ij->", residual, residual) <= enough:
                break
            product = self._product(direction, missing)
            alpha = rho / np.maximum(np.einsum("ij,ij->j", direction, product), 1e-12)
            # The arrays are large: each is written over once it has been used.
            weights += np.multiply(direction, alpha, out=preconditioned)
            residual -= np.multiply(product, alpha, out=product)
            np.multiply(residual, self.preconditioner, out=preconditioned)
            rho, before = np.einsum("ij,ij->j", residual, preconditioned), rho
            direction *= rho / np.maximum(before, 1e-12)
            direction += preconditioned
        return weights

    def _product(self, weights: Matrix, missing: Matrix) -> Matrix:
        """The matrix of the equations times `weights`."""
        scores = self.rows.times(weights)
        product = self.transpose.times(np.multiply(scores, missing, out=scores))
        product += np.float32(self.fit.penalty) * weights
        return product


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows, which of them are true (1, else 0), and how much each counts."""

    rows: Floats
    truths: Floats
    worth: Floats


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a logistic regression before any row is seen: a normal distribution around weights (intercept
    last), and how narrow it is (1 / variance)."""

    weights: Floats
    strength: float


def sided_logistic(examples: Examples, prior: Prior, sides: Floats) -> Floats:
    """As `logistic`, of columns that speak for the truth (side 1), against it (-1), or either way (0).

    What only seems to speak the other way, beside columns that say nearly the same, is left out.
    """
    used = np.ones(len(sides), bool)
    while True:
        rows = examples.rows * used
        found = logistic(replace(examples, rows=rows), replace(prior, weights=prior.weights * np.append(used, True)))
        astray = used & (found[:-1] * sides < 0)
        if not astray.any():
            return found
        used &= ~astray


def logistic(examples: Examples, prior: Prior) -> Floats:
    """Weights (intercept last) of P(truth) = 1 / (1 + exp(-(row, 1) @ weights)), by Newton's method from the
    prior on."""
    rows = np.hstack([examples.rows, np.ones((len(examples.rows), 1))])
    loss = partial(_logistic_loss, replace(examples, rows=rows), prior)
    weights = prior.weights
    for _ in range(LOGISTIC_STEPS):
        probability = sigmoid(rows @ weights)
        error = examples.worth * (examples.truths - probability)
        gradient = rows.T @ error - prior.strength * (weights - prior.weights)
        curvature = examples.worth * probability * (1 - probability)
        hessian = (rows * curvature[:, None]).T @ rows + np.diag(np.full(rows.shape[1], prior.strength))
        step = _downhill(loss, weights, np.linalg.solve(hessian, gradient))
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _logistic_loss(examples: Examples, prior: Prior, weights: Floats) -> float:
    decisions = examples.rows @ weights
    losses = examples.worth * (np.logaddexp(0.0, decisions) - examples.truths * decisions)
    return float(losses.sum() + prior.strength * ((weights - prior.weights) ** 2).sum() / 2)


def _downhill(loss: Callable[[Floats], float], weights: Floats, step: Floats) -> Floats:
    """The step, halved until the loss is no larger after it: a whole one may go too far."""
    before = loss(weights)
    for _ in range(HALVINGS):
        if loss(weights + step) <= before:
            break
        step = step / 2
    return step


def sparse_logistic(rows: sp.csr_matrix, truths: Floats, starts: Floats) -> Floats:
    """Weights (intercept last) that minimise the logistic loss of starts + (row, 1) @ weights.

    A truth is positive or negative, and counts as much as its size. By a truncated Newton method, each step solved
    roughly by conjugate gradients (Lin, Weng and Keerthi 2008): 16,000 rows of 27,000 columns take 0.1 s.
    """
    model = _Loss.of(sp.hstack([rows, np.ones((rows.shape[0], 1))]).tocsr(), truths)
    weights, decisions = np.zeros(rows.shape[1] + 1), starts
    loss, least = model.value(weights, decisions), None
    for _ in range(NEWTON_STEPS):
        gradient, curvature = model.gradient(weights, decisions)
        norm = float(np.linalg.norm(gradient))
        least = NEWTON_TOLERANCE * norm if least is None else least
        if norm <= least:
            break
        step = model.newton_step(gradient, curvature)
        change = model.rows @ step
        for _ in range(HALVINGS):
            if (new := model.value(weights + step, decisions + change)) <= loss:
                break
            step, change = step / 2, change / 2
        weights, decisions, loss = weights + step, decisions + change, new
    return weights


@dataclass(frozen=True, slots=True)
class _Loss:
    """A penalised logistic loss and steps towards its minimum. `decisions`: starts + rows @ weights."""

    rows: sp.csr_matrix
    transpose: sp.csr_matrix
    squared: sp.csr_matrix
    signs: Floats
    counts: Floats
    penalty: Floats

    @classmethod
    def of(cls, rows: sp.csr_matrix, truths: Floats) -> _Loss:
        penalty = np.full(rows.shape[1], SPARSE_PENALTY)
        penalty[-1] = 1e-6
        transpose = rows.T.tocsr()
        return cls(rows, transpose, transpose.power(2), np.sign(truths), np.abs(truths), penalty)

    def value(self, weights: Floats, decisions: Floats) -> float:
        losses = np.logaddexp(0.0, -self.signs * decisions)
        return float(self.counts @ losses + self.penalty @ weights**2 / 2)

    def gradient(self, weights: Floats, decisions: Floats) -> tuple[Floats, Floats]:
        """The gradient, and the curvature that each row brings: the Hessian is rows.T @ curvature @ rows + penalty."""
        error = sigmoid(-self.signs * decisions)
        gradient = self.transpose @ (-self.signs * self.counts * error) + self.penalty * weights
        return gradient, self.counts * error * (1 - error)

    def newton_step(self, gradient: Floats, curvature: Floats) -> Floats:
        """Where the gradient would be nearly 0 if the loss were a parabola; the preconditioner is the diagonal."""
        diagonal = self.squared @ curvature + self.penalty
        step, residual = np.zeros_like(gradient), -gradient
        preconditioned = residual / diagonal
        direction, rho = preconditioned, float(residual @ preconditioned)
        enough = STEP_TOLERANCE**2 * rho
        while rho > enough:
            hessian_vector = self.transpose @ (curvature * (self.rows @ direction)) + self.penalty * direction
            alpha = rho / float(direction @ hessian_vector)
            step, residual = step + alpha * direction, residual - alpha * hessian_vector
            preconditioned = residual / diagonal
            rho, before = float(residual @ preconditioned), rho
            direction = preconditioned + (rho / before) * direction
        return step


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + exp(-values)), without overflow."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
