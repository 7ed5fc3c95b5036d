import { type Command, Option } from 'commander'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { shownText } from '../../core/shown-text.ts'
import { exitCode } from '../exit-code.ts'
import { wholeNumber } from '../parse/number-list.ts'
import type { Perform } from '../session.ts'
import { textTable } from '../show/text-table.ts'

/** `wattle runs`: the history. */
export function addRuns(program: Command, perform: Perform): void {
  program
    .command('runs')
    .description('list the runs, the newest first')
    .argument('[words]', 'only those with these words in name, models, tags or notes', '')
    .addOption(
      new Option('-n, --limit <n>', 'at most so many').argParser(wholeNumber({ least: 1, most: 500 })).default(20),
    )
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  wattle runs "SmolLM2" -n 50')
    .action((words: string, { limit, json = false }: { limit: number; json?: boolean }) =>
      perform(async ({ core, terminal }) => {
        const { runs, total } = core.labHistory.list({ text: words.slice(0, 200) }, { offset: 0, limit })
        await terminal.writeResult(json ? `${JSON.stringify(runs, null, 2)}\n` : runsTable(runs))
        if (!json && total > runs.length) terminal.writeNote(`${total - runs.length} more: -n lists more of them.\n`)
        return exitCode.done
      }),
    )
}

export function runsTable(runs: readonly LabRunSummary[]): string {
  return textTable(
    ['Run', 'Begun', 'State', 'Samples', 'Quality', 'Machine', 'Name'],
    runs.map(({ id, startedAtMs, state, sampleCount, hasQuality, machineName, name }) => [
      id.slice(0, 8),
      new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' '),
      state,
      String(sampleCount),
      hasQuality ? 'yes' : '–',
      shownText(machineName, 20),
      shownText(name, 60),
    ]),
  )
}
