import { join } from 'node:path'
import type { Settings } from '#contract/settings.ts'
import type { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import type { SetTimer } from '../../../core/set-timer.ts'
import { childLines } from '../child-lines.ts'
import { nothingFound } from '../nothing-found.ts'
import { runTool } from '../run-tool.ts'
import type { StartProcess } from '../start-tool.ts'
import { systemFolder, type ToolCommand } from '../tool-command.ts'
import { batterySource } from './battery-source.ts'

export type WindowsBatteryOptions = {
  command?: ToolCommand
  monotonicNow?: () => number
  setTimer?: SetTimer
  start?: StartProcess
}

const tool = 'PowerShell'
const periodMs = 2000

/** Prints a line with `discharging:milliwatts` for each battery. It ends by itself when nobody reads any more. */
const printOnce = [
  "$ErrorActionPreference = 'Stop'",
  "function Show { $all = @(Get-CimInstance -Namespace root/WMI -ClassName BatteryStatus | ForEach-Object { '{0}:{1}' -f [int]$_.Discharging, [long]$_.DischargeRate })",
  "[Console]::Out.WriteLine('battery ' + ($all -join ' ')) }",
  'Show',
].join('\n')
const printOn = `${printOnce}\nwhile ($true) { Start-Sleep -Milliseconds ${periodMs}; Show }`

/** What a Windows laptop's batteries give together, through one PowerShell that stays. */
export class WindowsBattery implements PowerCollector {
  readonly collector = 'battery'
  readonly #options: WindowsBatteryOptions
  /** To start a PowerShell takes half a second of a core, and nobody builds a battery in while the app runs: asked once. */
  #hasBattery: boolean | null = null

  constructor(options: WindowsBatteryOptions = {}) {
    this.#options = options
  }

  async detect(_settings: Settings, signal: AbortSignal): Promise<Detection> {
    this.#hasBattery ??= await this.#look(signal)
    if (this.#hasBattery !== true) return nothingFound()
    return {
      sources: [batterySource('', periodMs)],
      locked: [],
      guide: [{ id: 'battery', state: 'working', params: { device: '' }, command: null }],
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#options
    const onFailure = (error: Fault) => {
      for (const { id } of sources) sink.onFailure(id, error)
    }
    const onLine = (line: string) => {
      const reading = parseBatteryLine(line)
      if (reading === null) return
      const atMs = monotonicNow()
      const { watts } = reading
      for (const { id: sourceId } of sources) {
        sink.onReading(watts === null ? { kind: 'silent', sourceId, atMs } : { kind: 'power', sourceId, atMs, watts })
      }
    }
    const parameters = parametersOf(printOn)
    childLines({ ...this.#options, tool, command: this.#command(), parameters, signal, onLine, onFailure })
  }

  /** null where the question had no answer: it is asked again the next time. */
  async #look(signal: AbortSignal): Promise<boolean | null> {
    const question = runTool(this.#command(), parametersOf(printOnce), { ...this.#options, tool, signal })
    const answer = await question.catch(() => null)
    // A machine that never had a battery has no such class: exit 1.
    if (answer === null) return null
    return answer.stdout.split('\n').some((line) => parseBatteryLine(line.trim()) !== null)
  }

  #command(): ToolCommand {
    return this.#options.command ?? [join(systemFolder(), 'WindowsPowerShell', 'v1.0', 'powershell.exe')]
  }
}

function parametersOf(script: string): string[] {
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encoded]
}

/**
 * Reads `battery 1:12345 0:0`: for each battery whether it is discharging, and milliwatts. `watts` is null where none is discharging, or one
 * does not know how fast; the whole is null where the line is another, or tells of no battery.
 */
export function parseBatteryLine(line: string): { watts: number | null } | null {
  if (!/^battery( [01]:\d{1,10})+$/.test(line)) return null
  const rates = line.split(' ').flatMap((part) => (part.startsWith('1:') ? [Number(part.slice(2))] : []))
  // BATTERY_UNKNOWN_RATE of poclass.h is 0x80000000; no battery gives 10 kW.
  if (rates.length === 0 || rates.some((rate) => rate >= 10_000_000)) return { watts: null }
  return { watts: rates.reduce((sum, rate) => sum + rate, 0) / 1000 }
}
