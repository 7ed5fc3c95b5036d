import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { ladderTypes, type QuantizationType, quantizationTypeSchema } from '#contract/lab/quantize.ts'
import { findModel } from '../find-models.ts'
import { followQuantizations } from '../follow-quantizations.ts'
import { oneChoice } from '../parse/choice-list.ts'
import { wholeNumber } from '../parse/number-list.ts'
import type { Perform } from '../session.ts'
import { UsageError } from '../usage-error.ts'

const types = quantizationTypeSchema.options

const ending = `
The files are made in the models folder of the data folder, and are in the library then.
Types: ${types.join(', ')}
The ladder: ${ladderTypes.join(', ')}

Examples:
  wattle quantize model-F16.gguf Q4_K_M Q5_K_M
  wattle quantize model-F16.gguf --ladder -t 8
  wattle quantize model-Q4_1.gguf --ladder --via-f16 --allow-requantize`

type Options = {
  ladder?: boolean
  viaF16: boolean
  allowRequantize: boolean
  imatrix?: string
  threads?: number
  json?: boolean
}

/** `wattle quantize`: makes files of other types out of one. */
export function addQuantize(program: Command, perform: Perform): void {
  program
    .command('quantize')
    .description('make other quantizations of a model')
    .argument('<source>', 'a file, or a model of the library')
    .argument('[types...]', 'what to make, such as Q4_K_M')
    .option('--ladder', `make ${ladderTypes.join(', ')}`)
    .option('--via-f16', 'where the source is quantized, make an F16 of it first and the others of that', false)
    .option('--allow-requantize', 'from a source that is itself quantized, though what comes out is worse', false)
    .option('--imatrix <file>', 'an importance matrix')
    .addOption(
      new Option('-t, --threads <n>', "threads; else llama.cpp's choice").argParser(
        wholeNumber({ least: 1, most: 512 }),
      ),
    )
    .option('--json', 'print what was made as JSON')
    .addHelpText('after', ending)
    .action((source: string, named: string[], options: Options) => {
      const wanted = wantedTypes(named, options.ladder ?? false)
      return perform(async (session) => {
        const { core, terminal } = session
        await core.quantize.begin()
        const { id } = await findModel(core, terminal.folder, source)
        const jobs = await core.quantize.start({
          modelId: id,
          types: wanted,
          allowRequantize: options.allowRequantize,
          importanceMatrixPath: options.imatrix === undefined ? null : resolve(terminal.folder, options.imatrix),
          threads: options.threads ?? null,
          viaF16: options.viaF16,
        })
        return followQuantizations(session, jobs, options.json ?? false)
      })
    })
}

/** Throws a UsageError. */
function wantedTypes(named: readonly string[], isLadder: boolean): QuantizationType[] {
  const typeOf = oneChoice(types)
  const chosen = named.map((name) => {
    try {
      return typeOf(name)
    } catch {
      throw new UsageError(`llama.cpp has no type “${name}”. “wattle quantize --help” lists those that it has.`)
    }
  })
  const all = [...new Set([...(isLadder ? ladderTypes : []), ...chosen])]
  if (all.length === 0) throw new UsageError('No type was named. Name one such as Q4_K_M, or --ladder.')
  return all
}
