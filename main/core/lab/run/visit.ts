import type { BackendId } from '#contract/hardware.ts'
import type { LabProgress, LabSample } from '#contract/lab/run.ts'
import type { EngineLink } from '../../ports/engine-link.ts'
import type { LabEngine } from '../../ports/lab-engine.ts'
import type { MachineWatch } from '../../ports/machine-watch.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { interferenceBetween, type MachineMoment } from './interference.ts'
import type { RepetitionMeter, Span } from './repetition-meter.ts'
import type { RunClock } from './run-clock.ts'
import type { RunRecord } from './run-record.ts'

/** What a visit of a variant in a block works with. */
export type VisitParts = {
  record: RunRecord
  engine: LabEngine
  createEngineLink: () => EngineLink
  meter: RepetitionMeter
  watch: MachineWatch
  clock: RunClock
  backend: BackendId
  /** Ends everything at once. */
  stop: AbortSignal
  /** Ends what is no repetition: stopped, or to be paused. */
  leave: AbortSignal
  show: (change: Partial<Pick<LabProgress, 'phase' | 'variant' | 'test' | 'block' | 'temperatureC'>>) => void
}

/** One variant in one block. */
export type Visit = { block: number; variant: number; model: StoredModel }

/** What was timed: its figures, and when it was. */
type Timed = {
  span: Span
  figures: Pick<LabSample, 'durationNs' | 'tokensPerSecond' | 'promptTokens' | 'generatedTokens'>
  felt: Omit<NonNullable<LabSample['felt']>, 'decodeEnergyJ'> | null
  /** When decoding began, where that is told apart. */
  decodingMs: number | null
}

/** Times one repetition, with what else went on meanwhile and what it took, and writes it down before anything else is done. */
export async function measureRepetition(
  parts: VisitParts,
  { block, variant }: Visit,
  test: number,
  { pid, run }: { pid: number | null; run: () => Promise<Timed> },
): Promise<void> {
  const { record, meter, watch, clock, stop, show, backend } = parts
  show({ phase: 'measuring', test })
  const pids = pid === null ? [] : [pid]
  const before = momentOf(watch, clock, pids)
  const { span, figures, felt, decodingMs } = await run()
  const after = momentOf(watch, clock, pids)
  const [condition] = await Promise.all([watch.condition(backend !== 'cpu'), meter.settled(span, stop)])
  const { otherLoad, flags } = interferenceBetween(before, after, condition)
  const decode = decodingMs === null ? null : meter.energy({ fromMs: decodingMs, toMs: span.toMs }, null)
  record.addSample({
    block,
    variant,
    test,
    startedAtMs: Math.round(clock.now() - (clock.monotonicNow() - span.fromMs)),
    ...figures,
    felt: felt && { ...felt, decodeEnergyJ: decode?.energyJ ?? null },
    energy: meter.energy(span, record.memory(variant)?.idlePowerW ?? null),
    temperatureC: condition.temperatureC,
    otherLoad,
    flags,
  })
  show({ temperatureC: condition.temperatureC })
}

/** Work that ends as soon as the signal aborts, whether or not whoever does it listens. */
export function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function momentOf(watch: MachineWatch, { now, monotonicNow }: RunClock, pids: readonly number[]): MachineMoment {
  return { ...watch.counters(pids), atMs: now(), monotonicMs: monotonicNow() }
}
