/** What the lab shows: a run, the set-up of a new one, a blind test or the way to one (a null id), or whichever is there. */
export type LabPlace =
  | { view: 'run'; runId: string }
  | { view: 'blind'; testId: string | null }
  | { view: 'new' }
  | { view: 'home' }

/** Where an address of the lab leads: `/lab`, `/lab/new`, `/lab/run/…`, `/lab/blind/…`. Anything unknown leads home. */
export const parseLabPlace = (path: string): LabPlace => {
  const [, , first = '', second = ''] = path.split('/')
  if (first === 'run' && second) return { view: 'run', runId: decodeURIComponent(second) }
  if (first === 'blind') return { view: 'blind', testId: second === '' ? null : decodeURIComponent(second) }
  return first === 'new' ? { view: 'new' } : { view: 'home' }
}

/** The address of the set-up of a new run. */
export const setupPath = '/lab/new'

/** The address of a run. */
export const runPath = (runId: string): string => `/lab/run/${encodeURIComponent(runId)}`

/** Where blind tests begin, and where the earlier ones are listed. */
export const blindPath = '/lab/blind'

/** The address of a blind test. */
export const blindTestPath = (testId: string): string => `${blindPath}/${encodeURIComponent(testId)}`
