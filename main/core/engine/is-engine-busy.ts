import type { EngineState } from '#contract/engine.ts'

const busyPhases: ReadonlySet<EngineState['phase']> = new Set(['starting', 'loading', 'generating'])

/** Whether the engine does something that a person waits for: then what nobody waits for is put off. */
export function isEngineBusy({ phase }: Pick<EngineState, 'phase'>): boolean {
  return busyPhases.has(phase)
}
