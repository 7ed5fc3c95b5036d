import { type Command, Option } from 'commander'
import { type LabExportFormat, labExportFormatSchema } from '#contract/lab/lab.ts'
import { exitCode } from '../exit-code.ts'
import { findRun } from '../find-run.ts'
import { oneChoice } from '../parse/choice-list.ts'
import type { Perform } from '../session.ts'
import { writeNewFile } from '../write-new-file.ts'

const formats = labExportFormatSchema.options

const ending = `
json is Wattle's whole run by its published schema, csv one row a sample, html a report that needs nothing else, markdown a card for an issue;
llama-bench-… are llama-bench's own outputs. Without -o it is printed. The machine's name and the paths of models are left out.

Examples:
  wattle export latest --format html -o report.html
  wattle export latest 3f2a91c0 --format llama-bench-sql | sqlite3 bench.sqlite`

type Options = {
  format: LabExportFormat
  output?: string
  force: boolean
  withMachineName: boolean
  withPaths: boolean
}

/** `wattle export`: runs as a file to keep or to give away. */
export function addExport(program: Command, perform: Perform): void {
  program
    .command('export')
    .description('write runs as a file')
    .argument('<runs...>', 'which runs')
    .addOption(new Option('--format <format>', formats.join(', ')).argParser(oneChoice(formats)).makeOptionMandatory())
    .option('-o, --output <file>', 'where to; a folder gives it a name of its own')
    .option('--force', 'write over a file that is there', false)
    .option('--with-machine-name', "leave the machine's network name in", false)
    .option('--with-paths', "leave the models' whole paths in", false)
    .addHelpText('after', ending)
    .action((wanted: string[], { format, output, force, withMachineName, withPaths }: Options) =>
      perform(async ({ core, terminal }) => {
        const runIds = [...new Set(wanted.map((one) => findRun(core, one).id))]
        const file = await core.labExporter.export({ runIds, format, withMachineName, withPaths })
        if (output === undefined) await terminal.writeResult(file.text)
        else terminal.writeNote(`Written: ${await writeNewFile(output, file, { force, ...terminal })}\n`)
        return exitCode.done
      }),
    )
}
