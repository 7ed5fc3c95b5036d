import { InvalidArgumentError } from 'commander'

export type NumberBounds = { least: number; most: number }

const mostNumbers = 16

/**
 * Reads a list of whole numbers as llama-bench does: `512,1024`, `8-64+8` (every eighth), `1-16*2` (twice as many each time). What an option
 * was given before stays. Throws an InvalidArgumentError.
 */
export function numberList(bounds: NumberBounds): (text: string, before: number[] | undefined) => number[] {
  return (text, before) => {
    const numbers = [...(before ?? []), ...text.split(',').flatMap((part) => numbersOf(part.trim(), bounds))]
    if (numbers.length > mostNumbers) throw new InvalidArgumentError(`At most ${mostNumbers} values are run.`)
    return numbers
  }
}

/** Reads one whole number. Throws an InvalidArgumentError. */
export function wholeNumber(bounds: NumberBounds): (text: string) => number {
  return (text) => held(/^-?\d+$/.test(text) ? Number(text) : Number.NaN, bounds)
}

/** Reads one number of any kind that is not negative. Throws an InvalidArgumentError. */
export function amount(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('A number such as 0.5 is needed.')
  return Number(text)
}

function numbersOf(part: string, bounds: NumberBounds): number[] {
  if (/^-?\d+$/.test(part)) return [held(Number(part), bounds)]
  const [, first, last, sign, step] = /^(\d+)-(\d+)(?:([+*])(\d+))?$/.exec(part) ?? []
  if (first === undefined || last === undefined) {
    throw new InvalidArgumentError('Numbers such as 512, 128,256 or 1-8*2 are needed.')
  }
  const by = Number(step ?? 1)
  const next = sign === '*' ? (value: number) => value * by : (value: number) => value + by
  const numbers: number[] = []
  for (let value = Number(first); value <= Number(last) && numbers.length <= mostNumbers; value = next(value)) {
    numbers.push(held(value, bounds))
    if (next(value) <= value) throw new InvalidArgumentError('The steps of a range have to lead upwards.')
  }
  if (numbers.length === 0) throw new InvalidArgumentError('A range begins with its lower end.')
  return numbers
}

function held(value: number, { least, most }: NumberBounds): number {
  if (!(value >= least && value <= most)) {
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`)
  }
  return value
}
