import { InvalidArgumentError } from 'commander'

/** Reads a list of words out of some, whatever their case. What an option was given before stays. Throws an InvalidArgumentError. */
export function choiceList<T extends string>(choices: readonly T[]): (text: string, before: T[] | undefined) => T[] {
  const choiceOf = oneChoice(choices)
  return (text, before) => [...(before ?? []), ...text.split(',').map((part) => choiceOf(part.trim()))]
}

/** Reads one of some words, whatever its case. Throws an InvalidArgumentError. */
export function oneChoice<T extends string>(choices: readonly T[]): (text: string) => T {
  return (text) => {
    const choice = choices.find((candidate) => candidate.toLowerCase() === text.toLowerCase())
    if (choice === undefined) throw new InvalidArgumentError(`It is one of ${choices.join(', ')}.`)
    return choice
  }
}
