import type { TFunction } from 'i18next'
import type { FolderKind } from '#contract/folders.ts'

const lastParts = 2

/** A path as it is short enough for a line: its last two parts. */
export const shortPath = (path: string): string => {
  const separator = path.includes('\\') && !path.includes('/') ? '\\' : '/'
  const parts = path.split(separator).filter(Boolean)
  if (parts.length <= lastParts) return path
  return `…${separator}${parts.slice(-lastParts).join(separator)}`
}

/** What a folder is called: the program that it belongs to, else its path. */
export const folderName = ({ kind, path }: { kind: FolderKind; path: string }, t: TFunction<'folders'>): string =>
  kind === 'added' ? shortPath(path) : t(`kind.${kind}`)
