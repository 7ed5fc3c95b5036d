import type { PowerScope } from '#contract/energy.ts'
import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { childLines } from '../child-lines.ts'
import { findLinuxLibrary } from '../native-library.ts'
import { nothingBecause, nothingFound } from '../nothing-found.ts'
import { type PollClock, poll } from '../polling.ts'
import { runTool } from '../run-tool.ts'
import type { StartProcess } from '../start-tool.ts'
import type { FindTool, ToolCommand } from '../tool-command.ts'
import { AmdCounters } from './amd-counters.ts'
import { addressesOf, JsonDocuments, wattsOf } from './amd-smi-json.ts'
import { type AmdSmiLibrary, openAmdSmi } from './amd-smi-library.ts'

export type AmdSmiOptions = PollClock & {
  find: FindTool
  /** Opens the library; null where there is none on this machine. */
  open: () => Promise<AmdSmiLibrary | null>
  /** The graphics cards of AMD that the system lists, with or without this tool. */
  cards?: () => string[]
  /** What the driver says of the card at an address; null where it says nothing. */
  describe?: (pciAddress: string) => { name: string; scope: PowerScope } | null
  start?: StartProcess
}

const tool = 'amd-smi'
const counterPeriodMs = 100
/** The shortest that the tool's `--watch` knows. */
const toolPeriodMs = 1000
/** Python keeps back what it prints into a pipe until there are 8 KB of it, unless told otherwise. */
const environment = { PYTHONUNBUFFERED: '1' }

/** Opens AMD's library where this system has it. */
export async function openSystemAmdSmi(): Promise<AmdSmiLibrary | null> {
  const path = findLinuxLibrary('libamd_smi.so')
  return path === null ? null : openAmdSmi(path)
}

/** AMD's cards: by the library's energy counter where it agrees with the power, else by the power that the tool prints each second. */
export class AmdSmiCollector implements PowerCollector {
  readonly collector = 'amd-smi'
  readonly #options: AmdSmiOptions
  readonly #counters: AmdCounters
  /** The card that the tool gives a number, by the number. */
  #addresses = new Map<number, string>()
  /** What was found, while the system lists the same cards: to start Python takes half a second of a core. */
  #known: { cards: string; detection: Detection } | null = null

  constructor(options: AmdSmiOptions) {
    this.#options = options
    this.#counters = new AmdCounters(options)
  }

  async detect(_settings: Settings, signal: AbortSignal): Promise<Detection> {
    const command = this.#options.find()
    const cards = this.#options.cards?.().join() ?? ''
    if (command === null) return nothingFound(this.#missing())
    if (this.#known?.cards === cards) return this.#known.detection
    try {
      this.#addresses = addressesOf(await this.#ask(command, ['list', '--json'], signal))
      const watts = new Map<string, number>()
      const askPower = async () => {
        for (const [number, power] of wattsOf(await this.#ask(command, ['metric', '--power', '--json'], signal))) {
          const address = this.#addresses.get(number)
          if (address !== undefined) watts.set(address, power)
        }
        return watts
      }
      await this.#counters.check(askPower)
      const detection = this.#found(watts)
      if (detection.sources.length > 0) this.#known = { cards, detection }
      return detection
    } catch (error) {
      return nothingBecause({ id: 'amd-smi', state: 'missing', params: { tool } }, error)
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    for (const source of sources) if (source.kind === 'counter') this.#readCounter(source, sink, signal)
    const byTool = sources.filter(({ kind }) => kind === 'power')
    if (byTool.length > 0) this.#readTool(byTool, sink, signal)
  }

  #readCounter({ id: sourceId, name }: FoundSource, sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#options
    const readOnce = async () => {
      const askedAtMs = monotonicNow()
      const joules = await this.#counters.readJoules(addressOfId(sourceId))
      if (joules === null) throw new Fault('METER_SOURCE_GONE', { params: { name } })
      if (!signal.aborted) sink.onReading({ kind: 'counter', sourceId, atMs: (askedAtMs + monotonicNow()) / 2, joules })
    }
    const onFailure = (error: unknown) => {
      this.#counters.forget()
      this.#known = null
      sink.onFailure(sourceId, error)
    }
    poll(readOnce, { ...this.#options, periodMs: counterPeriodMs, signal, onFailure })
  }

  #readTool(sources: readonly FoundSource[], sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#options
    const onFailure = (error: Fault) => {
      this.#known = null
      for (const { id } of sources) sink.onFailure(id, error)
    }
    const command = this.#options.find()
    if (command === null) {
      onFailure(new Fault('METER_SOURCE_GONE', { params: { name: tool } }))
      return
    }
    const wanted = new Set(sources.map(({ id }) => id))
    const documents = new JsonDocuments()
    const onLine = (line: string) => {
      const document = documents.push(line)
      if (document === null) return
      const atMs = monotonicNow()
      for (const [number, watts] of wattsOf(document)) {
        const sourceId = idOf(this.#addresses.get(number) ?? '')
        if (wanted.has(sourceId)) sink.onReading({ kind: 'power', sourceId, atMs, watts })
      }
    }
    const parameters = ['metric', '--power', '--json', '--watch', `${toolPeriodMs / 1000}`]
    childLines({ ...this.#options, tool, command, parameters, environment, signal, onLine, onFailure })
  }

  #found(watts: ReadonlyMap<string, number>): Detection {
    const sources: FoundSource[] = []
    const guide: GuideEntry[] = []
    for (const pciAddress of this.#addresses.values()) {
      const { name, scope } = this.#options.describe?.(pciAddress) ?? { name: `AMD ${pciAddress}`, scope: 'gpu-board' }
      const isCounted = this.#counters.isBelieved(pciAddress)
      const isKnown = isCounted || watts.has(pciAddress)
      guide.push({ id: 'amd-smi', state: isKnown ? 'working' : 'impossible', params: { device: name }, command: null })
      if (!isKnown) continue
      sources.push({
        id: idOf(pciAddress),
        collector: 'amd-smi',
        name,
        deviceKey: `gpu:${pciAddress}`,
        scope,
        provenance: isCounted ? 'device-counter' : 'device-sensor',
        updatePeriodMs: isCounted ? counterPeriodMs : toolPeriodMs,
        kind: isCounted ? 'counter' : 'power',
        wrapJ: null,
        errorShare: null,
      })
    }
    return { sources, locked: [], guide }
  }

  /** Faults: METER_TOOL_FAILED. */
  async #ask(command: ToolCommand, parameters: string[], signal: AbortSignal): Promise<string> {
    const { exitCode, stdout, stderr } = await runTool(command, parameters, { ...this.#options, tool, signal })
    if (exitCode === 0) return stdout
    const detail = `exit ${exitCode}\n${`${stdout}\n${stderr}`.trim().slice(0, 1000)}`
    throw new Fault('METER_TOOL_FAILED', { params: { tool }, detail })
  }

  #missing(): GuideEntry[] {
    const cards = this.#options.cards?.() ?? []
    return cards.map((device) => ({ id: 'amd-smi', state: 'missing', params: { device, tool }, command: null }))
  }
}

const idPrefix = 'amd-smi:'

function idOf(pciAddress: string): string {
  return `${idPrefix}${pciAddress}`
}

function addressOfId(sourceId: string): string {
  return sourceId.slice(idPrefix.length)
}
