import type { MeterState, PowerHistory } from '#contract/meter.ts'

/** The sources as they were at a time. */
export type LiveSample = { atMs: number; sources: MeterState['sources'] }

/** A source that says nothing new for so long is a gap: meters are read at least once in this time. */
const heldMs = 3000

/** Adds a sample, and forgets those from before `fromMs` that no step can show any more. */
export const withSample = (samples: readonly LiveSample[], sample: LiveSample, fromMs: number): LiveSample[] => {
  const first = samples.findIndex(({ atMs }) => atMs >= fromMs - heldMs)
  return [...(first === -1 ? [] : samples.slice(first)), sample]
}

type Step = { mean: number; low: number; high: number }

/** What a source's samples say in each step: their mean, or the last one before for as long as it holds. */
function stepsOf(id: string, samples: readonly LiveSample[], atMs: readonly number[], stepMs: number): (Step | null)[] {
  const own = samples.map((sample) => ({
    atMs: sample.atMs,
    powerW: sample.sources.find((source) => source.id === id && source.state === 'live')?.powerW ?? null,
  }))
  let next = 0
  let last: (typeof own)[number] | null = null
  return atMs.map((start) => {
    let count = 0
    const sum = { mean: 0, low: 0, high: 0 }
    for (let one = own[next]; one && one.atMs < start + stepMs; one = own[next]) {
      next += 1
      last = one
      if (one.atMs < start || one.powerW === null) continue
      count += 1
      sum.mean += one.powerW.central
      sum.low += one.powerW.low
      sum.high += one.powerW.high
    }
    if (count > 0) return { mean: sum.mean / count, low: sum.low / count, high: sum.high / count }
    if (!last?.powerW || start - last.atMs > heldMs) return null
    return { mean: last.powerW.central, low: last.powerW.low, high: last.powerW.high }
  })
}

/** The value of a stored series at a time; undefined where it has none. */
const storedAt = (stored: PowerHistory, series: PowerHistory['series'][number], atMs: number): Step | undefined => {
  const index = Math.floor((atMs - (stored.atMs[0] ?? 0)) / stored.stepMs)
  const mean = series.meanW[index]
  return mean == null ? undefined : { mean, low: series.lowW[index] ?? mean, high: series.highW[index] ?? mean }
}

/** Joins what was stored with what this page saw since, in steps from `fromMs` to `toMs`. What was seen here goes first. */
export function joinLive(
  stored: PowerHistory,
  samples: readonly LiveSample[],
  { fromMs, toMs, stepMs }: { fromMs: number; toMs: number; stepMs: number },
): PowerHistory {
  const first = Math.floor(fromMs / stepMs) * stepMs
  const atMs = Array.from(
    { length: Math.max(0, Math.ceil((toMs - first) / stepMs)) },
    (_, index) => first + index * stepMs,
  )
  const described = new Map<string, Omit<PowerHistory['series'][number], 'meanW' | 'lowW' | 'highW'>>()
  for (const one of stored.series) described.set(one.sourceId, one)
  for (const { id, collector, name, scope, provenance, powerW } of samples.flatMap(({ sources }) => sources)) {
    if (powerW) described.set(id, { sourceId: id, collector, name, scope, provenance })
  }
  const series = [...described.values()].map((source) => {
    const seen = stepsOf(source.sourceId, samples, atMs, stepMs)
    const kept = stored.series.find(({ sourceId }) => sourceId === source.sourceId)
    const steps = atMs.map((at, index) => seen[index] ?? (kept && storedAt(stored, kept, at)) ?? null)
    return {
      sourceId: source.sourceId,
      collector: source.collector,
      name: source.name,
      scope: source.scope,
      provenance: source.provenance,
      meanW: steps.map((step) => step?.mean ?? null),
      lowW: steps.map((step) => step?.low ?? null),
      highW: steps.map((step) => step?.high ?? null),
    }
  })
  return { stepMs, atMs, series }
}
