/** What the library can show. */
export const libraryViews = ['installed', 'downloads', 'hub', 'catalog'] as const
export type LibraryView = (typeof libraryViews)[number]

/** A view, and in the installed one the model whose details were asked for. */
export type LibraryPlace = { view: LibraryView; modelId: string | null }

/** Where an address of the library leads: `/library`, `/library/hub`, `/library/model/…`. Anything unknown leads to what is installed. */
export const parseLibraryPlace = (path: string): LibraryPlace => {
  const [, , first = '', second = ''] = path.split('/')
  if (first === 'model' && second) return { view: 'installed', modelId: decodeURIComponent(second) }
  return { view: libraryViews.find((view) => view === first) ?? 'installed', modelId: null }
}

/** The address of a view. */
export const libraryPath = (view: LibraryView): string => (view === 'installed' ? '/library' : `/library/${view}`)

/** The address of a model's details. */
export const modelPath = (modelId: string): string => `/library/model/${encodeURIComponent(modelId)}`
