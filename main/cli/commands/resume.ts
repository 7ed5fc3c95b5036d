import type { Command } from 'commander'
import { findRun } from '../find-run.ts'
import { followRun } from '../follow-run.ts'
import { addOutputOptions, type OutputOptions } from '../parse/output-format.ts'
import type { Perform } from '../session.ts'

/** `wattle resume`: goes on with a run that was cancelled, paused or cut off. */
export function addResume(program: Command, perform: Perform): void {
  addOutputOptions(
    program
      .command('resume')
      .description('go on with a run that was interrupted, from its last finished repetition')
      .argument('[run]', 'which run', 'latest'),
  )
    .addHelpText('after', '\nExample:\n  wattle resume latest')
    .action((wanted: string, options: OutputOptions) =>
      perform(async (session) => {
        const { core } = session
        await core.startLab()
        const { id } = findRun(core, wanted)
        await core.lab.resume(id)
        return followRun(session, core.labHistory.run(id), options)
      }),
    )
}
