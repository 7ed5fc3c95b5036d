import { z } from 'zod'
import { idSchema } from './common.ts'

/** A smart plug that the user named. Nothing is scanned for. */
export const plugSchema = z.object({
  id: idSchema,
  /** A host name or IP address, with a port where it is not 80. */
  address: z.string().min(1).max(255),
  kind: z.enum(['shelly-gen1', 'shelly-gen2', 'tasmota']),
  /** As the plug calls itself; its address where it has no name. */
  name: z.string().max(200),
})
export type Plug = z.infer<typeof plugSchema>

/** So many plugs are read at once. */
export const mostPlugs = 8
