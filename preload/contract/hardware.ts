import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { problemSchema } from './errors.ts'

/** The compute backends that llama.cpp can be asked for here. */
export const backendIdSchema = z.enum(['cpu', 'cuda', 'vulkan', 'metal'])
export type BackendId = z.infer<typeof backendIdSchema>

/** One GPU as its backend names it. */
export const gpuDeviceSchema = z.object({
  name: z.string(),
  vramTotalBytes: sizeBytesSchema.nullable(),
  vramFreeBytes: sizeBytesSchema.nullable(),
  /** True where the GPU uses the machine's main memory (Apple silicon, integrated graphics). */
  unifiedMemory: z.boolean(),
})
export type GpuDevice = z.infer<typeof gpuDeviceSchema>

/** What the probe found out about one backend. */
export const backendSchema = z.object({
  id: backendIdSchema,
  /** `available`: started and answered. `absent`: not for this machine, or no driver. `failed`: crashed, hung or refused. */
  status: z.enum(['available', 'absent', 'failed']),
  /** Why it is absent or failed; null when available. */
  problem: z.string().nullable(),
  devices: z.array(gpuDeviceSchema),
})
export type Backend = z.infer<typeof backendSchema>

/** Why a backend was chosen; the interface has a sentence for each. */
export const backendReasonSchema = z.enum([
  'only-cpu-found',
  'gpu-found',
  'gpu-failed',
  'chosen-by-user',
  'user-choice-unavailable',
])

/** This machine, as far as running a model on it is concerned. */
export const hardwareSchema = z.object({
  probedAtMs: timestampMsSchema,
  platform: z.string(),
  osName: z.string(),
  cpu: z.object({
    model: z.string(),
    physicalCores: z.number().int().positive(),
    logicalCores: z.number().int().positive(),
    /** Instruction sets that llama.cpp uses, such as AVX2, AVX512, AMX, NEON. */
    instructionSets: z.array(z.string()),
    /** The CPU library that llama.cpp picked, such as `libggml-cpu-zen4`; null when unknown. */
    libraryVariant: z.string().nullable(),
  }),
  ramTotalBytes: sizeBytesSchema,
  /** Free for programs, the file cache counted as free. */
  ramAvailableBytes: sizeBytesSchema,
  backends: z.array(backendSchema),
  chosen: z.object({
    backend: backendIdSchema,
    reason: backendReasonSchema,
    /** Named values for the sentence, such as the GPU's name. */
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
})
export type Hardware = z.infer<typeof hardwareSchema>

/** The probe's state: the window opens before it has ended. */
export const hardwareStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('probing') }),
  z.object({ phase: z.literal('known'), hardware: hardwareSchema }),
  z.object({ phase: z.literal('failed'), problem: problemSchema }),
])
export type HardwareState = z.infer<typeof hardwareStateSchema>

export const hardwareContract = {
  /** The present state, then each change. */
  watch: procedure.output(eventIterator(hardwareStateSchema)),
  /** Probes again, in throw-away processes, and returns what was found. */
  probe: procedure.output(hardwareSchema),
}
