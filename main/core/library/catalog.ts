import { z } from 'zod'
import catalogJson from '../../../models/catalog.json' with { type: 'json' }

/** A file name and nothing else: no separators, no parent folder, no drive letter, no NUL. */
const fileNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$/)
/** Segments of such names, joined by `/`. */
const relativePathSchema = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/)

const huggingFaceSourceSchema = z.strictObject({
  type: z.literal('hugging-face'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** A commit, so that what was checked is what is fetched. */
  revision: z.string().regex(/^[0-9a-f]{40}$/),
  file: relativePathSchema,
})

const pythonPackageSourceSchema = z.strictObject({
  type: z.literal('python-package'),
  package: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  version: z.string().regex(/^\d+(\.\d+)*$/),
  /** The model's path inside the wheel. */
  member: relativePathSchema,
})

const catalogFileSchema = z.strictObject({
  fileName: fileNameSchema,
  quantization: z.string().min(1),
  sizeBytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** In the order in which they are tried. */
  sources: z.array(z.discriminatedUnion('type', [huggingFaceSourceSchema, pythonPackageSourceSchema])).min(1),
})

const catalogModelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  name: z.string().min(1),
  /** Key of the interface's text about it. */
  descriptionKey: z.string().min(1),
  /** SPDX identifier. */
  licence: z.string().min(1),
  architecture: z.string().min(1),
  parameterCount: z.number().int().positive(),
  contextTokens: z.number().int().positive(),
  chatFormat: z.string().min(1),
  /** The quantizations worth comparing, the largest first. */
  quantizationLadder: z.array(z.string().min(1)).min(1),
  files: z.array(catalogFileSchema).min(1),
})

export const catalogSchema = z
  .strictObject({
    /** Id of the model that a fresh installation fetches: the first of its files. */
    starter: z.string(),
    models: z.array(catalogModelSchema),
  })
  .refine((catalog) => catalog.models.some((model) => model.id === catalog.starter), 'the starter is not in the list')
  .refine(
    (catalog) => new Set(catalog.models.map((model) => model.id)).size === catalog.models.length,
    'two models have the same id',
  )

export type CatalogModel = z.infer<typeof catalogModelSchema>
export type CatalogFile = z.infer<typeof catalogFileSchema>
export type HuggingFaceFile = z.infer<typeof huggingFaceSourceSchema>
export type PythonPackageFile = z.infer<typeof pythonPackageSourceSchema>

/** The curated models that ship with the app. */
export const catalog = catalogSchema.parse(catalogJson)

/** The starter's entry and its file. */
export function starterOf(from: z.infer<typeof catalogSchema>): { model: CatalogModel; file: CatalogFile } {
  const model = from.models.find((candidate) => candidate.id === from.starter)
  const file = model?.files[0]
  if (!model || !file) throw new Error('the catalogue has no starter')
  return { model, file }
}
