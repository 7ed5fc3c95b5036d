import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { QualityPlan } from '#contract/lab/plan.ts'
import { amount, wholeNumber } from './number-list.ts'

/** How quality is measured; undefined: as the preset says. */
export type QualityOptions = {
  reference?: string
  text?: string
  /** null: the whole text. */
  chunks?: number | null
  ctxSize?: number
  disk?: number
}

const bytesOfGb = 1e9

/** The options of quality, as llama-perplexity has them. */
export function addQualityOptions(command: Command): Command {
  return command
    .option('--reference <model>', 'what the others are put against; else the largest of them')
    .option('--text <file>', 'the text; else the built-in one, a part of Moby-Dick')
    .addOption(new Option('--chunks <n>', 'chunks of the text, or "all"').argParser(chunks))
    .addOption(new Option('-c, --ctx-size <n>', 'tokens of a chunk').argParser(wholeNumber({ least: 8, most: 32_768 })))
    .addOption(
      new Option(
        '--disk <gb>',
        "the most that the reference's log-probabilities may take on the disk; else both models are evaluated side by side",
      ).argParser(amount),
    )
}

/** Whether anything of quality was asked for. */
export function asksForQuality(options: QualityOptions): boolean {
  return [options.reference, options.text, options.chunks, options.ctxSize, options.disk].some(
    (given) => given !== undefined,
  )
}

/** A plan of quality with what was asked for in its place. */
export function qualityOf(
  options: QualityOptions,
  plan: QualityPlan,
  { referenceModelId, folder }: { referenceModelId: string | null; folder: string },
): QualityPlan {
  return {
    referenceModelId,
    textPath: options.text === undefined ? plan.textPath : resolve(folder, options.text),
    contextTokens: options.ctxSize ?? plan.contextTokens,
    chunks: options.chunks === undefined ? plan.chunks : options.chunks,
    diskBudgetBytes: options.disk === undefined ? plan.diskBudgetBytes : Math.round(options.disk * bytesOfGb),
  }
}

function chunks(text: string): number | null {
  if (text === 'all') return null
  try {
    return wholeNumber({ least: 1, most: 100_000 })(text)
  } catch {
    throw new InvalidArgumentError('A whole number from 1 to 100000, or "all", is needed.')
  }
}
