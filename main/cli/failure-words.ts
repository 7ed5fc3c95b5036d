import type { ErrorCode, Problem } from '#contract/errors.ts'
import type { Fault } from '../core/fault.ts'
import { onOneLine } from '../core/shown-text.ts'

type Words = (params: Record<string, string>) => string

const obstacles: Record<string, string> = {
  'no-models': 'no model was named',
  'nothing-to-measure': 'there is nothing to measure: with “-p 0 -n 0”, name other tests, prompts or --quality',
  'too-many-variants': 'there are more than 64 variants: name fewer models or values',
  'model-unreachable': 'the file of a model cannot be reached',
  'value-cache-needs-flash-attention': 'a quantized -ctv needs flash attention: leave -fa off out',
  'different-tokenizers': 'the models have different tokenizers, and cannot be put against one reference',
  'does-not-fit': 'a model does not fit into the memory: name a smaller one, a smaller cache or shorter tests',
}

const importReasons: Record<string, string> = {
  empty: 'it is empty',
  'too-large': 'it is too large',
  'unknown-format': "it is neither a file of Wattle's nor of llama-bench's",
  sql: 'SQL can be read by a database alone; take JSON, JSONL or CSV',
  html: 'it is a web page; take JSON, JSONL or CSV',
  markdown: 'a table has rounded means alone; take JSON, JSONL or CSV',
  'broken-json': 'it is broken JSON',
  'broken-csv': 'it is broken CSV',
  'too-deep': 'it is nested too deep',
  'too-many': 'it has too many runs or samples',
  'newer-version': 'it is of a newer Wattle',
  'missing-field': 'a field is missing',
  'bad-value': 'a value is out of its range',
  inconsistent: 'its parts contradict each other',
}

/** What happened and what to do next, in a terminal's words. A code that no command meets has none. */
const words: Partial<Record<ErrorCode, Words>> = {
  MODEL_NOT_FOUND: () => 'A model is no longer in the library. “wattle models” lists those that are.',
  MODEL_FILE_MISSING: () => "A model's file is not there any more. Bring it back, or name another one.",
  MODEL_FILE_UNREADABLE: () => "A model's file cannot be read. Change its permissions.",
  MODEL_FILE_IS_A_FOLDER: () => 'This is a folder, not a model. Name a file that ends in .gguf.',
  MODEL_FILE_EMPTY: () => "A model's file is empty. Fetch it again.",
  MODEL_FILE_NOT_GGUF: () => 'This is not a GGUF file, and llama.cpp reads no other.',
  MODEL_FILE_TRUNCATED: () => "A model's file ends too early. Fetch it again.",
  MODEL_FILE_CORRUPT: () => "A model's file is damaged: its header contradicts itself. Fetch it again.",
  MODEL_PARTS_MISSING: ({ missing, count }) =>
    `Of a model in ${count} files ${missing} are missing. Put them beside the first.`,
  MODEL_ARCHITECTURE_UNKNOWN: () => "Wattle's llama.cpp does not know this model's architecture.",
  MODEL_LOAD_FAILED: () => 'llama.cpp could not load the model.',
  OUT_OF_MEMORY: () => 'The memory is full. Close other programs, or take a smaller model, cache or test.',
  ENGINE_NOT_STARTED: () => 'The process that runs llama.cpp could not be begun.',
  ENGINE_CRASHED: () => 'The process that runs llama.cpp ended by itself. What was measured until then is kept.',
  ENGINE_NOT_RESPONDING: () => 'The process that runs llama.cpp did not answer and was ended.',
  DISK_FULL: () => 'The disk is full. Make room, or name another folder with WATTLE_HOME.',
  LAB_BUSY: () => 'The lab is at work on something else.',
  LAB_PLAN_REFUSED: ({ obstacle = '' }) =>
    `This cannot be measured as it is planned: ${obstacles[obstacle] ?? obstacle}.`,
  LAB_PARAMETERS_REFUSED: ({ label }) => `llama.cpp refused the parameters of ${label}.`,
  LAB_RUN_NOT_FOUND: () => 'This run is not there any more. “wattle runs” lists those that are.',
  LAB_RUN_EMPTY: () => 'This run has measured nothing.',
  LAB_RUN_NOT_RESUMABLE: () =>
    'This run cannot be gone on with: it is done, or was made elsewhere, or its models have changed. “wattle bench” begins a new one.',
  LAB_LIBRARY_MISMATCH: () =>
    'This llama.cpp is not the one that Wattle knows. Install its packages again with “npm ci”.',
  LAB_REFERENCE_UNUSABLE: () => "The reference's log-probabilities cannot be used. Start the measurement anew.",
  LAB_OUTPUT_UNUSABLE: ({ chunk }) =>
    `The model's output cannot be scored: in chunk ${chunk} of the text its logits are not numbers. Leave the file out, or make it again.`,
  LAB_TEXT_UNREADABLE: ({ fileName }) => `The text ${fileName} is not there, may not be read, or is no text.`,
  LAB_TEXT_TOO_SHORT: ({ tokens, needed }) =>
    `The text is too short: it has ${tokens} tokens, and ${needed} are needed. Take a longer one, or a shorter context with -c.`,
  LAB_IMPORT_REFUSED: ({ fileName, line, reason = '' }) =>
    `${fileName}, line ${line}: ${importReasons[reason] ?? reason}. Nothing of it was imported.`,
  QUANTIZE_SOURCE_QUANTIZED: ({ quantization }) =>
    `The file is quantized already (${quantization}): what comes out is worse than one made from F16. Take an F16, BF16 or F32 file, or say --allow-requantize.`,
  QUANTIZE_FILE_EXISTS: ({ fileName }) =>
    `${fileName} lies already where the new one would go. Remove it, or leave this type out.`,
  QUANTIZE_MATRIX_REFUSED: ({ fileName }) => `${fileName} is no importance matrix for this model.`,
  QUANTIZE_FAILED: ({ type }) =>
    `llama.cpp could not make ${type}. Types below three bits need an importance matrix (--imatrix).`,
  APP_CLOSED: () => 'It was interrupted.',
  INTERNAL: () =>
    'Something unforeseen went wrong: this is a mistake in Wattle. logs/wattle.log in the data folder has more.',
}

/** A failure as sentences for the user, with the raw message of the part that failed. */
export function failureWords(fault: Pick<Fault, 'code' | 'params' | 'detail'>): string {
  const params = Object.fromEntries(Object.entries(fault.params).map(([key, value]) => [key, onOneLine(String(value))]))
  const sentence = words[fault.code]?.(params) ?? `It failed (${fault.code}).`
  return fault.detail === null ? sentence : `${sentence} (${onOneLine(fault.detail).slice(0, 500)})`
}

/** The same of a failure that is kept with a run or a job. */
export function problemWords(problem: Problem): string {
  return failureWords(problem)
}
