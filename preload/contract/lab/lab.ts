import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, timestampMsSchema } from '../common.ts'
import { moneySchema } from '../energy.ts'
import { labForecastSchema, labLimitsSchema, labPlanSchema, labPresetPlanSchema, labPresetSchema } from './plan.ts'
import {
  labProgressSchema,
  labRunSchema,
  labRunStateSchema,
  labRunSummarySchema,
  labRunWithSamplesSchema,
  labSampleSchema,
} from './run.ts'
import { labAxesSchema, labTrendSchema, labVerdictSchema, runComparisonSchema } from './verdict.ts'

/** Which runs the history lists. An empty filter lists all. */
export const labFilterSchema = z.object({
  /** Words in the name, the models, the labels, the tags and the notes. */
  text: z.string().trim().max(200).optional(),
  modelName: z.string().max(200).optional(),
  quantization: z.string().max(40).optional(),
  machineFingerprint: z.string().max(64).optional(),
  backend: z.string().max(20).optional(),
  tag: z.string().max(40).optional(),
  state: labRunStateSchema.optional(),
  /** Begun at this time or after it, and before the other. */
  fromMs: timestampMsSchema.optional(),
  toMs: timestampMsSchema.optional(),
  isImported: z.boolean().optional(),
})
export type LabFilter = z.infer<typeof labFilterSchema>

/** How a list is ordered: `model` and `machine` keep those together that share their models or their machine. Within them the newest comes first. */
export const labOrderSchema = z.enum(['newest', 'model', 'machine'])
export type LabOrder = z.infer<typeof labOrderSchema>

/** `total` counts all that the filter lets through. */
export const labPageSchema = z.object({ runs: z.array(labRunSummarySchema), total: z.number().int().nonnegative() })
export type LabPage = z.infer<typeof labPageSchema>

/** What there is to filter by, each with how many runs have it. */
export const labFacetsSchema = z.object({
  modelNames: z.array(z.object({ value: z.string(), runs: z.number().int().positive() })),
  quantizations: z.array(z.object({ value: z.string(), runs: z.number().int().positive() })),
  machines: z.array(z.object({ value: z.string(), name: z.string(), runs: z.number().int().positive() })),
  backends: z.array(z.object({ value: z.string(), runs: z.number().int().positive() })),
  tags: z.array(z.object({ value: z.string(), runs: z.number().int().positive() })),
})
export type LabFacets = z.infer<typeof labFacetsSchema>

/**
 * `llama-bench-…` are llama-bench's own outputs; `json` is Wattle's whole run by its published schema; `csv` one row a sample; `html` a report that
 * needs nothing else; `markdown` a card for an issue.
 */
export const labExportFormatSchema = z.enum([
  'llama-bench-json',
  'llama-bench-jsonl',
  'llama-bench-csv',
  'llama-bench-sql',
  'llama-bench-markdown',
  'json',
  'csv',
  'html',
  'markdown',
])
export type LabExportFormat = z.infer<typeof labExportFormatSchema>

/** A file to be kept: the interface saves it, the command line writes it. */
export const labFileSchema = z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })
export type LabFile = z.infer<typeof labFileSchema>

export const labExportRequestSchema = z.object({
  runIds: z.array(idSchema).min(1).max(100),
  format: labExportFormatSchema,
  /** With the machine's network name; else it is called by its processor. */
  withMachineName: z.boolean(),
  /** With whole paths of the models; else their file names. */
  withPaths: z.boolean(),
  /** The report's recommendation is under these. */
  limits: labLimitsSchema.optional(),
})
export type LabExportRequest = z.infer<typeof labExportRequestSchema>

/** Largest file that is imported, in UTF-16 units. */
export const importMaxLength = 32 * 1024 * 1024

const one = z.object({ runId: idSchema })

export const labContract = {
  presets: procedure.output(z.record(labPresetSchema.exclude(['custom']), labPresetPlanSchema)),
  /** What a plan comes to. */
  forecast: procedure.input(labPlanSchema).output(labForecastSchema),
  /** Begins a run, and resolves with it. One at a time: LAB_BUSY. MODEL_NOT_FOUND, LAB_PLAN_REFUSED (params.obstacle), LAB_TEXT_…. */
  start: procedure.input(labPlanSchema).output(labRunSchema),
  /** Pauses after the repetition in progress. */
  pause: procedure.input(one).output(z.void()),
  /** Goes on with a run that was paused, interrupted or cancelled, from its last finished repetition. LAB_BUSY, LAB_RUN_NOT_RESUMABLE. */
  resume: procedure.input(one).output(z.void()),
  /** Ends a run at once and keeps what it measured. */
  cancel: procedure.input(one).output(z.void()),
  /** Where the present run stands, null while there is none; then each change, at most four a second. */
  watch: procedure.output(eventIterator(labProgressSchema.nullable())),
  /** A run's samples so far, then those to come, each once. Ends with the run. LAB_RUN_NOT_FOUND. */
  samples: procedure.input(one).output(eventIterator(z.array(labSampleSchema))),
  /** LAB_RUN_NOT_FOUND. */
  run: procedure.input(one).output(labRunSchema),
  runWithSamples: procedure.input(one).output(labRunWithSamplesSchema),
  /**
   * What a run says, under the user's limits. Without a baseline: the one that is recommended. LAB_RUN_NOT_FOUND, LAB_RUN_EMPTY.
   */
  verdict: procedure
    .input(
      one.extend({
        limits: labLimitsSchema,
        baseline: z.number().int().nonnegative().nullable(),
        axes: labAxesSchema.optional(),
      }),
    )
    .output(labVerdictSchema),
  /** The runs, filtered; a page of at most 500. Without an order: the newest first. */
  list: procedure
    .input(
      labFilterSchema.extend({
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(500),
        order: labOrderSchema.optional(),
      }),
    )
    .output(labPageSchema),
  facets: procedure.output(labFacetsSchema),
  /** Told whenever a run was added, changed or removed: the number of changes so far. */
  changes: procedure.output(eventIterator(z.number().int().nonnegative())),
  /** A missing key stays as it is. */
  annotate: procedure
    .input(
      one.extend({
        name: z.string().trim().min(1).max(200).optional(),
        notes: z.string().max(100_000).optional(),
        tags: z.array(z.string().trim().min(1).max(40)).max(50).optional(),
      }),
    )
    .output(labRunSummarySchema),
  /** Takes runs off the list; `restore` brings them back until the next start after a day. LAB_BUSY for the present run. */
  remove: procedure.input(z.object({ runIds: z.array(idSchema).min(1).max(1000) })).output(z.void()),
  restore: procedure.input(z.object({ runIds: z.array(idSchema).min(1).max(1000) })).output(z.void()),
  compareRuns: procedure.input(z.object({ beforeId: idSchema, afterId: idSchema })).output(runComparisonSchema),
  /** Each model, quantization, machine and test that was measured in two runs or more. */
  trends: procedure.input(labFilterSchema).output(z.array(labTrendSchema)),
  export: procedure.input(labExportRequestSchema).output(labFileSchema),
  /**
   * Reads runs of Wattle's JSON or llama-bench's JSON, JSONL or CSV. Resolves with them, those that were there already among them.
   * LAB_IMPORT_REFUSED (params: fileName, line, reason of `labImportReasonSchema`).
   */
  import: procedure
    .input(z.object({ fileName: z.string().max(255), text: z.string().max(importMaxLength) }))
    .output(z.array(labRunSummarySchema)),
  /** What the tokens of a run have cost in all. */
  cost: procedure.input(one).output(z.array(moneySchema)),
}
