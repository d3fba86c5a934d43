"""A matrix that is a product of thin ones but for a rest: stored whole, multiplied in parts.

Lives here: such a matrix, its transpose; rows of a matrix without a copy. Plain numbers.
Never here: what rows and columns mean (bot.core.ranking.rows).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Matrix = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Factored:
    """`whole` = `left` @ `right` + `rest`, where the parts together hold a third of the numbers that `whole` does."""

    whole: sp.csr_matrix
    left: sp.csr_matrix
    right: sp.csr_matrix
    rest: sp.csr_matrix

    def __getitem__(self, chosen: Places) -> Factored:
        """Some of the rows."""
        return Factored(self.whole[chosen], self.left[chosen], self.right, self.rest[chosen])

    def times(self, dense: Matrix) -> Matrix:
        return np.asarray(self.left @ (self.right @ dense) + self.rest @ dense)

    def transpose(self) -> Transposed:
        """The transpose; takes a moment, so it is made once and multiplied with often."""
        return Transposed(*(part.T.tocsr() for part in (self.left, self.right, self.rest)))

    def squares(self) -> Matrix:
        """The sum of squares of each column."""
        found = np.bincount(self.whole.indices, self.whole.data**2, self.whole.shape[1])
        return found.astype(np.float32)


def together(whole: sp.csr_matrix, rows: Places) -> sp.csr_matrix:
    """Some of the rows, in rising order; where they stand together, they are those of `whole`, not a copy."""
    first, last = int(rows[0]), int(rows[-1])
    if last - first != len(rows) - 1:
        return whole[rows]
    ends = whole.indptr[first : last + 2]
    part = sp.csr_matrix((len(rows), whole.shape[1]), dtype=whole.dtype)
    # Not by its parts: that would copy what is a part of something much larger.
    part.data, part.indices, part.indptr = (
        whole.data[ends[0] : ends[-1]],
        whole.indices[ends[0] : ends[-1]],
        ends - ends[0],
    )
    return part


@dataclass(frozen=True, slots=True)
class Transposed:
    """The transpose of a factored matrix, by the transposes of its parts."""

    left: sp.csr_matrix
    right: sp.csr_matrix
    rest: sp.csr_matrix

    def times(self, dense: Matrix) -> Matrix:
        return np.asarray(self.right @ (self.left @ dense) + self.rest @ dense)
