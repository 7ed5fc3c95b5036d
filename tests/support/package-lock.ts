import { z } from 'zod'

const packageSchema = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})

/** A package-lock.json, as far as it is looked at here. */
export const packageLockSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) })
export type PackageLock = z.infer<typeof packageLockSchema>

type Missing = { name: string; version: string; dev: boolean }

/** The optional dependencies that the lock names and does not hold: `npm ci` refuses such a lock. */
export function missingOptionalPackages({ packages }: PackageLock): Missing[] {
  const missing = new Map<string, Missing>()
  for (const [path, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!canResolve(packages, path, name)) missing.set(name, { name, version, dev })
    }
  }
  return [...missing.values()]
}

/** Looks where Node would look: below the package, then below each folder above it. */
function canResolve(packages: PackageLock['packages'], from: string, name: string): boolean {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')))) {
    if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in packages) return true
    if (path === '') return false
  }
}

const systems: [pattern: RegExp, os: string][] = [
  [/android/, 'android'],
  [/darwin|\bmac\b/, 'darwin'],
  [/freebsd/, 'freebsd'],
  [/openharmony/, 'openharmony'],
  [/win32|\bwin\b/, 'win32'],
  [/linux/, 'linux'],
]
const processors: [pattern: RegExp, cpu: string][] = [
  [/wasm32/, 'wasm32'],
  [/arm64/, 'arm64'],
  [/arm/, 'arm'],
  [/ia32/, 'ia32'],
  [/ppc64/, 'ppc64'],
  [/riscv64/, 'riscv64'],
  [/s390x/, 's390x'],
  [/x64/, 'x64'],
]

const firstMatch = (name: string, table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(name))?.[1]

/** The entry of a platform's package, as npm writes it, without a checksum: npm looks the package up where it is installed. */
export function platformEntry({ name, version, dev }: Missing): Record<string, unknown> {
  const platform = name.slice(name.lastIndexOf('/') + 1)
  const os = firstMatch(platform, systems)
  const cpu = firstMatch(platform, processors)
  return {
    version,
    ...(cpu !== undefined && { cpu: [cpu] }),
    ...(dev && { dev }),
    ...(platform.includes('musl') && { libc: ['musl'] }),
    optional: true,
    ...(os !== undefined && { os: [os] }),
  }
}
