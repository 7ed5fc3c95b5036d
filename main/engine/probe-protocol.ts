import { z } from 'zod'
import { backendIdSchema } from '#contract/hardware.ts'

/**
 * What the throw-away process found out about one backend, its only message. `absent`: nothing on this machine for it. `failed`: there
 * is something, and llama.cpp could not use it.
 */
export const probeReportSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('available'),
    backend: backendIdSchema,
    /** GPUs as llama.cpp names them; empty for the CPU. */
    deviceNames: z.array(z.string()),
    /** Of all devices together; null for the CPU. */
    vramTotalBytes: z.number().nonnegative().nullable(),
    vramFreeBytes: z.number().nonnegative().nullable(),
    /** The part of it that is the machine's main memory. */
    vramUnifiedBytes: z.number().nonnegative().nullable(),
    /** llama.cpp's own list, such as AVX2, AVX512, NEON. */
    instructionSets: z.array(z.string()),
    /** The CPU library that llama.cpp picked, such as `libggml-cpu-zen4`; null where it has just one. */
    cpuLibraryVariant: z.string().nullable(),
    llamaCppRelease: z.string(),
  }),
  z.object({ status: z.literal('absent'), backend: backendIdSchema, reason: z.string() }),
  z.object({ status: z.literal('failed'), backend: backendIdSchema, reason: z.string() }),
])
export type ProbeReport = z.infer<typeof probeReportSchema>
