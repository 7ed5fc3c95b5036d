import { isAbsolute, join } from 'node:path'
import type { Machine } from './foreign-program.ts'

/** The absolute path in a variable of the environment; null where it is missing, empty or relative. */
export function pathIn(machine: Machine, name: string): string | null {
  const value = machine.environment[name]?.trim()
  return value !== undefined && isAbsolute(value) ? value : null
}

/** Where programs keep their data: `%APPDATA%`, `~/Library/Application Support`, `$XDG_DATA_HOME`. */
export function dataHome(machine: Machine): string {
  const { platform, home } = machine
  if (platform === 'win32') return pathIn(machine, 'APPDATA') ?? join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return pathIn(machine, 'XDG_DATA_HOME') ?? join(home, '.local', 'share')
}

/** Where programs keep their settings: as `dataHome`, but `$XDG_CONFIG_HOME` on Linux. */
export function configHome(machine: Machine): string {
  if (machine.platform === 'win32' || machine.platform === 'darwin') return dataHome(machine)
  return pathIn(machine, 'XDG_CONFIG_HOME') ?? join(machine.home, '.config')
}

/** Where programs keep what they can fetch again: `%LOCALAPPDATA%`, `~/Library/Caches`, `$XDG_CACHE_HOME`. */
export function cacheHome(machine: Machine): string {
  const { platform, home } = machine
  if (platform === 'win32') return pathIn(machine, 'LOCALAPPDATA') ?? join(home, 'AppData', 'Local')
  if (platform === 'darwin') return join(home, 'Library', 'Caches')
  return pathIn(machine, 'XDG_CACHE_HOME') ?? join(home, '.cache')
}
