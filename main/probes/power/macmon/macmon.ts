import { z } from 'zod'
import type { PowerScope } from '#contract/energy.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import type { SetTimer } from '../../../core/set-timer.ts'
import { childLines } from '../child-lines.ts'
import { nothingBecause, nothingFound } from '../nothing-found.ts'
import { runTool } from '../run-tool.ts'
import type { StartProcess } from '../start-tool.ts'
import type { FindTool } from '../tool-command.ts'

export type MacmonOptions = {
  find: FindTool
  monotonicNow?: () => number
  setTimer?: SetTimer
  start?: StartProcess
}

const tool = 'macmon'
const periodMs = 500

const wattsSchema = z.number().min(0).max(10_000)
/** The part of a line of `macmon pipe` that is used, in watts (vladkens/macmon, readme). Older versions leave out the memory. */
const lineSchema = z.object({
  all_power: wattsSchema,
  sys_power: wattsSchema.default(0),
  ram_power: wattsSchema.default(0),
})
type MacmonLine = z.infer<typeof lineSchema>

const fields: Record<keyof MacmonLine, { name: string; deviceKey: string; scope: PowerScope }> = {
  sys_power: { name: 'Mac', deviceKey: 'machine', scope: 'whole-machine' },
  all_power: { name: 'Apple silicon', deviceKey: 'cpu:0', scope: 'cpu-and-gpu' },
  ram_power: { name: 'Apple silicon memory', deviceKey: 'cpu:0', scope: 'memory' },
}
const fieldNames = lineSchema.keyof().options

/** Apple's own model of what its chips take, through a `macmon` that stays and prints a line twice a second. */
export class MacmonCollector implements PowerCollector {
  readonly collector = 'macmon'
  readonly #options: MacmonOptions

  constructor(options: MacmonOptions) {
    this.#options = options
  }

  async detect(_settings: Settings, signal: AbortSignal): Promise<Detection> {
    const command = this.#options.find()
    if (command === null) {
      return nothingFound([{ id: 'macmon', state: 'missing', params: { tool }, command: 'brew install macmon' }])
    }
    try {
      const parameters = ['pipe', '-s', '1', '-i', '100']
      const { exitCode, stdout, stderr } = await runTool(command, parameters, { ...this.#options, tool, signal })
      const line = stdout
        .split('\n')
        .map(parseLine)
        .find((one) => one !== null)
      if (exitCode === 0 && line) return found(line)
      // On a Mac with an Intel processor it starts and says that it cannot.
      const detail = `exit ${exitCode}\n${`${stdout}\n${stderr}`.trim().slice(0, 1000)}`
      throw new Fault('METER_TOOL_FAILED', { params: { tool }, detail })
    } catch (error) {
      return nothingBecause({ id: 'macmon', state: 'impossible', params: { tool } }, error)
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const onFailure = (error: Fault) => {
      for (const { id } of sources) sink.onFailure(id, error)
    }
    const command = this.#options.find()
    if (command === null) {
      onFailure(new Fault('METER_SOURCE_GONE', { params: { name: tool } }))
      return
    }
    const { monotonicNow = monotonicNowMs } = this.#options
    const wanted = new Set(sources.map(({ id }) => id))
    const onLine = (text: string) => {
      const line = parseLine(text)
      if (line === null) return
      // Each line is the mean over the time since the one before.
      const atMs = monotonicNow() - periodMs / 2
      for (const field of fieldNames) {
        const sourceId = idOf(field)
        if (!wanted.has(sourceId)) continue
        const isKnown = line[field] > 0
        sink.onReading(
          isKnown ? { kind: 'power', sourceId, atMs, watts: line[field] } : { kind: 'silent', sourceId, atMs },
        )
      }
    }
    childLines({
      ...this.#options,
      tool,
      command,
      parameters: ['pipe', '-i', `${periodMs}`],
      signal,
      onLine,
      onFailure,
    })
  }
}

function idOf(field: keyof MacmonLine): string {
  return `macmon:${field}`
}

function parseLine(text: string): MacmonLine | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What a Mac does not tell is 0. */
function found(line: MacmonLine): Detection {
  const sources = fieldNames
    .filter((field) => line[field] > 0)
    .map((field): FoundSource => {
      const { name, deviceKey, scope } = fields[field]
      return {
        id: idOf(field),
        collector: 'macmon',
        name,
        deviceKey,
        scope,
        provenance: 'vendor-model',
        updatePeriodMs: periodMs,
        kind: 'power',
        wrapJ: null,
        // Apple publishes no error of its model.
        errorShare: null,
      }
    })
  return { sources, locked: [], guide: [{ id: 'macmon', state: 'working', params: { tool }, command: null }] }
}
