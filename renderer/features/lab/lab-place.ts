/** What the lab shows: a run, the set-up of a new one, or whichever is there. */
export type LabPlace = { view: 'run'; runId: string } | { view: 'new' } | { view: 'home' }

/** Where an address of the lab leads: `/lab`, `/lab/new`, `/lab/run/…`. Anything unknown leads home. */
export const parseLabPlace = (path: string): LabPlace => {
  const [, , first = '', second = ''] = path.split('/')
  if (first === 'run' && second) return { view: 'run', runId: decodeURIComponent(second) }
  return first === 'new' ? { view: 'new' } : { view: 'home' }
}

/** The address of the set-up of a new run. */
export const setupPath = '/lab/new'

/** The address of a run. */
export const runPath = (runId: string): string => `/lab/run/${encodeURIComponent(runId)}`
