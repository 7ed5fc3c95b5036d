/** What one scored position says of a model, and of the reference where there is one. In nats. */
export type PositionScore = { nll: number; against: { referenceNll: number; kl: number; sameTop: boolean } | null }

/** The logits of one position with what makes log-probabilities of them: each logit less the normaliser. */
export type Distribution = { logits: Float32Array; normaliser: number; top: number }

/** Exact over the whole vocabulary, in 64 bits. The normaliser is no finite number where a logit is none. */
export function distributionOf(logits: Float32Array): Distribution {
  let highest = logits[0] ?? Number.NaN
  let top = 0
  for (let token = 1; token < logits.length; token += 1) {
    const logit = logits[token] ?? Number.NaN
    if (logit > highest) {
      highest = logit
      top = token
    }
  }
  let sum = 0
  for (let token = 0; token < logits.length; token += 1) sum += Math.exp((logits[token] ?? Number.NaN) - highest)
  return { logits, normaliser: highest + Math.log(sum), top }
}

/** Scores one position: `target` is the token that follows in the text. */
export function scorePosition(own: Distribution, target: number, reference: Distribution | null): PositionScore {
  return {
    nll: negativeLogLikelihood(own, target),
    against: reference && {
      referenceNll: negativeLogLikelihood(reference, target),
      kl: divergence(reference, own),
      sameTop: own.top === reference.top,
    },
  }
}

function negativeLogLikelihood({ logits, normaliser }: Distribution, token: number): number {
  return normaliser - (logits[token] ?? Number.NaN)
}

/** Σ p·(ln p − ln q) in nats, where p is the reference's. */
function divergence(reference: Distribution, own: Distribution): number {
  const { logits: p, normaliser: pNormaliser } = reference
  const { logits: q, normaliser: qNormaliser } = own
  let sum = 0
  for (let token = 0; token < p.length; token += 1) {
    const logP = (p[token] ?? Number.NaN) - pNormaliser
    const probability = Math.exp(logP)
    // Where the reference rules a token out, nothing is said of it, even where both do: 0·(−∞ + ∞) would be no number.
    if (probability > 0) sum += probability * (logP - ((q[token] ?? Number.NaN) - qNormaliser))
  }
  // It is never below zero; rounding is, where both are the same.
  return Math.max(0, sum)
}
