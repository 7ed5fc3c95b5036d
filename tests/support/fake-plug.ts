import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import type { Plug } from '../../preload/contract/plugs.ts'
import { type FakeLoad, loadOf, loadOfProcess } from './fake-load.ts'

export type FakePlugOptions = {
  kind: Plug['kind']
  /** In watts: constant, by the monotonic clock, or of a process. */
  power: number | ((atMs: number) => number) | FakeLoad
  /** null: the plug has none. */
  name?: string | null
  isLocked?: boolean
  monotonicNow?: () => number
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A smart plug on loopback. */
export type FakePlug = {
  /** Host and port, as a user types it. */
  address: string
  kind: Plug['kind']
  load: FakeLoad
  isLocked: boolean
  /** In place of the plug's own answers: `serve` gives those after all. */
  answer: Answer
  serve: Answer
  /** Path and query of each request. */
  requests: string[]
  /** The plug as settings have it. */
  plug(id?: string): Plug
  close(): Promise<void>
}

/**
 * Starts a Shelly or a Tasmota that measures what a test says. `/integral?from=…&to=…` gives the joules between two times of the monotonic
 * clock, and `/now` that clock.
 */
export async function startFakePlug(options: FakePlugOptions): Promise<FakePlug> {
  const { kind, power, name = 'Desk', isLocked = false, monotonicNow = monotonicNowMs } = options
  const load = typeof power === 'object' ? power : loadOf(typeof power === 'function' ? power : () => power)
  const server = createServer((request, response) => {
    plug.requests.push(request.url ?? '')
    plug.answer(request, response)
  })
  const serve: Answer = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://plug')
    const answer =
      url.pathname === '/integral'
        ? { joules: load.integralJ(Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))) }
        : url.pathname === '/now'
          ? { nowMs: monotonicNow() }
          : answerOf(plug, name, url, load.powerW(monotonicNow()))
    const status = answer === null ? 404 : answer === 'locked' ? 401 : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `127.0.0.1:${port}`
  const plug: FakePlug = {
    address,
    kind,
    load,
    isLocked,
    answer: serve,
    serve,
    requests: [],
    plug: (id = 'desk') => ({ id, address, kind, name: name ?? address }),
    close: () => {
      load.close()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return plug
}

/** What a plug of a kind answers; null: not found. Bodies as the devices give them, shortened. */
function answerOf(plug: FakePlug, name: string | null, url: URL, watts: number): unknown {
  const { kind, isLocked } = plug
  if (kind === 'tasmota') {
    if (url.pathname !== '/cm') return null
    if (isLocked) return { WARNING: 'Need user=<username>&password=<password>' }
    const command = url.searchParams.get('cmnd')
    if (command === 'Status')
      return { Status: { Module: 0, DeviceName: name ?? '', FriendlyName: [name ?? ''], Power: 1 } }
    const energy = {
      TotalStartTime: '2025-01-01T00:00:00',
      Total: 12.345,
      Power: watts,
      Voltage: 230,
      Current: watts / 230,
    }
    return command === 'Status 8'
      ? { StatusSNS: { Time: '2026-11-25T12:00:00', ENERGY: energy } }
      : { Command: 'Unknown' }
  }
  if (url.pathname === '/shelly') {
    return kind === 'shelly-gen1'
      ? {
          type: 'SHPLG-S',
          mac: '7C87CEB4A0F1',
          auth: isLocked,
          fw: '20230913-113421/v1.14.0',
          num_outputs: 1,
          num_meters: 1,
        }
      : {
          name,
          id: 'shellyplugsg3-7c87ceb4a0f1',
          mac: '7C87CEB4A0F1',
          model: 'S3PL-00112EU',
          gen: 3,
          app: 'PlugSG3',
          auth_en: isLocked,
        }
  }
  if (isLocked) return 'locked'
  if (kind === 'shelly-gen1') {
    if (url.pathname === '/settings') return { device: { type: 'SHPLG-S' }, name }
    if (url.pathname !== '/status') return null
    return {
      meters: [{ power: watts, overpower: 0, is_valid: true, counters: [watts, watts, watts], total: 4321 }],
      uptime: 1000,
    }
  }
  if (url.pathname !== '/rpc/Switch.GetStatus' || url.searchParams.get('id') !== '0') return null
  const aenergy = { total: 12345.6, by_minute: [0, 0, 0], minute_ts: 1764072000 }
  return { id: 0, source: 'init', output: true, apower: watts, voltage: 230.1, current: watts / 230, aenergy }
}

/** `node tests/support/fake-plug.ts --pid 1234 --kind shelly-gen2 --idle 20 --per-core 30` prints its address and runs until it is ended. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pid: { type: 'string', default: String(process.ppid) },
      kind: { type: 'string', default: 'shelly-gen2' },
      idle: { type: 'string', default: '20' },
      'per-core': { type: 'string', default: '30' },
    },
  })
  const kind = (['shelly-gen1', 'shelly-gen2', 'tasmota'] as const).find((known) => known === values.kind)
  if (kind === undefined) throw new Error(`No such kind of plug: ${values.kind}`)
  const power = loadOfProcess({
    pid: Number(values.pid),
    idleW: Number(values.idle),
    wattsPerCore: Number(values['per-core']),
  })
  const { address } = await startFakePlug({ kind, power })
  process.stdout.write(`${address}\n`)
}

if (import.meta.main) await main()
