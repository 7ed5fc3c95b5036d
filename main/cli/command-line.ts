import { Command } from 'commander'
import packageJson from '#package.json' with { type: 'json' }
import { addBench } from './commands/bench.ts'
import { addCompare } from './commands/compare.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addModels } from './commands/models.ts'
import { addPerplexity } from './commands/perplexity.ts'
import { addQuantize } from './commands/quantize.ts'
import { addResume } from './commands/resume.ts'
import { addRuns } from './commands/runs.ts'
import { oneDash } from './parse/long-letters.ts'
import type { Perform } from './session.ts'
import type { Terminal } from './terminal.ts'

const ending = `
Models are files (./model-Q4_K_M.gguf) or models of the library, by name, file name or quantization.
Runs are "latest", the beginning of an id, or a name; "wattle runs" lists them.
Results go to stdout, progress and notes to stderr. Ctrl+C ends a run and keeps what it measured; a second one kills it.
WATTLE_HOME=/some/folder names the data folder, which the app has too.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.

Examples:
  wattle quantize SmolLM2-135M.Q4_1.gguf --ladder --via-f16 --allow-requantize
  wattle bench --ladder SmolLM2 --preset quick
  wattle compare latest --prefer quality
  wattle export latest --format html -o report.html`

/** All commands. Help and what is wrong with a command line go to the terminal; then a CommanderError is thrown. */
export function commandLine(terminal: Terminal, perform: Perform): Command {
  const program = new Command('wattle')
    .description("Wattle's lab without a display: make quantizations, measure them, and say which serves you best.")
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.writeResult(text),
      writeErr: (text) => terminal.writeNote(text),
    })
    .configureHelp({ optionTerm: ({ flags }) => oneDash(flags) })
    .showHelpAfterError('"--help" shows how.')
    .addHelpText('after', ending)
  for (const add of [
    addBench,
    addPerplexity,
    addQuantize,
    addCompare,
    addExport,
    addRuns,
    addResume,
    addImport,
    addModels,
  ]) {
    add(program, perform)
  }
  return program
}
