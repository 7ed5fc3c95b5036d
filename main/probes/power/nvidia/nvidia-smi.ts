import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import type { SetTimer } from '../../../core/set-timer.ts'
import { childLines } from '../child-lines.ts'
import { nothingBecause, nothingFound } from '../nothing-found.ts'
import { runTool, type ToolAnswer } from '../run-tool.ts'
import type { StartProcess } from '../start-tool.ts'
import type { FindTool, ToolCommand } from '../tool-command.ts'
import { nvidiaSensorErrorShare } from './nvidia-sensor-error.ts'
import { averageWindowMs, fieldsInHelp, type PowerField, parseSmiLine, type SmiRow } from './smi-fields.ts'

export type NvidiaSmiOptions = {
  find: FindTool
  /** The graphics cards of NVIDIA that the system lists, with or without a driver. */
  cards?: () => string[]
  monotonicNow?: () => number
  setTimer?: SetTimer
  start?: StartProcess
}

type Card = SmiRow & { name: string }

const tool = 'nvidia-smi'
const samplePeriodMs = 100
const csv = '--format=csv,noheader,nounits'

/** The boards of NVIDIA through a `nvidia-smi` that stays and prints ten lines a second for each. */
export class NvidiaSmiCollector implements PowerCollector {
  readonly collector = 'nvidia-smi'
  readonly #options: NvidiaSmiOptions
  /** What this driver's tool knows; asked once. */
  #fields: PowerField[] | null = null
  /** The field that each board is read by. It never changes in between: each means something else. */
  readonly #fieldOf = new Map<string, PowerField>()

  constructor(options: NvidiaSmiOptions) {
    this.#options = options
  }

  async detect(_settings: Settings, signal: AbortSignal): Promise<Detection> {
    const command = this.#options.find()
    if (command === null) return nothingFound(this.#missing())
    try {
      const cards = await this.#ask(command, signal)
      const sources: FoundSource[] = []
      const guide: GuideEntry[] = []
      for (const card of cards) {
        const field = this.#fields?.find((one) => card.watts.has(one))
        if (field !== undefined) {
          this.#fieldOf.set(card.uuid, field)
          sources.push(sourceOf(card, field))
        }
        const state = field === undefined ? 'impossible' : 'working'
        guide.push({ id: 'nvidia', state, params: { device: card.name }, command: null })
      }
      return { sources, locked: [], guide }
    } catch (error) {
      return nothingBecause({ id: 'nvidia', state: 'missing', params: { tool } }, error)
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const fail = (error: Fault) => {
      for (const { id } of sources) sink.onFailure(id, error)
    }
    const command = this.#options.find()
    const fields = this.#fields
    if (command === null || fields === null) {
      fail(new Fault('METER_SOURCE_GONE', { params: { name: tool } }))
      return
    }
    const { monotonicNow = monotonicNowMs } = this.#options
    const wanted = new Map(sources.map((source) => [source.deviceKey, source.id]))
    childLines({
      ...this.#options,
      tool,
      command,
      parameters: [`--query-gpu=${['uuid', ...fields].join(',')}`, csv, '-lms', `${samplePeriodMs}`],
      signal,
      onFailure: fail,
      onLine: (line) => {
        const row = parseSmiLine(line, fields)
        const sourceId = row === null ? undefined : wanted.get(deviceKeyOf(row.uuid))
        if (row === null || sourceId === undefined) return
        const field = this.#fieldOf.get(row.uuid)
        const watts = field === undefined ? undefined : row.watts.get(field)
        const atMs = monotonicNow()
        // The mean of a second belongs to the middle of it.
        const midAtMs = field === 'power.draw.average' ? atMs - averageWindowMs / 2 : atMs
        if (watts === undefined) sink.onReading({ kind: 'silent', sourceId, atMs: midAtMs })
        else sink.onReading({ kind: 'power', sourceId, atMs: midAtMs, watts })
      },
    })
  }

  /** Each board once. Faults: METER_TOOL_FAILED. */
  async #ask(command: ToolCommand, signal: AbortSignal): Promise<Card[]> {
    const ask = async (parameters: string[]) =>
      answerOf(await runTool(command, parameters, { ...this.#options, tool, signal }))
    this.#fields ??= fieldsInHelp(await ask(['--help-query-gpu']))
    if (this.#fields.length === 0) return []
    const fields = this.#fields
    const answer = await ask([`--query-gpu=${['name', 'uuid', ...fields].join(',')}`, csv])
    return answer.split('\n').flatMap((line) => {
      const comma = line.indexOf(',')
      const row = parseSmiLine(line.slice(comma + 1), fields)
      return row === null ? [] : [{ ...row, name: line.slice(0, comma).trim() }]
    })
  }

  #missing(): GuideEntry[] {
    const cards = this.#options.cards?.() ?? []
    return cards.map((device) => ({ id: 'nvidia', state: 'missing', params: { device, tool }, command: null }))
  }
}

/** The answer of a question that went well. It says in its ordinary output that the driver does not run (exit 9). */
function answerOf({ exitCode, stdout, stderr }: ToolAnswer): string {
  if (exitCode === 0) return stdout
  const said = `${stdout}\n${stderr}`.trim().slice(0, 1000)
  throw new Fault('METER_TOOL_FAILED', { params: { tool }, detail: `exit ${exitCode}\n${said}` })
}

export function deviceKeyOf(uuid: string): string {
  return `gpu:${uuid}`
}

function sourceOf({ uuid, name }: Card, field: PowerField): FoundSource {
  return {
    id: `nvidia-smi:${uuid}`,
    collector: 'nvidia-smi',
    name,
    deviceKey: deviceKeyOf(uuid),
    scope: 'gpu-board',
    provenance: 'device-sensor',
    updatePeriodMs: field === 'power.draw.average' ? averageWindowMs : samplePeriodMs,
    kind: 'power',
    wrapJ: null,
    errorShare: nvidiaSensorErrorShare,
  }
}
