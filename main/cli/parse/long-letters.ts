/** llama-bench's options of several letters behind one dash, which a parser of the usual form takes for several options. */
const letters = ['pg', 'ub', 'ngl', 'ctk', 'ctv', 'fa']

/** A command line with two dashes before llama-bench's options of several letters. */
export function withLongLetters(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  return argv.map((argument, place) => {
    const isOption = end === -1 || place < end
    const name = /^-(\w+)(?:=|$)/.exec(argument)?.[1]
    return isOption && name !== undefined && letters.includes(name) ? `-${argument}` : argument
  })
}

/** The same back, as help shows an option. */
export function oneDash(flags: string): string {
  return flags.replace(/^--(\w+)/, (whole, name: string) => (letters.includes(name) ? `-${name}` : whole))
}
