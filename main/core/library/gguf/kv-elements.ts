import type { Metadata } from './metadata.ts'

/** Elements of K and of V that one token adds to the KV cache. */
export type KvElements = { k: number; v: number }

/** The share of layers that look back over the newest `tokens` alone, and keep no others. */
export type KvWindow = KvElements & { tokens: number }

export type KvCacheShape = {
  /** Over all layers. */
  perToken: KvElements
  /** What of `perToken` is in layers with a sliding window; null where none has one, or nobody knows which. */
  window: KvWindow | null
}

const layerLimit = 4096
/** llama.cpp keeps the window and the micro-batch that is being evaluated, in such steps. */
const cellStep = 256

/**
 * Which layers of an architecture have a sliding window, where the header gives the window but no pattern: of each `period` layers
 * one is dense, the first or the last (`set_swa_pattern` in llama.cpp v0.5.0). Those that are missing have none, whatever window their
 * header names.
 */
const windowPatterns: ReadonlyMap<string, { period: number; denseFirst?: boolean }> = new Map([
  ['gemma2', { period: 2 }],
  ['gemma3', { period: 6 }],
  ['gemma3n', { period: 5 }],
  ['gemma-embedding', { period: 6 }],
  ['gpt-oss', { period: 2 }],
  ['llama4', { period: 4 }],
  ['afmoe', { period: 4 }],
  ['cohere2', { period: 4 }],
  ['olmo2', { period: 4 }],
  ['exaone4', { period: 4 }],
  ['exaone-moe', { period: 4 }],
  ['plamo3', { period: 8 }],
  ['smallthinker', { period: 4, denseFirst: true }],
  ['modern-bert', { period: 3, denseFirst: true }],
])

/**
 * What the KV cache holds for each token; null where the header does not tell.
 *
 * For each layer: heads of K and V × the length of a head, as llama.cpp lays its cache out. Heads may differ by layer (an array), and a
 * layer without any is recurrent and adds nothing; nor do the last `shared_kv_layers`, which use those of others. Latent attention
 * (`key_length_mla`) keeps no V. Where a window is named and its pattern is not known, no layer counts as windowed: an upper bound.
 */
export function kvCacheShape(metadata: Metadata, architecture: string): KvCacheShape | null {
  const read = (key: string) => metadata.values.get(`${architecture}.${key}`)
  const single = (key: string) => {
    const value = read(key)
    return typeof value === 'number' && isCount(value) ? value : null
  }
  const layers = single('block_count')
  if (layers === null || layers > layerLimit) return null
  const perLayer = (key: string): readonly number[] | null => {
    const value = read(key)
    if (typeof value === 'number') return Array.from({ length: layers }, () => value)
    return Array.isArray(value) && value.length === layers ? value : null
  }
  const heads = perLayer('attention.head_count')
  const kvHeads = read('attention.head_count_kv') === undefined ? heads : perLayer('attention.head_count_kv')
  if (kvHeads === null || !kvHeads.every(isCount)) return null
  if (kvHeads.every((count) => count === 0)) return { perToken: { k: 0, v: 0 }, window: null }

  const embedding = single('embedding_length')
  const mostHeads = Math.max(0, ...(heads ?? []))
  const derivedLength = embedding !== null && mostHeads > 0 ? embedding / mostHeads : null
  const keyLength = single('attention.key_length') ?? derivedLength
  const valueLength = single('attention.value_length') ?? derivedLength
  if (keyLength === null || valueLength === null) return null

  const windowTokens = single('attention.sliding_window') || null
  const isWindowed = windowedLayers(read('attention.sliding_window_pattern'), architecture)
  const keepsValues = single('attention.key_length_mla') === null
  const ownLayers = layers - Math.min(layers, single('attention.shared_kv_layers') ?? 0)
  const perToken = { k: 0, v: 0 }
  const inWindow = { k: 0, v: 0 }
  for (const [layer, count] of kvHeads.slice(0, ownLayers).entries()) {
    const hasWindow = windowTokens !== null && isWindowed(layer)
    const k = count * ((hasWindow ? single('attention.key_length_swa') : null) ?? keyLength)
    const v = keepsValues ? count * ((hasWindow ? single('attention.value_length_swa') : null) ?? valueLength) : 0
    for (const sum of hasWindow ? [perToken, inWindow] : [perToken]) {
      sum.k += k
      sum.v += v
    }
  }
  if (![perToken.k, perToken.v, inWindow.k, inWindow.v].every(isCount)) return null
  const hasWindows = windowTokens !== null && inWindow.k > 0
  return { perToken, window: hasWindows ? { tokens: windowTokens, ...inWindow } : null }
}

/** Elements of K and V in the whole KV cache at a context length, as llama.cpp sizes it for one sequence. */
export function kvElementsAt(
  { perToken, window }: KvCacheShape,
  contextTokens: number,
  microBatchTokens: number,
): KvElements {
  if (window === null) return { k: perToken.k * contextTokens, v: perToken.v * contextTokens }
  const cells = Math.ceil((window.tokens + microBatchTokens) / cellStep) * cellStep
  const windowTokens = Math.min(contextTokens, cells)
  return {
    k: (perToken.k - window.k) * contextTokens + window.k * windowTokens,
    v: (perToken.v - window.v) * contextTokens + window.v * windowTokens,
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function windowedLayers(pattern: unknown, architecture: string): (layer: number) => boolean {
  if (Array.isArray(pattern)) return (layer) => Boolean(pattern[layer])
  const known = windowPatterns.get(architecture)
  const period = typeof pattern === 'number' ? pattern : known?.period
  if (period === undefined || !Number.isSafeInteger(period) || period < 1) return () => false
  return known?.denseFirst ? (layer) => layer % period !== 0 : (layer) => layer % period < period - 1
}
