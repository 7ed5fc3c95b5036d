import { parseOptions } from '../shell/options.ts'
import { locateParts } from '../shell/parts.ts'
import { exitWithReason } from './exit-with-reason.ts'
import { openWebShell } from './web-shell.ts'

openWebShell(parseOptions(process.argv.slice(2)), locateParts(import.meta.url)).catch(exitWithReason)
