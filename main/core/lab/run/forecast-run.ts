import type { LabForecast, LabPlan } from '#contract/lab/plan.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { KnownRates } from './known-rates.ts'
import { planTests } from './plan-tests.ts'
import { combinations } from './plan-variants.ts'
import { type ForecastTime, forecastQuality, forecastVisit } from './visit-forecast.ts'

/** Of an idle power: the rest before it, and the half minute itself. */
const idleMs = 33_000

type ForecastOptions = {
  models: readonly StoredModel[]
  rates: KnownRates
  obstacles: LabForecast['obstacles']
  measuresIdle: boolean
  referenceBytes: number | null
}

/** What a plan comes to. Its time is null where it cannot be begun, or a rate is not known. */
export function forecastRun(plan: LabPlan, options: ForecastOptions): LabForecast {
  const { models, rates, obstacles, measuresIdle, referenceBytes } = options
  const tests = planTests(plan)
  const swept = combinations(plan.sweep).length
  const variants = models.length * swept
  const { least, targetShare } = plan.repetitions
  const most = targetShare === null ? least : plan.repetitions.most
  const visits = tests.length === 0 ? [] : models.map((model) => forecastVisit(model, { tests, rates }))
  const { quality } = plan
  const evaluations = quality === null ? [] : models.map((model) => forecastQuality(model, quality, rates))
  return {
    variants,
    repetitions: { least: variants * tests.length * least, most: variants * tests.length * most },
    durationMs: obstacles.length > 0 ? null : durationOf(),
    referenceBytes,
    obstacles,
  }

  function durationOf(): LabForecast['durationMs'] {
    const known = [...visits, ...evaluations]
    if (known.some((time) => time === null)) return null
    const blocks = (count: number, end: 'low' | 'high') =>
      count * (swept * sum(visits, end) + plan.coolDownMs) - plan.coolDownMs + sum(evaluations, end)
    const onceMs = measuresIdle ? variants * idleMs : 0
    return { low: Math.max(0, blocks(least, 'low') + onceMs), high: blocks(most, 'high') + onceMs }
  }
}

function sum(times: readonly (ForecastTime | null)[], end: 'low' | 'high'): number {
  return times.reduce(
    (ms, time) => ms + (time === null ? 0 : time.ms * (1 + (end === 'low' ? -1 : 1) * time.spread)),
    0,
  )
}
