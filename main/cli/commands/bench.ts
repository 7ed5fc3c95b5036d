import { type Command, Option } from 'commander'
import { type PromptKind, promptKindSchema } from '#contract/lab/plan.ts'
import { findModel, findModels } from '../find-models.ts'
import { followRun } from '../follow-run.ts'
import { type BenchOptions, benchPlan, type NamedPreset } from '../parse/bench-plan.ts'
import { choiceList, oneChoice } from '../parse/choice-list.ts'
import { addLoadOptions } from '../parse/load-options.ts'
import { amount, numberList, wholeNumber } from '../parse/number-list.ts'
import { addOutputOptions, type OutputOptions } from '../parse/output-format.ts'
import { addQualityOptions } from '../parse/quality-options.ts'
import { promptAndGeneration } from '../parse/speed-tests.ts'
import type { Perform } from '../session.ts'
import { forecastWords } from '../show/progress-words.ts'

const presets = ['quick', 'standard', 'thorough', 'llama-bench', 'localscore'] as const satisfies NamedPreset[]
const tokens = { least: 0, most: 65_536 }

const ending = `
Lists are written 512,1024 or 1-8*2 or 8-32+8; each combination is run. Options replace a part of the preset.

Examples:
  wattle bench model-Q4_K_M.gguf model-Q8_0.gguf
  wattle bench --ladder "SmolLM2 135M" --preset standard
  wattle bench model.gguf -p 512 -n 128 -d 0,4096 -t 4,8 -r 10 -o jsonl > bench.jsonl`

type Options = BenchOptions & OutputOptions & { ladder?: string }

/** `wattle bench`: speed, memory, energy, and quality where the preset has it. */
export function addBench(program: Command, perform: Perform): void {
  const command = program
    .command('bench')
    .description('measure models: speed, memory, energy, and quality where it is asked for')
    .argument('[models...]', 'files, or models of the library')
    .option('--ladder <name>', 'all quantizations of a model of the library')
    .addOption(new Option('--preset <name>', presets.join(', ')).argParser(oneChoice(presets)).default('llama-bench'))
    .addOption(
      new Option('-p, --n-prompt <list>', 'tokens of a prompt: pp; 0 leaves it out').argParser(numberList(tokens)),
    )
    .addOption(new Option('-n, --n-gen <list>', 'tokens generated: tg; 0 leaves it out').argParser(numberList(tokens)))
    .addOption(
      new Option('--pg <pp,tg>', 'a prompt and its answer, timed as one; may be repeated').argParser(
        promptAndGeneration,
      ),
    )
    .addOption(
      new Option('-d, --n-depth <list>', 'tokens in the cache before each test').argParser(
        numberList({ least: 0, most: 1_048_576 }),
      ),
    )
  addQualityOptions(
    addLoadOptions(command)
      .addOption(
        new Option('-r, --repetitions <n>', 'repetitions of each test').argParser(wholeNumber({ least: 1, most: 100 })),
      )
      .addOption(
        new Option(
          '--prompts <list>',
          `answers timed as a user feels them: none, all, or ${promptKindSchema.options.join(', ')}`,
        ).argParser(promptKinds),
      )
      .option('--quality', 'measure perplexity and divergence too')
      .option('--no-quality', 'do not, whatever the preset says'),
  )
    .addOption(new Option('--cool-down <seconds>', 'rest between two blocks').argParser(amount))
    .addOption(
      new Option('--seed <n>', 'of the order and the random tokens').argParser(
        wholeNumber({ least: 0, most: 4_294_967_295 }),
      ),
    )
    .option('--name <name>', 'what the run is called')
  addOutputOptions(command)
    .addHelpText('after', ending)
    .action((names: string[], options: Options) =>
      perform(async (session) => {
        const { core, terminal } = session
        await core.startLab()
        const { folder } = terminal
        const models = await findModels(core, folder, { names, ladder: options.ladder })
        const reference = options.reference === undefined ? null : await findModel(core, folder, options.reference)
        const plan = benchPlan(options, {
          presets: core.lab.presets(),
          modelIds: models.map(({ id }) => id),
          referenceModelId: reference?.id ?? null,
          folder,
        })
        terminal.writeNote(`${forecastWords(await core.lab.forecast(plan))}\n`)
        return followRun(session, await core.lab.start(plan), options)
      }),
    )
}

function promptKinds(text: string, before: PromptKind[] | undefined): PromptKind[] {
  if (text === 'none') return []
  return text === 'all' ? [...promptKindSchema.options] : choiceList(promptKindSchema.options)(text, before)
}
