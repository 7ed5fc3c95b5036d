import type { AnswerEnergy, PhaseEnergy, Range } from '#contract/energy.ts'
import type { Amortisation, CarbonFactor } from '#contract/tariff.ts'
import { amortisationFor } from '../../cost/amortisation.ts'
import { costOfEnergy } from '../../cost/energy-cost.ts'
import type { PowerFeed } from '../power-feed.ts'
import type { WallClock } from '../wall-clock.ts'
import type { AnswerAccount } from './answer-account.ts'
import type { EnergyAccount, EnergyAt, Price } from './energy-account.ts'

type AnswerEnergyOptions = {
  feed: Pick<PowerFeed, 'edgeErrorJ'>
  clock: Pick<WallClock, 'toEpochMs'>
  amortisation: Amortisation | null
  /** The idle power of the same model by the same sources; null where it is not known. */
  idlePowerW: Range | null
}

/** Less than this is no gap but rounding. */
const leastGapMs = 1
/** Where more of a phase than this was not read, its tokens are too many for its joules. */
const mostUnreadShare = 0.01

/** What an answer took, when all of its time is charged; null where nothing was charged in any of it. */
export function answerEnergy(account: AnswerAccount, options: AnswerEnergyOptions): AnswerEnergy | null {
  const { feed, clock, amortisation, idlePowerW } = options
  const { whole, beganMs, startedAtMs, endedMs, decodingMs, parallelAnswers } = account
  const { provenance } = whole
  if (provenance === null || endedMs === null) return null
  const energyJ = withEdges(whole, feed.edgeErrorJ(beganMs, endedMs))
  const gapMs = whole.durationMs - whole.coveredMs
  return {
    startedAtMs,
    endedAtMs: Math.max(startedAtMs, Math.round(clock.toEpochMs(endedMs))),
    provenance,
    sources: whole.shares,
    leavesOut: whole.leavesOut,
    prefill: phaseOf(account.prefill, account.prefillTokens, beganMs, decodingMs ?? endedMs, feed),
    decode: phaseOf(account.decode, account.decodeTokens, decodingMs ?? endedMs, endedMs, feed),
    energyJ,
    netEnergyJ: idlePowerW && netOf(energyJ, idlePowerW, whole.ownMs),
    idlePowerW,
    gapMs: gapMs < leastGapMs ? 0 : gapMs,
    parallelAnswers,
    money: moneyOf(energyJ, whole),
    carbon: carbonOf(energyJ, whole),
    hardware: amortisationFor(amortisation, hardwareMs(account, endedMs)),
  }
}

function phaseOf(
  account: EnergyAccount,
  tokens: number,
  fromMs: number,
  toMs: number,
  feed: Pick<PowerFeed, 'edgeErrorJ'>,
): PhaseEnergy {
  const durationMs = Math.max(0, toMs - fromMs)
  // One token alone has no time of its own: it came with the prompt's last.
  if (!account.isMeasured) return { durationMs, tokens, energyJ: null, isTooShort: false }
  const edgesJ = feed.edgeErrorJ(fromMs, toMs)
  const isTooShort = durationMs < 2 * account.updatePeriodMs || edgesJ > account.windowJ / 2 || isReadInPart(account)
  return { durationMs, tokens, energyJ: withEdges(account, edgesJ), isTooShort }
}

/** True where the joules are of a part of the time alone, so that they say nothing of a token. */
export function isReadInPart({ durationMs, coveredMs }: Pick<EnergyAccount, 'durationMs' | 'coveredMs'>): boolean {
  return durationMs - coveredMs > Math.max(leastGapMs, durationMs * mostUnreadShare)
}

/** The band of the instruments, wider by what the window's edges add; of a shared window an answer has its share of that. */
function withEdges({ energyJ, windowJ }: EnergyAccount, edgesJ: number): Range {
  const ownEdgesJ = windowJ > 0 ? edgesJ * (energyJ.central / windowJ) : edgesJ
  const { low, central, high } = energyJ
  return { low: Math.max(0, low - ownEdgesJ), central, high: high + ownEdgesJ }
}

/** What is left of two figures that are equal but for this share of them is rounding, and nothing that was measured. */
const roundingShare = 1e-9

/** One instrument measured both, and errs alike in both: low is less low, and high less high. */
function netOf(energyJ: Range, idlePowerW: Range, ownMs: number): Range {
  const above = (end: keyof Range) => {
    const difference = energyJ[end] - (idlePowerW[end] * ownMs) / 1000
    return difference > energyJ[end] * roundingShare ? difference : 0
  }
  const [low, central, high] = [above('low'), above('central'), above('high')]
  return { low: Math.min(low, central, high), central, high: Math.max(low, central, high) }
}

/** Where the currency changed on the way, it is the one that more of the energy was bought in, and what was bought in another is left out. */
function moneyOf(energyJ: Range, account: EnergyAccount): AnswerEnergy['money'] {
  const priced = shared(account.prices, account)
  const byCurrency = Map.groupBy(priced, ({ rate }) => rate.currency)
  const [currency, prices] = [...byCurrency].sort(([, one], [, other]) => shareOf(other) - shareOf(one))[0] ?? []
  if (currency === undefined || prices === undefined) return null
  const meanPrice = prices.reduce((sum, { rate, share }) => sum + rate.pricePerKwh * share, 0)
  return {
    currency,
    amount: costOfEnergy(energyJ, meanPrice),
    prices: prices.map(({ rate, share }) => ({ pricePerKwh: rate.pricePerKwh, share })),
  }
}

/** Where the factor changed on the way, it is the mean by energy, and its source that of the factor for most of it. */
function carbonOf(energyJ: Range, account: EnergyAccount): AnswerEnergy['carbon'] {
  const factors = shared(account.factors, account)
  const main = factors.toSorted((one, other) => other.share - one.share)[0]
  if (main === undefined) return null
  const ofAll = factors.reduce((sum, { rate, share }) => sum + rate.gramsPerKwh * share, 0)
  // Where a factor was set on the way, it says nothing of the energy before.
  return { grams: costOfEnergy(energyJ, ofAll), gramsPerKwh: ofAll / shareOf(factors), source: sourceOf(main.rate) }
}

function sourceOf({ source }: CarbonFactor): string {
  return source === null ? '' : `${source.publisher} ${source.period}, ${source.country}`
}

/** Each rate with its part of all the energy, 0 to 1; evenly where there was none. */
function shared<Rate extends Price | CarbonFactor>(
  entries: readonly EnergyAt<Rate>[],
  { energyJ }: EnergyAccount,
): { rate: Rate; share: number }[] {
  return entries.map(({ rate, energyJ: part }) => ({
    rate,
    share: energyJ.central > 0 ? Math.min(1, part.central / energyJ.central) : 1 / entries.length,
  }))
}

function shareOf(entries: readonly { share: number }[]): number {
  return entries.reduce((sum, { share }) => sum + share, 0)
}

/** The answer's time; of a time that several answers shared, its part by energy. */
function hardwareMs({ whole, beganMs }: AnswerAccount, endedMs: number): number {
  return (endedMs - beganMs) * (whole.coveredMs > 0 ? whole.ownMs / whole.coveredMs : 1)
}
