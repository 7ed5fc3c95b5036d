import type { SpeedTest } from '#contract/lab/plan.ts'
import type { LabTest } from '#contract/lab/run.ts'
import { tokenSeed } from './block-orders.ts'
import { measureRepetition, untilStopped, type Visit, type VisitParts } from './visit.ts'

type SpeedVisitOptions = {
  /** The tests that are still to be run, by their places in the run. */
  tests: readonly { place: number; test: Extract<LabTest, { kind: 'speed' }> }[]
  /** The idle power is measured, where it is not known yet. */
  measuresIdle: boolean
}

/**
 * Loads a variant once and runs tests as llama-bench does. The first time, what it takes in memory is measured too. Faults: those of the lab's
 * engine; what was measured before one is kept.
 */
export async function visitSpeed(parts: VisitParts, visit: Visit, options: SpeedVisitOptions): Promise<void> {
  const { record, engine, meter, backend, stop, leave, show } = parts
  const { block, variant, model } = visit
  const known = record.memory(variant)
  const { parameters } = record.variant(variant)
  show({ phase: 'loading', variant, block, test: null })
  try {
    const loading = engine.load(
      { path: model.path, backend, parameters },
      { signal: stop, onProgress: () => undefined },
    )
    const loaded = await untilStopped(loading, stop)
    record.noteLoaded(variant, loaded)
    if (leave.aborted) return
    show({ phase: 'warm-up' })
    const tests = options.tests.map(({ test }) => speedOf(test))
    const warmUp = warmUpTest(tests, known === null ? parameters.microBatchTokens : 0)
    await untilStopped(engine.warmUp(warmUp, stop), stop)
    if (known === null) {
      const { peakResidentBytes: residentBytes, vramBytes } = await untilStopped(engine.memory(), stop)
      const memory = { variant, residentBytes, vramBytes, loadMs: loaded.loadMs }
      record.setMemory({ ...memory, idlePowerW: null })
      if (options.measuresIdle && meter.isMeasuring && !leave.aborted) {
        show({ phase: 'idle-power' })
        record.setMemory({ ...memory, idlePowerW: await meter.idle(leave) })
      }
    }
    for (const { place, test } of options.tests) {
      if (leave.aborted) return
      await measureRepetition(parts, visit, place, {
        pid: engine.pid,
        run: () => runSpeed(parts, test, tokenSeed(record.run.plan.seed, block)),
      })
    }
    if (known === null) await noteMemory(parts, variant)
  } finally {
    await engine.close()
  }
}

async function runSpeed({ engine, stop }: VisitParts, test: SpeedTest, seed: number) {
  const { promptTokens, generatedTokens } = test
  const work = engine.speed(speedOf(test), { seed, signal: stop })
  const { durationNs, fromMs, toMs } = await untilStopped(work, stop)
  return {
    span: { fromMs, toMs },
    figures: {
      durationNs,
      tokensPerSecond: durationNs > 0 ? ((promptTokens + generatedTokens) * 1e9) / durationNs : 0,
      promptTokens,
      generatedTokens,
    },
    felt: null,
    decodingMs: null,
  }
}

/** With the caches of the deepest test, the peak is higher than after the warm-up. */
async function noteMemory({ record, engine, stop }: VisitParts, variant: number): Promise<void> {
  const before = record.memory(variant)
  const { peakResidentBytes, vramBytes } = await untilStopped(engine.memory(), stop)
  if (before === null) return
  const residentBytes = Math.max(before.residentBytes, peakResidentBytes)
  const mostVramBytes = vramBytes === null ? before.vramBytes : Math.max(before.vramBytes ?? 0, vramBytes)
  record.setMemory({ ...before, residentBytes, vramBytes: mostVramBytes })
}

/**
 * The first pass of a load is that of its first test, which has a warm context then; the engine warms those of the others by itself. Where
 * memory is to be measured after it, it has a whole micro-batch.
 */
function warmUpTest([first]: readonly SpeedTest[], leastTokens: number): SpeedTest {
  if (first !== undefined && first.promptTokens >= leastTokens) return first
  return { promptTokens: leastTokens, generatedTokens: 1, depthTokens: 0 }
}

function speedOf({ promptTokens, generatedTokens, depthTokens }: SpeedTest): SpeedTest {
  return { promptTokens, generatedTokens, depthTokens }
}
