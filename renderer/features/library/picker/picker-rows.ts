import type { Download } from '#contract/downloads.ts'
import type { StarterState } from '#contract/models.ts'
import { isUnderWay } from '../downloads/download-figures.ts'
import { hasWords, searchWords } from '../search-words.ts'
import type { Ladder, Variant } from './ladders.ts'

/** A line of the picker. All but the headings can be gone to. */
export type PickerRow =
  | { kind: 'heading'; key: string; of: 'installed' | 'onTheHub' }
  /** `variants` are those that the search found. */
  | { kind: 'ladder'; key: string; ladder: Ladder; variants: readonly Variant[] }
  | { kind: 'starter'; key: string; starter: StarterState }
  | { kind: 'download'; key: string; download: Download }
  | { kind: 'find-more'; key: string }

export type PickerChoice = Exclude<PickerRow, { kind: 'heading' }>

type PickerContent = {
  ladders: readonly Ladder[]
  starter: StarterState
  downloads: readonly Download[]
}

const downloadText = ({ name, quantization }: Download): string => `${name} ${quantization ?? ''}`.toLowerCase()

/**
 * The lines for a search: each word of it has to occur in a quantization's words, and those whose name has them all come first. The starter
 * has a line while it is not among the models.
 */
export const pickerRows = ({ ladders, starter, downloads }: PickerContent, search: string): PickerRow[] => {
  const words = searchWords(search)
  const isFound = (text: string) => hasWords(text, words)
  const isNamed = ({ name }: Ladder) => isFound(name.toLowerCase())
  const sorted =
    words.length === 0 ? ladders : [...ladders.filter(isNamed), ...ladders.filter((ladder) => !isNamed(ladder))]
  const found = sorted.flatMap((ladder): PickerRow[] => {
    const variants = words.length === 0 ? ladder.variants : ladder.variants.filter(({ text }) => isFound(text))
    return variants.length === 0 ? [] : [{ kind: 'ladder', key: `ladder ${ladder.id}`, ladder, variants }]
  })
  const underWay = downloads
    .filter((download) => isUnderWay(download) && isFound(downloadText(download)))
    .map((download): PickerRow => ({ kind: 'download', key: `download ${download.id}`, download }))
  const isStarterHere = ladders.some(({ variants }) => variants.some(({ model }) => model.isStarter))
  const isStarterShown = starter.phase !== 'ready' && !isStarterHere && words.length === 0
  const installed: PickerRow[] = isStarterShown ? [...found, { kind: 'starter', key: 'starter', starter }] : found
  return [
    ...(installed.length > 0 ? [{ kind: 'heading', key: 'installed', of: 'installed' } as const, ...installed] : []),
    { kind: 'heading', key: 'hub', of: 'onTheHub' },
    ...underWay,
    { kind: 'find-more', key: 'find-more' },
  ]
}

const isChoice = (row: PickerRow): row is PickerChoice => row.kind !== 'heading'

/** The lines that can be gone to. */
export const choicesOf = (rows: readonly PickerRow[]): PickerChoice[] => rows.filter(isChoice)

/** The line to go to from another one; one step past an end comes in at the other, a longer way stops there. */
export const moveActive = (
  choices: readonly PickerChoice[],
  activeKey: string | null,
  by: number,
): PickerChoice | null => {
  if (choices.length === 0) return null
  const at = choices.findIndex(({ key }) => key === activeKey)
  const last = choices.length - 1
  if (at === -1) return choices[by > 0 ? 0 : last] ?? null
  const next = at + by
  const isOver = next < 0 || next > last
  const wrapped = Math.abs(by) === 1 ? (next + choices.length) % choices.length : Math.min(last, Math.max(0, next))
  return choices[isOver ? wrapped : next] ?? null
}
