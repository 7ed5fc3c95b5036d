import { quantizationPattern } from './gguf/quantization-of-name.ts'
import type { GgufHeader } from './gguf-header.ts'

/** The quantizations of one model have the same `ladderId`. */
export type Ladder = { ladderId: string; ladderName: string }

type LadderHeader = Pick<
  GgufHeader,
  'architecture' | 'name' | 'baseName' | 'finetune' | 'sizeLabel' | 'organisation' | 'parameterCount'
>

const partEnding = /-\d{5}-of-\d{5}$/
/** What a browser adds to a name that is taken. */
const copyEnding = / ?\(\d+\)$/
/** Words that tell how a file was made, not what is in it. */
const makingWords =
  /(?<=^|[-._: ])(?:i1|imat(?:rix)?|gguf|ggml|hf|latest|quantized|q[2-8]|fp8|[2-8]-?bit)(?=$|[-._: ])/gi
/** Names that say nothing of a model: of converters' outputs, of folders, of content hashes. */
const emptyName =
  /^(?:|models?|unnamed|output|out|merged?|checkpoint|final|tmp|file|sha256|[0-9a-f]{12,}|sha256[0-9a-f]{12,})$/
const sizeWord = /^[ae]?\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?[bm]$/i

/** Makers whose name quantizers put before a model's, with `_` between. */
const makers = new Set(
  `
    ai21labs alibabanlp allenai arceeai baidu bytedanceseed coherelabs cohereforai deepseekai google huggingfacetb ibmgranite inclusionai
    internlm lgaiexperiment meta metallama microsoft mistralai moonshotai nousresearch nvidia openai opengvlab qwen servicenowai
    stabilityai thudm tiiuae tencent upstage xiaomimimo zaiorg
  `
    .trim()
    .split(/\s+/),
)

/**
 * Which model a file is a quantization of, by its name where that says so and else by its header: without quantization, part numbers and
 * making. Different sizes, fine-tunes and architectures are different models. Only where no name has a size does the number of parameters
 * count, in steps of a quarter: conversions differ by a tensor or two. A file that nothing tells about is a model by itself.
 */
export function ladderOf(header: LadderHeader, fileName: string, publisher: string | null = null): Ladder {
  const stem = fileName
    .replace(/\.gguf$/i, '')
    .replace(copyEnding, '')
    .replace(partEnding, '')
  const ofFile = wordsOf(withoutMaker(stem, [header.organisation, publisher]))
  // The tag of a registry (`llama3.2:3b`) leaves out what the header has.
  const texts = fileName.includes(':') ? [...headerTexts(header), ofFile] : [ofFile, ...headerTexts(header)]
  const words = texts.find((candidate) => !emptyName.test(compact(candidate)))
  if (words === undefined) {
    return { ladderId: `${header.architecture}/file/${fileName.toLowerCase()}`, ladderName: stem }
  }
  const all = withFinetune(words, header.finetune)
  const size = all.some((word) => sizeWord.test(word)) ? '' : `/${sizeStep(header.parameterCount)}`
  return { ladderId: `${header.architecture}/${compact(all)}${size}`, ladderName: all.join(' ') }
}

/** What the header calls the model: its name, where that has the size too, or the parts of one. */
function headerTexts({ name, baseName, sizeLabel, finetune }: LadderHeader): string[][] {
  const ofName = wordsOf(name ?? '')
  const ofParts = wordsOf(baseName ?? '')
  if (sizeLabel !== null && ofParts.length > 0 && !compact(ofParts).includes(sizeLabel.toLowerCase())) {
    ofParts.push(sizeLabel)
  }
  const whole = ofParts.length > 0 ? withFinetune(ofParts, finetune) : []
  const hasSize = sizeLabel === null || compact(ofName).includes(sizeLabel.toLowerCase())
  return hasSize ? [ofName, whole] : [whole, ofName]
}

/** A fine-tune that the name keeps to itself is one all the same. */
function withFinetune(words: readonly string[], finetune: string | null): string[] {
  const more = wordsOf(finetune ?? '')
  return compact(words).includes(compact(more)) ? [...words] : [...words, ...more]
}

function withoutMaker(stem: string, known: readonly (string | null)[]): string {
  const [, maker, rest] = /^([^_]+)_(.+)$/.exec(stem) ?? []
  if (maker === undefined || rest === undefined) return stem
  const name = lettersOf(maker)
  const isMaker = makers.has(name) || known.some((other) => other !== null && lettersOf(other) === name)
  return isMaker ? rest : stem
}

function wordsOf(text: string): string[] {
  const words = text
    .replaceAll(quantizationPattern, ' ')
    .replaceAll(makingWords, ' ')
    .split(/[\s_:/-]+/)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '')
  // Llama's maker is a part of its name in some releases alone.
  const isLlama = /^meta$/i.test(words[0] ?? '') && /^llama/i.test(words[1] ?? '')
  return isLlama ? words.slice(1) : words
}

/** `Llama-3.2-3B` and `llama3.2:3b` are the same. */
function compact(words: readonly string[]): string {
  return words.join('').toLowerCase()
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function sizeStep(parameterCount: number): number {
  return parameterCount > 0 ? Math.round(Math.log(parameterCount) / Math.log(1.25)) : 0
}
