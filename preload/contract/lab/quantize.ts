import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from '../common.ts'
import { problemSchema } from '../errors.ts'

/** What llama.cpp can quantize to, by the names that llama-quantize knows, the largest first. */
export const quantizationTypeSchema = z.enum([
  'F32',
  'BF16',
  'F16',
  'Q8_0',
  'Q6_K',
  'Q5_1',
  'Q5_K_M',
  'Q5_K_S',
  'Q5_0',
  'Q4_1',
  'Q4_K_M',
  'Q4_K_S',
  'IQ4_NL',
  'IQ4_XS',
  'Q4_0',
  'MXFP4_MOE',
  'Q3_K_L',
  'Q3_K_M',
  'IQ3_M',
  'IQ3_S',
  'Q3_K_S',
  'IQ3_XS',
  'IQ3_XXS',
  'Q2_K',
  'Q2_K_S',
  'IQ2_M',
  'IQ2_S',
  'IQ2_XS',
  'IQ2_XXS',
  'TQ2_0',
  'TQ1_0',
  'IQ1_M',
  'IQ1_S',
])
export type QuantizationType = z.infer<typeof quantizationTypeSchema>

/** The ladder that is made in one go. */
export const ladderTypes = ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'Q2_K'] as const satisfies QuantizationType[]

/** One file that is made of another. */
export const quantizeJobSchema = z.object({
  id: idSchema,
  sourceModelId: idSchema,
  sourceName: z.string(),
  /** The source's own quantization: what comes out is labelled with it where it is not F16, BF16 or F32. */
  sourceQuantization: z.string(),
  type: quantizationTypeSchema,
  fileName: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  /** Tensors done of all, 0 to 1, while it runs. */
  progress: z.number().min(0).max(1).nullable(),
  /** Estimated from bits a weight until it is done. */
  sizeBytes: sizeBytesSchema,
  startedAtMs: timestampMsSchema.nullable(),
  durationMs: z.number().nonnegative().nullable(),
  /** Tensors that got another type than asked for, since their rows do not divide by its block; null until done. */
  fallbackTensors: z.number().int().nonnegative().nullable(),
  tensorCount: z.number().int().nonnegative().nullable(),
  /** What it became in the library; null until done. */
  modelId: idSchema.nullable(),
  problem: problemSchema.nullable(),
})
export type QuantizeJob = z.infer<typeof quantizeJobSchema>

export const quantizeRequestSchema = z.object({
  modelId: idSchema,
  /** Made one after the other. */
  types: z.array(quantizationTypeSchema).min(1).max(33),
  /** From a file that is itself quantized: QUANTIZE_SOURCE_QUANTIZED without it. */
  allowRequantize: z.boolean(),
  /** An importance matrix, absolute; null: none. */
  importanceMatrixPath: z.string().min(1).max(4096).nullable(),
  /** null: as many as llama.cpp chooses. */
  threads: z.number().int().min(1).max(512).nullable(),
  /** Where the source is quantized, make an F16 first and the ladder from that. */
  viaF16: z.boolean(),
})
export type QuantizeRequest = z.infer<typeof quantizeRequestSchema>

export const quantizeForecastSchema = z.object({
  files: z.array(
    z.object({ type: quantizationTypeSchema, fileName: z.string(), sizeBytes: sizeBytesSchema, exists: z.boolean() }),
  ),
  neededBytes: sizeBytesSchema,
  freeBytes: sizeBytesSchema,
  isSourceQuantized: z.boolean(),
  /** Types that llama.cpp refuses or warns of without an importance matrix. */
  needsImportanceMatrix: z.array(quantizationTypeSchema),
})
export type QuantizeForecast = z.infer<typeof quantizeForecastSchema>

export const quantizeContract = {
  /** All jobs since the start of the app, the newest first; then each change. */
  watch: procedure.output(eventIterator(z.array(quantizeJobSchema))),
  /** What would be made, and whether it has room. MODEL_NOT_FOUND. */
  forecast: procedure
    .input(quantizeRequestSchema.omit({ threads: true, importanceMatrixPath: true }))
    .output(quantizeForecastSchema),
  /**
   * Makes files beside those that the app fetches. Resolves with the waiting jobs. MODEL_NOT_FOUND, QUANTIZE_SOURCE_QUANTIZED,
   * QUANTIZE_FILE_EXISTS, QUANTIZE_MATRIX_REFUSED, DISK_FULL, LAB_BUSY while a run or a blind test has the machine.
   */
  start: procedure.input(quantizeRequestSchema).output(z.array(quantizeJobSchema)),
  /** Ends a job and takes away what it had written. Does nothing to one that has ended. QUANTIZE_JOB_NOT_FOUND. */
  cancel: procedure.input(z.object({ id: idSchema })).output(z.void()),
}
