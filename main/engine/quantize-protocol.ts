import { z } from 'zod'
import { problemSchema } from '#contract/errors.ts'
import type { QuantizeOrder } from '../core/ports/quantizer.ts'

/** The only message to the process that quantizes: `targetPath` lies in its working folder. */
export type ToQuantizer = QuantizeOrder

/** What it says: how far it is, then how it ended. */
export const fromQuantizerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: z.number().min(0).max(1) }),
  z.object({
    type: z.literal('done'),
    outcome: z.object({
      durationMs: z.number().nonnegative(),
      tensorCount: z.number().int().nonnegative(),
      fallbackTensors: z.number().int().nonnegative(),
    }),
  }),
  z.object({ type: z.literal('failed'), problem: problemSchema }),
])
export type FromQuantizer = z.infer<typeof fromQuantizerSchema>
