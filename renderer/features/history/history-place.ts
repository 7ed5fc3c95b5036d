/** What the History page shows: the list of runs, two of them against each other, or how a model's rates changed over time. */
export type HistoryPlace =
  | { view: 'list' }
  | { view: 'compare'; beforeId: string; afterId: string }
  | { view: 'trends' }

/** Where an address of the History leads: `/history`, `/history/compare/…/…`, `/history/trends`. Anything unknown leads to the list. */
export const parseHistoryPlace = (path: string): HistoryPlace => {
  const [, , view = '', before = '', after = ''] = path.split('/')
  if (view === 'compare' && before && after) {
    return { view, beforeId: decodeURIComponent(before), afterId: decodeURIComponent(after) }
  }
  return { view: view === 'trends' ? 'trends' : 'list' }
}

export const listPath = '/history'
export const trendsPath = '/history/trends'

/** The address of two runs against each other, the earlier first. */
export const comparePath = (beforeId: string, afterId: string): string =>
  `/history/compare/${encodeURIComponent(beforeId)}/${encodeURIComponent(afterId)}`

/** The address of a run in the lab. */
export const runPath = (runId: string): string => `/lab/run/${encodeURIComponent(runId)}`
