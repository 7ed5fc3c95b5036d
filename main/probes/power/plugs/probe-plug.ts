import { Agent } from 'undici'
import { z } from 'zod'
import type { Plug } from '#contract/plugs.ts'
import { Fault } from '../../../core/fault.ts'
import type { PlugProber } from '../../../core/ports/plug-prober.ts'
import type { RequestLog } from '../../../core/ports/request-log.ts'
import { type PlugAddress, parsePlugAddress } from './plug-address.ts'
import { plugKinds, wantsPassword } from './plug-kinds.ts'
import { askPlug, type PlugAnswer } from './plug-request.ts'

/** What every Shelly tells about itself, whether or not it has a password. */
const shellySchema = z.union([
  z.object({ gen: z.number().int().min(2), auth_en: z.boolean(), name: z.string().nullish(), id: z.string() }),
  z.object({ type: z.string(), auth: z.boolean() }),
])
const gen1NameSchema = z.object({ name: z.string().nullish() })
const tasmotaNameSchema = z.object({ Status: z.object({ DeviceName: z.string() }) })

type Ask = (path: string) => Promise<PlugAnswer>

/** Finds out what is at an address by asking it as each kind of plug is asked. */
export class HttpPlugProber implements PlugProber {
  readonly #requests: RequestLog

  constructor({ requests }: { requests: RequestLog }) {
    this.#requests = requests
  }

  async probe(address: string, signal: AbortSignal): Promise<Omit<Plug, 'id'>> {
    const place = parsePlugAddress(address)
    const dispatcher = new Agent({ connections: 1 })
    const ask: Ask = async (path) => {
      const url = new URL(path, place.url)
      const record = this.#requests.begin(`${url.host}${url.pathname}`, 'power-plug')
      try {
        const answer = await askPlug(url, { dispatcher, signal })
        record.received(answer.receivedBytes)
        record.done()
        return answer
      } catch (error) {
        record.failed()
        throw error
      }
    }
    try {
      return await identify(place, ask)
    } finally {
      await dispatcher.destroy()
    }
  }
}

async function identify({ address }: PlugAddress, ask: Ask): Promise<Omit<Plug, 'id'>> {
  const fault = (code: Fault['code']) => new Fault(code, { params: { address } })
  const shelly = shellySchema.safeParse((await ask('/shelly')).json).data
  if (shelly && ('id' in shelly ? shelly.auth_en : shelly.auth)) throw fault('METER_PLUG_LOCKED')
  const kind = shelly === undefined ? 'tasmota' : 'id' in shelly ? 'shelly-gen2' : 'shelly-gen1'
  const { status, json } = await ask(plugKinds[kind].statusPath)
  if (wantsPassword(status, json)) throw fault('METER_PLUG_LOCKED')
  if (plugKinds[kind].watts(json) === null) throw fault('METER_PLUG_UNKNOWN')
  const name = shelly && 'id' in shelly ? shelly.name : await nameOf(kind, ask).catch(() => null)
  return { address, kind, name: name?.trim().slice(0, 200) || address }
}

/** What the user called it. A plug that does not say has none. */
async function nameOf(kind: Plug['kind'], ask: Ask): Promise<string | null | undefined> {
  if (kind === 'tasmota')
    return tasmotaNameSchema.safeParse((await ask('/cm?cmnd=Status')).json).data?.Status.DeviceName
  return gen1NameSchema.safeParse((await ask('/settings')).json).data?.name
}
