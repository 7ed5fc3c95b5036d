import { z } from 'zod'
import type { Plug } from '#contract/plugs.ts'

/** No socket gives more: what is beyond is junk. Some plugs count what flows back as negative. */
const wattsSchema = z.number().min(-20_000).max(20_000)

/** How a kind of plug says its power. */
export type PlugKind = {
  /** Path and query of its status. */
  statusPath: string
  /** Watts out of the status, negative where they flow back; null where it is none, or has no meter. */
  watts(json: unknown): number | null
}

const gen1Schema = z.object({ meters: z.tuple([z.object({ power: wattsSchema })], z.unknown()) })
const gen2Schema = z.object({ apower: wattsSchema })
/** A strip with a meter for each socket gives a list. */
const tasmotaSchema = z.object({
  StatusSNS: z.object({ ENERGY: z.object({ Power: z.union([wattsSchema, z.array(wattsSchema).min(1).max(64)]) }) }),
})

export const plugKinds: Record<Plug['kind'], PlugKind> = {
  'shelly-gen1': {
    statusPath: '/status',
    watts: (json) => gen1Schema.safeParse(json).data?.meters[0].power ?? null,
  },
  'shelly-gen2': {
    statusPath: '/rpc/Switch.GetStatus?id=0',
    watts: (json) => gen2Schema.safeParse(json).data?.apower ?? null,
  },
  tasmota: {
    statusPath: '/cm?cmnd=Status%208',
    watts(json) {
      const power = tasmotaSchema.safeParse(json).data?.StatusSNS.ENERGY.Power ?? null
      return Array.isArray(power) ? power.reduce((sum, watts) => sum + watts, 0) : power
    },
  },
}

/** Whether an answer says that it wants a password. Tasmota says so in words, with the status of success. */
export function wantsPassword(status: number, json: unknown): boolean {
  return status === 401 || status === 403 || tasmotaWarningSchema.safeParse(json).success
}

const tasmotaWarningSchema = z.object({ WARNING: z.string().regex(/password/i) })
