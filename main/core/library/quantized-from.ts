/** The key by which a file that Wattle made says what it was quantized from: it stays with the file wherever that is moved. */
export const quantizedFromKey = 'wattle.quantized_from'

const separator = ','
const nameShape = /^[A-Za-z0-9_]{1,20}$/
/** llama.cpp takes values of less than 128 bytes. */
const lengthLimit = 120

/** What a file was quantized from, the nearest first. Empty where the key is missing, or is none of ours. */
export function quantizedFromOf(value: string | null): string[] {
  const names = value?.split(separator) ?? []
  return value !== null && value.length <= lengthLimit && names.every((name) => nameShape.test(name)) ? names : []
}

/** What the key says; the oldest are left out where all would be too long. */
export function quantizedFromValue(names: readonly string[]): string {
  const kept = [...names]
  while (kept.join(separator).length > lengthLimit) kept.pop()
  return kept.join(separator)
}
