import type { ErrorCode } from '#contract/errors.ts'
import type { Fault } from '../../fault.ts'

/** Of one variant alone, beside all that begin with MODEL_ or ENGINE_: the others may do. */
const ofVariant: readonly ErrorCode[] = ['OUT_OF_MEMORY', 'LAB_PARAMETERS_REFUSED']

/** Whether a failure ends one variant; any other ends the run. */
export function endsVariantOnly({ code }: Fault): boolean {
  return ofVariant.includes(code) || code.startsWith('MODEL_') || code.startsWith('ENGINE_')
}

/** Whether a failure ends a variant's prompts alone: its context is too short for them, or the chat's engine has no such cache. */
export function endsTestOnly({ code }: Fault): boolean {
  return code === 'PROMPT_LONGER_THAN_CONTEXT' || code === 'LAB_PARAMETERS_REFUSED'
}
