import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { importMaxLength } from '#contract/lab/lab.ts'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { Fault } from '../../core/fault.ts'
import { exitCode } from '../exit-code.ts'
import type { Perform } from '../session.ts'
import { UsageError } from '../usage-error.ts'
import { runsTable } from './runs.ts'

/** `wattle import`: runs of another machine, or of llama-bench. */
export function addImport(program: Command, perform: Perform): void {
  program
    .command('import')
    .description("take in runs of Wattle's JSON or llama-bench's JSON, JSONL or CSV")
    .argument('<files...>', 'the files')
    .option('--json', 'print the runs as JSON')
    .addHelpText('after', '\nExample:\n  llama-bench -m model.gguf -o jsonl > bench.jsonl && wattle import bench.jsonl')
    .action((files: string[], { json = false }: { json?: boolean }) =>
      perform(async ({ core, terminal }) => {
        const runs: LabRunSummary[] = []
        for (const file of files) {
          runs.push(...core.labHistory.import(basename(file), await textOf(resolve(terminal.folder, file))))
        }
        await terminal.writeResult(json ? `${JSON.stringify(runs, null, 2)}\n` : runsTable(runs))
        return exitCode.done
      }),
    )
}

/** Throws a UsageError. Faults: LAB_IMPORT_REFUSED. */
async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > importMaxLength * 4) {
      throw new Fault('LAB_IMPORT_REFUSED', { params: { fileName: basename(path), line: 1, reason: 'too-large' } })
    }
    const text = await readFile(path, 'utf8')
    if (text.length <= importMaxLength) return text
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new UsageError(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`)
  }
  throw new Fault('LAB_IMPORT_REFUSED', { params: { fileName: basename(path), line: 1, reason: 'too-large' } })
}
