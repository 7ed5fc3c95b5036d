import type { Metadata } from './metadata.ts'

const layerLimit = 4096

/**
 * Elements of K and V that one token adds to the KV cache, summed over all layers; null where the header does not tell.
 *
 * For each layer: heads of K and V × the length of a head, as llama.cpp lays its cache out. Heads may differ by layer (an array), and a
 * layer without any is recurrent and adds nothing. Latent attention (`key_length_mla`) keeps no V. Sliding windows are not counted:
 * for such models the figure is an upper bound.
 */
export function kvElementsPerToken(metadata: Metadata, architecture: string): { k: number; v: number } | null {
  const read = (key: string) => metadata.values.get(`${architecture}.${key}`)
  const single = (key: string) => {
    const value = read(key)
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
  }
  const layers = single('block_count')
  const embedding = single('embedding_length')
  if (layers === null || layers > layerLimit) return null

  const perLayer = (key: string): number[] | null => {
    const value = read(key)
    if (typeof value === 'number') return Array.from({ length: layers }, () => value)
    return Array.isArray(value) && value.length === layers ? value : null
  }
  const heads = perLayer('attention.head_count')
  const kvHeads = read('attention.head_count_kv') === undefined ? heads : perLayer('attention.head_count_kv')
  if (kvHeads === null) return null

  const mostHeads = Math.max(0, ...(heads ?? []))
  const derivedLength = embedding !== null && mostHeads > 0 ? embedding / mostHeads : null
  const keyLength = single('attention.key_length') ?? derivedLength
  const valueLength = single('attention.value_length') ?? derivedLength
  const cachedHeads = kvHeads.reduce((sum, count) => sum + count, 0)
  if (cachedHeads === 0) return { k: 0, v: 0 }
  if (keyLength === null || valueLength === null) return null

  const k = cachedHeads * keyLength
  const v = single('attention.key_length_mla') === null ? cachedHeads * valueLength : 0
  return Number.isSafeInteger(k) && Number.isSafeInteger(v) && k >= 0 && v >= 0 ? { k, v } : null
}
