import { locateParts } from '../shell/parts.ts'
import { openLab } from './open-lab.ts'
import { runCommandLine } from './run-command-line.ts'
import { systemTerminal } from './system-terminal.ts'

/** Runs this process's command line. Resolves with the exit code. */
export async function runHere(entryUrl: string): Promise<number> {
  // What Wattle writes into its data folder is its owner's alone to read, wherever that lies.
  const usersUmask = process.umask(0o077)
  const terminal = systemTerminal(usersUmask)
  const code = await runCommandLine(process.argv.slice(2), { terminal, openLab: () => openLab(locateParts(entryUrl)) })
  // What was written before is out with it, the help too.
  await terminal.writeResult('')
  return code
}
