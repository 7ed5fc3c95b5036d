import { CommanderError } from 'commander'
import { Fault } from '../core/fault.ts'
import { DataFolderError } from '../shell/data-folder.ts'
import { explainStartFailure } from '../shell/start-failure.ts'
import { commandLine } from './command-line.ts'
import { exitCode } from './exit-code.ts'
import { failureWords } from './failure-words.ts'
import { DataFolderTakenError, type OpenedLab } from './open-lab.ts'
import { withLongLetters } from './parse/long-letters.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export type CommandLineParts = { terminal: Terminal; openLab: () => Promise<OpenedLab> }

/** Runs one command line (without the program's name) to its end. Resolves with the exit code; it never rejects. */
export async function runCommandLine(
  argv: readonly string[],
  { terminal, openLab }: CommandLineParts,
): Promise<number> {
  let code: number = exitCode.done
  const program = commandLine(terminal, async (work) => {
    const lab = await openLab()
    try {
      code = await work({ core: lab.core, terminal })
    } catch (error) {
      if (!isForeseen(error)) lab.report(error)
      throw error
    } finally {
      await lab.close()
    }
  })
  try {
    await program.parseAsync(withLongLetters(argv), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.badUsage
    terminal.writeNote(`${sentenceOf(error)}\n`)
    return error instanceof UsageError ? exitCode.badUsage : exitCode.failed
  }
}

function isForeseen(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Fault && error.code !== 'INTERNAL')
}

function sentenceOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof DataFolderTakenError || error instanceof DataFolderError) {
    return error.message
  }
  if (error instanceof Fault) return failureWords(error)
  return explainStartFailure(error)
}
