import { Agent, type Dispatcher } from 'undici'
import type { Plug } from '#contract/plugs.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import type { RequestLog } from '../../../core/ports/request-log.ts'
import { nothingFound } from '../nothing-found.ts'
import { type PollClock, poll } from '../polling.ts'
import { parsePlugAddress } from './plug-address.ts'
import { plugKinds, wantsPassword } from './plug-kinds.ts'
import { askPlug } from './plug-request.ts'

export type PlugCollectorOptions = PollClock & { requests: RequestLog }

const periodMs = 1000
/** A plug in a wireless network misses an answer now and then: it is gone only when so many in a row did not come. */
const missesAllowed = 2

/** The plugs of one maker that the user named. */
export class PlugCollector implements PowerCollector {
  readonly collector: 'shelly' | 'tasmota'
  readonly #options: PlugCollectorOptions

  constructor(collector: 'shelly' | 'tasmota', options: PlugCollectorOptions) {
    this.collector = collector
    this.#options = options
  }

  async detect({ meter }: Settings): Promise<Detection> {
    const sources = meter.plugs.filter((plug) => makerOf(plug) === this.collector).map(sourceOf)
    const count = sources.length
    if (count > 0) {
      return { sources, locked: [], guide: [{ id: 'plug', state: 'working', params: { count }, command: null }] }
    }
    // A plug of either maker will do, and only one of the two may say that there is none.
    const isMissing = this.collector === 'shelly' && meter.plugs.length === 0
    return nothingFound(isMissing ? [{ id: 'plug', state: 'missing', params: {}, command: null }] : [])
  }

  read(sources: readonly FoundSource[], { meter }: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const wanted = new Set(sources.map((source) => source.id))
    for (const plug of meter.plugs) {
      if (wanted.has(sourceOf(plug).id) && !signal.aborted) this.#readPlug(plug, sink, signal)
    }
  }

  #readPlug(plug: Plug, sink: CollectorSink, signal: AbortSignal): void {
    const { requests, ...clock } = this.#options
    const { monotonicNow = monotonicNowMs } = clock
    const sourceId = sourceOf(plug).id
    const url = statusUrl(plug)
    if (url instanceof Fault) {
      sink.onFailure(sourceId, url)
      return
    }
    const dispatcher = new Agent({ connections: 1 })
    const record = requests.begin(`${url.host}${url.pathname}`, 'power-plug')
    const stopped = () => {
      record.done()
      void dispatcher.destroy().catch(() => undefined)
    }
    signal.addEventListener('abort', stopped, { once: true })
    let receivedBytes = 0
    let misses = 0
    const readOnce = async () => {
      const askedAtMs = monotonicNow()
      const reading = await readPower(plug, url, { dispatcher, signal }).catch((error: unknown) => {
        misses += 1
        const mayComeBack = error instanceof Fault && error.code === 'METER_PLUG_UNREACHABLE'
        if (!mayComeBack || misses > missesAllowed) throw error
        return null
      })
      if (reading === null || signal.aborted) return
      misses = 0
      receivedBytes += reading.receivedBytes
      record.received(receivedBytes)
      // The plug looked at its meter at some time between the question and the answer.
      const atMs = (askedAtMs + monotonicNow()) / 2
      const { watts } = reading
      // What flows back (a solar panel behind the same plug) says nothing of what the machine takes.
      sink.onReading(watts < 0 ? { kind: 'silent', sourceId, atMs } : { kind: 'power', sourceId, atMs, watts })
    }
    const onFailure = (error: unknown) => {
      signal.removeEventListener('abort', stopped)
      record.failed()
      void dispatcher.destroy().catch(() => undefined)
      sink.onFailure(sourceId, error)
    }
    poll(readOnce, { ...clock, periodMs, signal, onFailure })
  }
}

/** Where the plug's status is; a Fault where what was stored is no address. */
function statusUrl(plug: Plug): URL | Fault {
  try {
    return new URL(plugKinds[plug.kind].statusPath, parsePlugAddress(plug.address).url)
  } catch (error) {
    return Fault.from(error)
  }
}

/** Faults: METER_PLUG_UNREACHABLE, METER_PLUG_LOCKED (params.address), METER_SOURCE_UNREADABLE (name). */
async function readPower(
  plug: Plug,
  url: URL,
  options: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<{ watts: number; receivedBytes: number }> {
  const { status, json, receivedBytes } = await askPlug(url, options)
  if (wantsPassword(status, json)) throw new Fault('METER_PLUG_LOCKED', { params: { address: plug.address } })
  const watts = status === 200 ? plugKinds[plug.kind].watts(json) : null
  if (watts === null) {
    throw new Fault('METER_SOURCE_UNREADABLE', { params: { name: plug.name }, detail: `HTTP ${status}` })
  }
  return { watts, receivedBytes }
}

function makerOf({ kind }: Plug): 'shelly' | 'tasmota' {
  return kind === 'tasmota' ? 'tasmota' : 'shelly'
}

function sourceOf(plug: Plug): FoundSource {
  const collector = makerOf(plug)
  return {
    id: `${collector}:${plug.id}`,
    collector,
    name: plug.name,
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'wall-metered',
    updatePeriodMs: periodMs,
    kind: 'power',
    wrapJ: null,
    // Neither Shelly nor Tasmota states an accuracy that holds for all devices of a kind.
    errorShare: null,
  }
}
