/** Figures of the lab for the reader: ratios, divergences, perplexities. */

import { formatNumber, unknownFigure } from './format.ts'

/** A divergence in nats a token: 0.0014, 0.042, 0.371. */
export const formatDivergence = (nats: number | null | undefined): string => {
  if (nats == null || !Number.isFinite(nats)) return unknownFigure
  if (nats === 0) return '0'
  if (nats > 0 && nats < 0.000_01) return '< 0.00001'
  return formatNumber(nats, nats < 0.001 ? 5 : nats < 0.00995 ? 4 : nats < 9.995 ? 3 : 1)
}

/** A perplexity, as llama-perplexity's readers know it: 6.407, 29.82, 1,204. */
export const formatPerplexity = (value: number | null | undefined): string =>
  value == null ? unknownFigure : formatNumber(value, value < 9.9995 ? 3 : value < 999.5 ? 2 : 0)

/** How many times: 1.66, 0.081, 12.4. */
export const formatTimes = (ratio: number | null | undefined): string => {
  if (ratio == null || !Number.isFinite(ratio)) return unknownFigure
  return formatNumber(ratio, ratio < 0.0995 ? 3 : ratio < 9.995 ? 2 : 1)
}

const percentDecimals = (share: number): number => (Math.abs(share) < 0.0995 ? 1 : 0)

/** A difference of 0 to 1 in per cent, with its sign and without the unit: −1.4, +35. */
export const formatSignedPercent = (share: number): string => {
  const decimals = percentDecimals(share)
  const rounded = Number((share * 100).toFixed(decimals))
  // Not a minus before nothing.
  const text = formatNumber(rounded === 0 ? 0 : rounded, decimals)
  return rounded > 0 ? `+${text}` : text
}

/** A part of a whole in per cent, however small: 1.4, 16. Without the unit. */
export const formatPlainPercent = (share: number): string => formatNumber(share * 100, percentDecimals(share))
