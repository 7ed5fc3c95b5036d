import { type Command, Option } from 'commander'
import { flashAttentionSchema, type LabKvType, type LabSweep, labKvTypeSchema } from '#contract/lab/plan.ts'
import { choiceList } from './choice-list.ts'
import { numberList } from './number-list.ts'

/** How the models are run; undefined: as the preset says. */
export type LoadOptions = {
  batchSize?: number[]
  ubatchSize?: number[]
  threads?: number[]
  nGpuLayers?: (number | null)[]
  cacheTypeK?: LabKvType[]
  cacheTypeV?: LabKvType[]
  flashAttn?: LabSweep['flashAttention']
}

const most = { batch: 65_536, threads: 512, layers: 1000 }

/** llama-bench's options of how a model is run, each a list of which every combination is run. */
export function addLoadOptions(command: Command): Command {
  const option = (flags: string, description: string) => new Option(flags, description)
  return command
    .addOption(
      option('-b, --batch-size <list>', 'the most tokens of a call').argParser(
        numberList({ least: 1, most: most.batch }),
      ),
    )
    .addOption(
      option('--ub, --ubatch-size <list>', 'the most tokens that are evaluated at once').argParser(
        numberList({ least: 1, most: most.batch }),
      ),
    )
    .addOption(
      option('-t, --threads <list>', 'threads; else the physical cores').argParser(
        numberList({ least: 1, most: most.threads }),
      ),
    )
    .addOption(
      option('--ngl, --n-gpu-layers <list>', 'layers on the GPU; -1 or nothing: as many as fit').argParser(gpuLayers),
    )
    .addOption(
      option(
        '--ctk, --cache-type-k <list>',
        `type of the cache's keys: ${labKvTypeSchema.options.join(', ')}`,
      ).argParser(choiceList(labKvTypeSchema.options)),
    )
    .addOption(
      option('--ctv, --cache-type-v <list>', "type of the cache's values").argParser(
        choiceList(labKvTypeSchema.options),
      ),
    )
    .addOption(option('--fa, --flash-attn <list>', 'flash attention: auto, on (1), off (0)').argParser(flashAttention))
}

/** The sweep of a preset with what was asked for in its place. */
export function sweepOf(options: LoadOptions, sweep: LabSweep): LabSweep {
  return {
    batchTokens: options.batchSize ?? sweep.batchTokens,
    microBatchTokens: options.ubatchSize ?? sweep.microBatchTokens,
    threads: options.threads ?? sweep.threads,
    gpuLayers: options.nGpuLayers ?? sweep.gpuLayers,
    kvTypeK: options.cacheTypeK ?? sweep.kvTypeK,
    kvTypeV: options.cacheTypeV ?? sweep.kvTypeV,
    flashAttention: options.flashAttn ?? sweep.flashAttention,
  }
}

function gpuLayers(text: string, before: (number | null)[] | undefined): (number | null)[] {
  const layers = numberList({ least: -1, most: most.layers })(text, undefined)
  return [...(before ?? []), ...layers.map((count) => (count === -1 ? null : count))]
}

function flashAttention(text: string, before: LabSweep['flashAttention'] | undefined): LabSweep['flashAttention'] {
  const words = text.split(',').map((word) => ({ 0: 'off', 1: 'on' })[word.trim()] ?? word)
  return choiceList(flashAttentionSchema.options)(words.join(','), before)
}
