import { existsSync, readdirSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** A function of a library. It runs on a thread of its own, so that a driver which takes its time holds up nothing. */
export type NativeFunction = (...parameters: unknown[]) => Promise<unknown>

/** A library that is open: gives the function of a C declaration. Throws where it has none of that name. */
export type NativeLibrary = (declaration: string) => NativeFunction

/** Opens a library. Only here, and only when there is one, does the code that calls C get loaded. */
export async function openNativeLibrary(path: string): Promise<NativeLibrary> {
  const { default: koffi } = await import('koffi')
  const library = koffi.load(path)
  return (declaration) => {
    const native = library.func(declaration)
    return (...parameters) =>
      new Promise((resolve, reject) => {
        native.async(...parameters, (error: unknown, result: unknown) => (error ? reject(error) : resolve(result)))
      })
  }
}

/** Where Linux keeps its libraries, with those of WSL, NixOS and ROCm. */
const linuxFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/lib64',
  '/usr/lib/wsl/lib',
  '/run/opengl-driver/lib',
  '/opt/rocm/lib',
  '/opt/rocm/lib64',
]

/**
 * The whole path of a shared library of Linux, found without opening anything: `name` itself, else the newest `name.N`. null where there is
 * none.
 */
export function findLinuxLibrary(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
  folders: readonly string[] = linuxFolders,
): string | null {
  const own = (environment.LD_LIBRARY_PATH ?? '').split(delimiter).filter(isAbsolute)
  for (const folder of [...own, ...folders]) {
    if (existsSync(join(folder, name))) return join(folder, name)
    const numbered = namesIn(folder).filter((entry) => entry.startsWith(`${name}.`))
    const newest = numbered.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))[0]
    if (newest !== undefined) return join(folder, newest)
  }
  return null
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
