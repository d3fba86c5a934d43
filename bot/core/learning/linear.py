"""The linear models that everything learnt rests on.

Lives here: ridge regression for many labels at once; logistic regression on few numbers, and on many. Plain numbers.
Never here: text, labels' names, thresholds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.learning.factored import Factored, Matrix, Turned

Floats = npt.NDArray[np.float64]

# With unit-length rows, 1 is the usual ridge penalty.
PENALTY = 1.0
# It is done when so much of what was to be explained is left, or after so many steps: the scores are then right to
# the second decimal, and going on changes no answer.
REST, STEPS = 0.05, 20
# So many labels are solved for at once: their numbers fit a processor's cache, twice as fast as all at once.
TOGETHER = 32
LOGISTIC_PENALTY = 1.0
LOGISTIC_STEPS = 30
SPARSE_PENALTY = 1 / 60
# Newton's method is done when so much of the first slope is left; each of its steps, of that step's slope.
NEWTON_REST, STEP_REST = 3e-4, 0.3
NEWTON_STEPS, HALVINGS = 30, 20


def ridge(rows: Factored, targets: sp.csc_matrix) -> Matrix:
    """Weights (columns x labels) that minimise |rows @ weights - targets|^2 + PENALTY |weights|^2.

    12,000 rows of 28,000 columns and 82 labels take 0.2 s, where a factorisation would take half a minute.
    """
    equations = _Equations.of(rows)
    weights = np.zeros((rows.whole.shape[1], targets.shape[1]), np.float32)
    for first in range(0, targets.shape[1], TOGETHER):
        some = slice(first, min(first + TOGETHER, targets.shape[1]))
        weights[:, some] = equations.solve(targets[:, some].toarray())
    return weights


@dataclass(frozen=True, slots=True)
class _Equations:
    """The normal equations of a ridge regression. `scale`: columns that are in many rows are held back."""

    rows: Factored
    turned: Turned
    scale: Matrix

    @classmethod
    def of(cls, rows: Factored) -> _Equations:
        return cls(rows, rows.turned(), 1.0 / np.sqrt(rows.squares() + np.float32(PENALTY))[:, None])

    def solve(self, targets: Matrix) -> Matrix:
        """By conjugate gradients (Hestenes and Stiefel 1952), preconditioned with `scale`."""
        left = self.turned.times(targets)
        enough = REST**2 * np.einsum("ij,ij->", left, left)
        weights = np.zeros_like(left)
        held = left * self.scale
        direction, size = held.copy(), np.einsum("ij,ij->j", left, held)
        for _ in range(STEPS):
            if np.einsum("ij,ij->", left, left) <= enough:
                break
            image = self._image(direction)
            step = size / np.maximum(np.einsum("ij,ij->j", direction, image), 1e-12)
            weights += np.multiply(direction, step, out=held)
            left -= np.multiply(image, step, out=image)
            np.multiply(left, self.scale, out=held)
            size, before = np.einsum("ij,ij->j", left, held), size
            direction *= size / np.maximum(before, 1e-12)
            direction += held
        return weights

    def _image(self, weights: Matrix) -> Matrix:
        image = self.turned.times(self.rows.times(weights))
        image += np.float32(PENALTY) * weights
        return image


def logistic(rows: Floats, truths: Floats) -> Floats:
    """Weights (intercept last) of P(truth) = 1 / (1 + exp(-(row, 1) @ weights)), by Newton's method."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], LOGISTIC_PENALTY)
    penalty[-1] = 1e-6
    for _ in range(LOGISTIC_STEPS):
        chance = sigmoid(rows @ weights)
        slope = rows.T @ (truths - chance) - penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        change = np.linalg.solve(curve, slope)
        weights = weights + change
        if float(np.abs(change).max()) < 1e-6:
            break
    return weights


def sparse_logistic(rows: sp.csr_matrix, truths: Floats, starts: Floats) -> Floats:
    """Weights (intercept last) that minimise the logistic loss of starts + (row, 1) @ weights.

    A truth is positive or negative, and counts as much as its size. By Newton's method, each step solved roughly by
    conjugate gradients (Lin, Weng and Keerthi 2008): 16,000 rows of 27,000 columns take 0.1 s.
    """
    model = _Loss.of(sp.hstack([rows, np.ones((rows.shape[0], 1))]).tocsr(), truths)
    weights, margins = np.zeros(rows.shape[1] + 1), starts
    loss, least = model.value(weights, margins), None
    for _ in range(NEWTON_STEPS):
        slope, curve = model.slope(weights, margins)
        size = float(np.linalg.norm(slope))
        least = NEWTON_REST * size if least is None else least
        if size <= least:
            break
        step = model.step(slope, curve)
        move = model.rows @ step
        for _ in range(HALVINGS):
            if (new := model.value(weights + step, margins + move)) <= loss:
                break
            step, move = step / 2, move / 2
        weights, margins, loss = weights + step, margins + move, new
    return weights


@dataclass(frozen=True, slots=True)
class _Loss:
    """A penalised logistic loss, its slope, and steps towards its least value."""

    rows: sp.csr_matrix
    turned: sp.csr_matrix
    squared: sp.csr_matrix
    signs: Floats
    counts: Floats
    penalty: Floats

    @classmethod
    def of(cls, rows: sp.csr_matrix, truths: Floats) -> _Loss:
        penalty = np.full(rows.shape[1], SPARSE_PENALTY)
        penalty[-1] = 1e-6
        turned = rows.T.tocsr()
        return cls(rows, turned, turned.power(2), np.sign(truths), np.abs(truths), penalty)

    def value(self, weights: Floats, margins: Floats) -> float:
        lost = np.logaddexp(0.0, -self.signs * margins)
        return float(self.counts @ lost + self.penalty @ weights**2 / 2)

    def slope(self, weights: Floats, margins: Floats) -> tuple[Floats, Floats]:
        """The slope, and how much each row bends it."""
        doubt = sigmoid(-self.signs * margins)
        slope = self.turned @ (-self.signs * self.counts * doubt) + self.penalty * weights
        return slope, self.counts * doubt * (1 - doubt)

    def step(self, slope: Floats, curve: Floats) -> Floats:
        """Where the slope would be nearly 0 if the loss were a parabola."""
        brake = self.squared @ curve + self.penalty
        step, left = np.zeros_like(slope), -slope
        held = left / brake
        direction, size = held, float(left @ held)
        enough = STEP_REST**2 * size
        while size > enough:
            image = self.turned @ (curve * (self.rows @ direction)) + self.penalty * direction
            share = size / float(direction @ image)
            step, left = step + share * direction, left - share * image
            held = left / brake
            size, before = float(left @ held), size
            direction = held + (size / before) * direction
        return step


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + exp(-values)), without overflow."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
