import type { Model } from '#contract/models.ts'

const fitOrder = { fits: 0, tight: 1, 'partial-offload': 2, unknown: 3, 'wont-fit': 4 }

/** The quantization to take where the user has not said which: what can be reached, fits best, and is largest. */
export const bestQuantization = (models: readonly Model[]): Model | undefined =>
  models.toSorted(
    (one, other) =>
      Number(other.isReachable) - Number(one.isReachable) ||
      fitOrder[one.fit.verdict] - fitOrder[other.fit.verdict] ||
      (one.fit.verdict === 'fits' ? other.sizeBytes - one.sizeBytes : one.sizeBytes - other.sizeBytes),
  )[0]
