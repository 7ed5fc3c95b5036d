import { z } from 'zod'
import { labArchiveFormat, labArchiveVersion } from '#contract/lab/file.ts'
import {
  type LabModel,
  type LabQuality,
  type LabRunWithSamples,
  labQualitySchema,
  labRunSchema,
  labSampleSchema,
  qualityChunkSchema,
} from '#contract/lab/run.ts'
import { checkConsistency } from './check-consistency.ts'
import { checkSizes } from './check-sizes.ts'
import { heldAgainst } from './held-against.ts'
import { ImportRefusal } from './import-refusal.ts'
import type { JsonOutline } from './json-outline.ts'
import { withSummary } from './run-summary.ts'

/** Objects of this depth in the file are runs: within the list, within the whole. */
const runDepth = 3

const headSchema = z.object({ format: z.literal(labArchiveFormat), version: z.number().int().positive() })
const listSchema = z.object({ runs: z.array(z.unknown()).min(1) })
/** Long lists are held against their schemas entry by entry, so that the first fault ends it. */
const openRunSchema = labRunSchema.extend({ samples: z.array(z.unknown()), quality: z.array(z.unknown()) })
const openQualitySchema = labQualitySchema.extend({ chunks: z.array(z.unknown()) })

/** Whether a value says that it is Wattle's own file of runs. */
export function isWattleFile(value: unknown): boolean {
  return z.object({ format: z.literal(labArchiveFormat) }).safeParse(value).success
}

/** The runs of Wattle's own file, under their own ids. Refusals: newer-version, too-many, missing-field, bad-value, inconsistent. */
export function wattleRuns(value: unknown, outline: JsonOutline): LabRunWithSamples[] {
  const { version } = heldAgainst(headSchema, value, { line: 1 })
  if (version > labArchiveVersion) throw new ImportRefusal('newer-version', 1, String(version))
  checkSizes(value, 1)
  const { runs } = heldAgainst(listSchema, value, { line: 1 })
  const read = runs.map((run, index) => runOf(run, outline.lineOf(runDepth, index), `runs.${index}`))
  const ids = new Set<string>()
  for (const [index, { id }] of read.entries()) {
    if (ids.has(id))
      throw new ImportRefusal('inconsistent', outline.lineOf(runDepth, index), 'The same run comes twice.')
    ids.add(id)
  }
  return read
}

function runOf(value: unknown, line: number, name: string): LabRunWithSamples {
  const open = heldAgainst(openRunSchema, value, { line, name })
  const samples = open.samples.map((sample, index) =>
    heldAgainst(labSampleSchema, sample, { line, name: `${name}.samples.${index}` }),
  )
  const quality = open.quality.map((one, index) => qualityOf(one, line, `${name}.quality.${index}`))
  const isUnderWay = open.state === 'running' || open.state === 'paused'
  const run = withSummary({
    ...open,
    samples: samples.toSorted((one, other) => one.order - other.order),
    quality,
    state: isUnderWay ? 'interrupted' : open.state,
    variants: open.variants.map((variant) => ({ ...variant, model: elsewhere(variant.model) })),
    qualitySetup: open.qualitySetup && { ...open.qualitySetup, reference: elsewhere(open.qualitySetup.reference) },
    isImported: true,
  })
  checkConsistency(run, line)
  return run
}

function qualityOf(value: unknown, line: number, name: string): LabQuality {
  const open = heldAgainst(openQualitySchema, value, { line, name })
  const chunks = open.chunks.map((chunk, index) =>
    heldAgainst(qualityChunkSchema, chunk, { line, name: `${name}.chunks.${index}` }),
  )
  return { ...open, chunks }
}

/** An id of another library may be that of another model here. */
const elsewhere = (model: LabModel): LabModel => ({ ...model, modelId: null })
