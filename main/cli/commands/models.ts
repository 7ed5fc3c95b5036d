import type { Command } from 'commander'
import { exitCode } from '../exit-code.ts'
import { knownModels } from '../find-models.ts'
import type { Perform } from '../session.ts'
import { textTable } from '../show/text-table.ts'

/** `wattle models`: what the commands can name. */
export function addModels(program: Command, perform: Perform): void {
  program
    .command('models')
    .description('list the models of the library, by the names that the commands take')
    .option('--json', 'print them as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      perform(async ({ core, terminal }) => {
        const models = (await knownModels(core)).toSorted(
          (one, other) => one.ladderName.localeCompare(other.ladderName) || other.sizeBytes - one.sizeBytes,
        )
        const rows = models.map(({ fileName, ladderName, quantization, sizeBytes }) => [
          fileName,
          ladderName,
          quantization,
          (sizeBytes / 1e9).toFixed(2),
        ])
        await terminal.writeResult(
          json ? `${JSON.stringify(models, null, 2)}\n` : textTable(['File', 'Model', 'Quantization', 'GB'], rows),
        )
        return exitCode.done
      }),
    )
}
