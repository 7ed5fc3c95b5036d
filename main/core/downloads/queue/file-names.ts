import { nameLimitBytes } from '../../files/safe-file-name.ts'

/** Of a model in several files llama.cpp finds the others by their names. */
const splitSuffix = /-\d{5}-of-\d{5}\.gguf$/i

/**
 * The names that files get in their folder: their own, or all with the same number before their endings where one of them is taken.
 */
export async function chooseNames(
  names: readonly string[],
  isTaken: (name: string, index: number) => Promise<boolean>,
): Promise<string[]> {
  for (let number = 1; ; number += 1) {
    const candidates = names.map((name) => numbered(name, number))
    const taken = await Promise.all(candidates.map(isTaken))
    if (!taken.includes(true)) return candidates
  }
}

function numbered(name: string, number: number): string {
  if (number === 1) return name
  const ending = splitSuffix.exec(name)?.[0] ?? /\.[^.]*$/.exec(name)?.[0] ?? ''
  const suffix = ` (${number})${ending}`
  const characters = [...name.slice(0, name.length - ending.length)]
  // A name that is as long as names may be gives up its last characters.
  while (Buffer.byteLength(characters.join('') + suffix) > nameLimitBytes) characters.pop()
  return `${characters.join('').trimEnd()}${suffix}`
}
