import { describe, expect, test } from 'vitest'
import type { Download } from '#contract/downloads.ts'
import type { StarterState } from '#contract/models.ts'
import { groupLadders } from '../../../../../renderer/features/library/picker/ladders.ts'
import { choicesOf, moveActive, pickerRows } from '../../../../../renderer/features/library/picker/picker-rows.ts'
import { makeDownload } from '../../../../support/make-download.ts'
import { makeModel } from '../../../fixtures.ts'

const small = makeModel({ id: 'small', name: 'SmolLM2 135M', ladderId: 'smol', ladderName: 'SmolLM2 135M' })
const q4 = makeModel({ id: 'q4', name: 'Llama', quantization: 'Q4_K_M', ladderId: 'llama', ladderName: 'Llama 3.1 8B' })
const q8 = makeModel({ ...q4, id: 'q8', quantization: 'Q8_0', tags: ['Work'], publisher: 'Meta' })
const ladders = groupLadders([small, q4, q8])
const rows = (search: string, downloads: Download[] = []) =>
  pickerRows({ ladders, starter: { phase: 'ready', modelId: 'small' }, downloads }, search)
const found = (search: string) =>
  rows(search).flatMap((row) => (row.kind === 'ladder' ? [row.variants.map(({ model }) => model.id).join('+')] : []))

describe('the lines of the picker', () => {
  test('hold each model once, with the quantizations that the search found', () => {
    expect(found('')).toEqual(['q4+q8', 'small'])
    expect(found('llama q8')).toEqual(['q8'])
    expect(found('3.1 Q4_K')).toEqual(['q4'])
    expect(found('phi q4')).toEqual([])
  })

  test('come with those first that are named so: the architecture of half a library is llama', () => {
    const another = makeModel({ id: 'zed', name: 'Zed Llama', ladderId: 'zed', ladderName: 'Zed Llama' })
    const both = groupLadders([small, another])
    const keys = pickerRows({ ladders: both, starter: { phase: 'declined' }, downloads: [] }, 'llama').map(
      ({ key }) => key,
    )
    expect(keys.slice(1, 3)).toEqual(['ladder zed', 'ladder smol'])
  })

  test('are found by tag and publisher too, in any case', () => {
    expect(found('work')).toEqual(['q8'])
    expect(found('META')).toEqual(['q8'])
  })

  test('tell of downloads that are under way, not of those that have ended', () => {
    const downloads = [makeDownload({ id: 'a', name: 'Qwen3 8B' }), makeDownload({ id: 'b', state: 'done' })]
    const keys = rows('', downloads).map(({ key }) => key)
    expect(keys.filter((key) => key.startsWith('download'))).toEqual(['download a'])
    expect(rows('phi', downloads).some(({ kind }) => kind === 'download')).toBe(false)
  })

  test('the starter has a line while it is not among the models and nothing is searched for', () => {
    const failed: StarterState = { phase: 'failed', attempts: [] }
    const kinds = (...args: Parameters<typeof pickerRows>) => pickerRows(...args).map(({ kind }) => kind)
    expect(kinds({ ladders: [], starter: failed, downloads: [] }, '')).toContain('starter')
    expect(kinds({ ladders: [], starter: failed, downloads: [] }, 'x')).not.toContain('starter')
    const here = groupLadders([{ ...small, isStarter: true }])
    expect(kinds({ ladders: here, starter: failed, downloads: [] }, '')).not.toContain('starter')
  })
})

describe('the arrow keys', () => {
  const choices = choicesOf(rows(''))
  const go = (from: string | null, by: number) => moveActive(choices, from, by)?.key

  test('walk past headings and join the ends', () => {
    expect(go('ladder llama', 1)).toBe('ladder smol')
    expect(go('ladder smol', 1)).toBe('find-more')
    expect(go('find-more', 1)).toBe('ladder llama')
    expect(go('ladder llama', -1)).toBe('find-more')
  })

  test('a page stops at the end instead of coming in at the other one', () => {
    expect(go('ladder smol', 8)).toBe('find-more')
    expect(go('ladder smol', -8)).toBe('ladder llama')
  })

  test('begin at an end where nothing is active, and stay nowhere in an empty list', () => {
    expect(go(null, 1)).toBe('ladder llama')
    expect(go('gone', -1)).toBe('find-more')
    expect(moveActive([], 'x', 1)).toBeNull()
  })
})
