import { randomInt } from 'node:crypto'
import type { Command } from 'commander'
import type { LabPlan } from '#contract/lab/plan.ts'
import { findModel, findModels } from '../find-models.ts'
import { followRun } from '../follow-run.ts'
import { addLoadOptions, type LoadOptions, sweepOf } from '../parse/load-options.ts'
import { addOutputOptions, type OutputOptions } from '../parse/output-format.ts'
import { addQualityOptions, type QualityOptions, qualityOf } from '../parse/quality-options.ts'
import type { Perform } from '../session.ts'

const ending = `
All models are put against the reference: KL divergence and the share of equal top tokens. The whole built-in text is long: --chunks 16 gives
a first answer.

Examples:
  wattle perplexity model-Q4_K_M.gguf model-Q2_K.gguf --reference model-F16.gguf
  wattle perplexity --ladder "SmolLM2 135M" --chunks 64 --text wiki.test.raw`

type Options = QualityOptions & LoadOptions & OutputOptions & { ladder?: string; name?: string }

/** `wattle perplexity`: a run without tests of speed. */
export function addPerplexity(program: Command, perform: Perform): void {
  const command = program
    .command('perplexity')
    .description('measure how well models predict a text, and how far they are from a reference')
    .argument('[models...]', 'files, or models of the library')
    .option('--ladder <name>', 'all quantizations of a model of the library')
  addOutputOptions(addLoadOptions(addQualityOptions(command)).option('--name <name>', 'what the run is called'))
    .addHelpText('after', ending)
    .action((names: string[], options: Options) =>
      perform(async (session) => {
        const { core, terminal } = session
        await core.startLab()
        const { folder } = terminal
        const models = await findModels(core, folder, { names, ladder: options.ladder })
        const reference = options.reference === undefined ? null : await findModel(core, folder, options.reference)
        const { quick, standard } = core.lab.presets()
        const plan: LabPlan = {
          ...quick,
          preset: 'custom',
          name: options.name ?? '',
          modelIds: models.map(({ id }) => id),
          sweep: sweepOf(options, quick.sweep),
          speedTests: [],
          quality:
            standard.quality &&
            qualityOf(options, standard.quality, { referenceModelId: reference?.id ?? null, folder }),
          repetitions: { least: 1, most: 1, targetShare: null },
          seed: randomInt(2 ** 32),
        }
        return followRun(session, await core.lab.start(plan), options)
      }),
    )
}
