import { basename, dirname, join } from 'node:path'

const partName = /^(.*)-(\d{5})-of-(\d{5})(\.gguf)$/i
/** The largest models have some dozens. */
const partLimit = 1000

/** What a file's name says of its place in a split model; `index` counts from one. null for the name of a whole model. */
export function splitPartOf(path: string): { stem: string; index: number; count: number } | null {
  const [, stem, indexText, countText] = partName.exec(basename(path)) ?? []
  if (stem === undefined) return null
  const index = Number(indexText)
  const count = Number(countText)
  return index >= 1 && index <= count && count <= partLimit ? { stem, index, count } : null
}

/** Whether a file is any part of a split model but the first, which stands for the model. */
export function isLaterPart(path: string): boolean {
  return (splitPartOf(path)?.index ?? 1) > 1
}

/** All files of the model that a file belongs to, by the names that llama.cpp gives and wants (`…-00001-of-00003.gguf`); else itself. */
export function splitPartPaths(path: string): string[] {
  const part = splitPartOf(path)
  if (part === null) return [path]
  const { stem, count } = part
  const ending = path.slice(-'.gguf'.length)
  const padded = (number: number) => String(number).padStart(5, '0')
  return Array.from({ length: count }, (_, index) =>
    join(dirname(path), `${stem}-${padded(index + 1)}-of-${padded(count)}${ending}`),
  )
}
