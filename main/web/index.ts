import { parseOptions } from '../shell/options.ts'
import { locateParts } from '../shell/parts.ts'
import { explainStartFailure } from '../shell/start-failure.ts'
import { openWebShell } from './web-shell.ts'

// What Wattle writes is its owner's alone to read, wherever the data folder lies.
process.umask(0o077)

openWebShell(parseOptions(process.argv.slice(2)), locateParts(import.meta.url)).catch((error: unknown) => {
  console.error(explainStartFailure(error))
  process.exit(1)
})
