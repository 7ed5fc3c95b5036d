import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** How a tool is started: the program, and parameters that come before all others. */
export type ToolCommand = readonly [program: string, ...parameters: string[]]

/** Looks for a tool; null where it is not installed. */
export type FindTool = () => ToolCommand | null

export type ToolPlaces = {
  /** Folders that are looked at before those of the PATH. */
  folders: readonly string[]
  /** Where the PATH may not be believed: on Windows it begins with the folder that the app was started in. */
  isPathUsed?: boolean
  environment?: NodeJS.ProcessEnv
}

/**
 * The whole path of a tool. A window that was opened from a dock has a PATH without the folders of Homebrew and of ROCm, and a name alone
 * would start whatever lies beside a document on Windows: so a tool is always started by its whole path.
 */
export function findTool(name: string, places: ToolPlaces): ToolCommand | null {
  const { folders, isPathUsed = true, environment = process.env } = places
  const ofPath = isPathUsed ? (environment.PATH ?? '').split(delimiter).filter(isAbsolute) : []
  const path = [...folders, ...ofPath].map((folder) => join(folder, name)).find((candidate) => existsSync(candidate))
  return path === undefined ? null : [path]
}

/** The folder of Windows' own programs and libraries. */
export function systemFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.SystemRoot ?? 'C:\\Windows', 'System32')
}
