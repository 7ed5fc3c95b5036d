import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Fault } from '../fault.ts'
import type { ModelPart } from '../ports/model-facts.ts'
import type { GgufContent } from './gguf/read-gguf.ts'
import { type GgufFile, readGgufFile } from './gguf/read-gguf-file.ts'
import { joinTensors } from './gguf/tensors.ts'
import { headerOf, type InspectedFile } from './gguf-header.ts'
import { splitPartPaths } from './split-files.ts'

/** A model as one, in however many files: `sizeBytes` and the tensors are those of all, the rest is the first one's. */
export type InspectedModel = InspectedFile & { parts: ModelPart[] }

/**
 * Reads and checks the headers of all files of a model, given any of them.
 * Faults: those of `inspectGgufFile`, of whichever file has them; MODEL_PARTS_MISSING (fileName, count, missing); MODEL_FILE_CORRUPT where
 * the files' names and what they say of the split do not agree.
 */
export async function inspectModel(path: string): Promise<InspectedModel> {
  const { content, parts } = await readModelFiles(path, false)
  const [first] = parts
  return {
    header: headerOf(content, basename(first.path)),
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    modifiedAtMs: first.modifiedAtMs,
    parts,
  }
}

/** What all files of a model have in front of their data, as of one. Faults: as of `inspectModel`. */
export async function readModelFiles(
  path: string,
  keepsEntries: boolean,
): Promise<{ content: GgufContent; parts: [ModelPart, ...ModelPart[]] }> {
  const paths = splitPartPaths(path)
  await requireAll(paths)
  const [firstPath = path, ...otherPaths] = paths
  const first = await readGgufFile(firstPath, keepsEntries)
  requirePlace(first, 0, paths.length)
  const others: GgufFile[] = []
  for (const [index, otherPath] of otherPaths.entries()) {
    const other = await readGgufFile(otherPath, keepsEntries)
    requirePlace(other, index + 1, paths.length)
    others.push(other)
  }
  const tensors = joinTensors([first.tensors, ...others.map((part) => part.tensors)])
  const promisedTensors = first.metadata.values.get('split.tensors.count')
  if (paths.length > 1 && typeof promisedTensors === 'number' && promisedTensors !== tensors.tensorCount) {
    throw corrupt(first, `the parts have ${tensors.tensorCount} tensors together, and ${promisedTensors} are promised`)
  }
  return { content: { ...first, tensors }, parts: [partOf(first), ...others.map(partOf)] }
}

async function requireAll(paths: readonly string[]): Promise<void> {
  const [first] = paths
  if (first === undefined || paths.length === 1) return
  const present = new Set(await readdir(dirname(first)).catch(() => []))
  const missing = paths.filter((part) => !present.has(basename(part))).length
  // Where there is none of them, the file is what is missing.
  if (missing === 0 || missing === paths.length) return
  throw new Fault('MODEL_PARTS_MISSING', { params: { fileName: basename(first), count: paths.length, missing } })
}

/** The keys of a part that say which it is must be those that its name says. */
function requirePlace(file: GgufFile, index: number, count: number): void {
  const saidCount = file.metadata.values.get('split.count') ?? 1
  const saidIndex = file.metadata.values.get('split.no') ?? 0
  if (saidCount === count && saidIndex === index) return
  // A whole model may say that it is split into none.
  if (count === 1 && saidCount === 0) return
  throw corrupt(
    file,
    `by its header this is part ${Number(saidIndex) + 1} of ${saidCount}, by its name ${index + 1} of ${count}`,
  )
}

function corrupt(file: GgufFile, detail: string): Fault {
  const params = { fileName: basename(file.path), atByte: file.headerBytes }
  return new Fault('MODEL_FILE_CORRUPT', { params, detail })
}

function partOf({ path, sizeBytes, modifiedAtMs }: GgufFile): ModelPart {
  return { path, sizeBytes, modifiedAtMs }
}
