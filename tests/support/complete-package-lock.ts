/**
 * `npm run lock`: adds what a registry without the packages of other platforms leaves out of package-lock.json, after an `npm install`.
 * Without them `npm ci` refuses the lock, and the install on another platform lacks its binaries. It also notes which packages ask npm not to
 * compile them: npm 10 believes the lock, not the package, and would want Python and Node's headers for binaries that are there.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { missingOptionalPackages, packageLockSchema, platformEntry } from './package-lock.ts'

const file = resolve(import.meta.dirname, '../../package-lock.json')
const lock = packageLockSchema.parse(JSON.parse(await readFile(file, 'utf8')))
const missing = missingOptionalPackages(lock)
const added = Object.fromEntries(missing.map((entry) => [`node_modules/${entry.name}`, platformEntry(entry)]))
const installed = z.object({ gypfile: z.boolean().optional() })
for (const [path, entry] of Object.entries(lock.packages)) {
  const text = await readFile(resolve(file, '..', path, 'package.json'), 'utf8').catch(() => '{}')
  if (path !== '' && installed.parse(JSON.parse(text)).gypfile === false) entry.gypfile = false
}
const packages = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1))
await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
console.error(`${missing.length} packages of other platforms added.`)
