import type { OfferedFile } from '#contract/offers.ts'
import { safeRelativePath } from '../files/safe-file-name.ts'
import { quantizationFromName } from '../library/gguf/quantization-of-name.ts'
import type { Sibling } from './hub-answers.ts'

/** Files that make up one quantization. */
export type QuantizationGroup = {
  /** Unique within the repository. */
  name: string
  /** In the order of their parts. */
  files: OfferedFile[]
  /** null where a file's is not known. */
  sizeBytes: number | null
}

/** `-00002-of-00003.gguf`, as llama.cpp splits files. */
const partPattern = /-(\d{5})-of-(\d{5})(?=\.gguf$)/i
/** What stands beside models and is none: projectors of images, the weighing of an importance matrix, draft heads. */
const companionPattern = /(^|[-_./])(mmproj|imatrix|mtp)([-_.]|$)/i

/** The largest repositories have some dozens. */
const groupLimit = 500

/** The models among a repository's files, each with all of its parts; the largest first, and no more than can be read. Names that could lead out of a folder are left out. */
export function quantizationGroups(siblings: readonly Sibling[]): QuantizationGroup[] {
  const byStem = new Map<string, OfferedFile[]>()
  for (const file of siblings.filter(isModelFile).map(offeredFile)) {
    const stem = file.path.replace(partPattern, '')
    const parts = byStem.get(stem)
    if (parts) parts.push(file)
    else byStem.set(stem, [file])
  }
  const groups = [...byStem]
    .filter(([, files]) => isComplete(files))
    .map(([stem, files]) => ({
      stem,
      files: files.toSorted((a, b) => compareText(a.path, b.path)),
      sizeBytes: sumOf(files),
    }))
  const names = uniqueNames(groups.map(({ stem }) => stem))
  return groups
    .map(({ files, sizeBytes }, index) => ({ name: names[index] ?? '', files, sizeBytes }))
    .sort((a, b) => (b.sizeBytes ?? -1) - (a.sizeBytes ?? -1) || compareText(a.name, b.name))
    .slice(0, groupLimit)
}

/** A file that holds a model, under a name that is a path within a folder and nothing else. */
function isModelFile({ rfilename }: Sibling): boolean {
  if (!/\.gguf$/i.test(rfilename) || companionPattern.test(rfilename)) return false
  try {
    safeRelativePath(rfilename)
    return true
  } catch {
    return false
  }
}

function offeredFile({ rfilename, size, lfs }: Sibling): OfferedFile {
  return { path: rfilename, sizeBytes: lfs?.size ?? size ?? null, sha256: lfs?.sha256 ?? null }
}

/** A split model of which a part is missing cannot be loaded. */
function isComplete(files: readonly OfferedFile[]): boolean {
  const parts = files.map(({ path }) => partPattern.exec(path))
  const total = Number(parts[0]?.[2] ?? 1)
  if (parts.some((part) => Number(part?.[2] ?? 1) !== total)) return false
  return new Set(parts.map((part) => part?.[1] ?? '00001')).size === total && files.length === total
}

/** The quantization that each name tells; where two tell the same or none, what tells them apart: the file's name, else its path. */
function uniqueNames(stems: readonly string[]): string[] {
  let names = stems.map((stem) => quantizationFromName(stem) ?? baseName(stem))
  for (const otherName of [baseName, (stem: string) => stem]) {
    const before = names
    const counts = new Map<string, number>()
    for (const name of before) counts.set(name, (counts.get(name) ?? 0) + 1)
    names = stems.map((stem, index) => {
      const name = before[index] ?? stem
      return (counts.get(name) ?? 0) > 1 ? otherName(stem) : name
    })
  }
  return names
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.gguf$/i, '')
}

function sumOf(files: readonly OfferedFile[]): number | null {
  let sum = 0
  for (const { sizeBytes } of files) {
    if (sizeBytes === null) return null
    sum += sizeBytes
  }
  return Number.isSafeInteger(sum) ? sum : null
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
