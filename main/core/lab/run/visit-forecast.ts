import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabTest } from '#contract/lab/run.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { KnownRates } from './known-rates.ts'

/** Milliseconds, and by what share they may be off to each side. */
export type ForecastTime = { ms: number; spread: number }

/** A load: its process, and reading the file. */
const processMs = 600
const bytesAMs = 1e6
/** The meter's wait after each repetition, and what else is read. */
const afterRepetitionMs = 1000
/** Tokens of a prompt of ours, about. */
const promptTokens = 600

/** What a visit of a model in one block takes; null where no rate is known. */
export function forecastVisit(
  model: StoredModel,
  { tests, rates }: { tests: readonly LabTest[]; rates: KnownRates },
): ForecastTime | null {
  const prefill = rates.prefill(model, null)
  const decode = rates.decode(model, null)
  if (prefill === null || decode === null) return null
  const loadMs = processMs + model.sizeBytes / bytesAMs
  const longest = Math.max(0, ...tests.map((test) => (test.kind === 'speed' ? test.promptTokens : 0)))
  const loads = new Set(tests.map(({ kind }) => kind)).size
  let ms = loads * loadMs + (longest / prefill.tokensPerSecond) * 1000
  const spreads: number[] = []
  for (const test of tests) {
    const own = ofTest(test, model, rates) ?? { prefill, decode }
    const prompt = test.kind === 'speed' ? test.promptTokens + test.depthTokens : promptTokens
    const generated = test.kind === 'speed' ? test.generatedTokens : test.maxTokens
    ms += (prompt / own.prefill.tokensPerSecond + generated / own.decode.tokensPerSecond) * 1000 + afterRepetitionMs
    if (prompt > 0) spreads.push(own.prefill.spread)
    if (generated > 0) spreads.push(own.decode.spread)
  }
  return { ms, spread: Math.max(0, ...spreads) }
}

/** What the quality of a model takes: every token of the text is evaluated once; null where no rate is known. */
export function forecastQuality(
  model: StoredModel,
  quality: NonNullable<LabPlan['quality']>,
  rates: KnownRates,
): ForecastTime | null {
  const prefill = rates.prefill(model, null)
  if (prefill === null) return null
  const tokens = (quality.chunks ?? longTextChunks) * quality.contextTokens
  const ms = processMs + model.sizeBytes / bytesAMs + (tokens / prefill.tokensPerSecond) * 1000 * softmaxFactor
  return { ms, spread: Math.max(prefill.spread, 0.3) }
}

/** A whole text of unknown length is taken for one of a novel's. */
const longTextChunks = 500
/** The probabilities of the whole vocabulary take some more than the evaluation alone. */
const softmaxFactor = 1.4

function ofTest(test: LabTest, model: StoredModel, rates: KnownRates) {
  if (test.kind === 'prompt') return null
  const prefill = rates.prefill(model, test.generatedTokens === 0 ? test : null)
  const decode = rates.decode(model, test.promptTokens === 0 ? test : null)
  return prefill && decode && { prefill, decode }
}
