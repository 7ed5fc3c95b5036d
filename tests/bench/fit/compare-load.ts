import type { LoadedModel } from '#contract/engine.ts'
import { defaultLoadOptions } from '#contract/engine.ts'
import type { FitDevice } from '#contract/models.ts'
import { totalBytes } from '../../../main/core/fit/load-plan.ts'
import { planFromSimulation } from '../../../main/core/fit/simulated-plan.ts'
import { inspectModel } from '../../../main/core/library/inspect-model.ts'
import { ForkedEstimator } from '../../../main/engine/host/forked-estimator.ts'
import { estimatorChildPath, openRealEngine, question } from '../../support/real-engine.ts'

type Load = { label: string; path: string; contextTokens: number; ubatchTokens: number; prompt: string }

export type Comparison = Pick<Load, 'label' | 'contextTokens'> & {
  device: Omit<FitDevice, 'availableBytes'>
  estimatedBytes: number
  measured: NonNullable<LoadedModel['memory']>
  /** llama.cpp's own words about what it allocates. */
  buffers: string[]
}

const answerTokens = 32
/** A micro-batch that would take over four seconds on a busy machine is cut: the next question may do better. */
const mostAttempts = 4

/** Estimates a load on the CPU, then loads, fills a micro-batch, decodes, and asks the process what it took. */
export async function compareLoad({ label, path, contextTokens, ubatchTokens, prompt }: Load): Promise<Comparison> {
  const { header, sizeBytes, modifiedAtMs } = await inspectModel(path)
  const options = { ...defaultLoadOptions, contextTokens, ubatchTokens, backend: 'cpu' as const }
  const estimator = new ForkedEstimator({ childPath: estimatorChildPath, deadlineMs: 60_000 })
  const file = { modelId: path, path, sizeBytes, modifiedAtMs }
  const answer = await estimator.ask({ ...file, backend: 'cpu', contextTokens, options, heldVramBytes: 0 })
  await estimator.close()
  if (answer.status !== 'simulated') throw new Error(`${label}: llama.cpp could not say: ${JSON.stringify(answer)}`)
  const plan = planFromSimulation(answer.simulation, { ...header, sizeBytes }, options, contextTokens)
  const [device] = plan.devices
  if (device === undefined) throw new Error(`${label}: no device`)

  const engine = openRealEngine()
  try {
    await engine.load(path, options)
    let measured: LoadedModel['memory'] = null
    for (let attempt = 0; attempt < mostAttempts && !measured?.isComplete; attempt += 1) {
      // Another beginning, so that nothing of it is in the KV cache.
      const { events } = await engine.ask([question(`${attempt} ${prompt}`)], { sampling: { maxTokens: answerTokens } })
      const end = events.at(-1)
      measured = end?.type === 'end' ? (end.memory ?? null) : null
    }
    if (measured === null) throw new Error(`${label}: the engine did not measure`)
    const buffers = engine.log.lastLines(1000).flatMap((line) => {
      const found = /(\S+ (?:model|KV|compute|output) buffer size) =\s+([\d.]+ MiB)/.exec(line)
      return found ? [`${found[1]} ${found[2]}`] : []
    })
    return { label, contextTokens, device, estimatedBytes: totalBytes(plan), measured, buffers }
  } finally {
    await engine.close()
  }
}
