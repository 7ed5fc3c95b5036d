import type { HeaderFacts } from '../../ports/model-facts.ts'

/** What a model was quantized from, where Wattle made it, such as `F16, from Q4_1`; null else. */
export function originOf({ header }: { header: Pick<HeaderFacts, 'quantizedFrom'> | null }): string | null {
  const names = header?.quantizedFrom ?? []
  return names.length > 0 ? names.join(', from ') : null
}
