import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What the build reads. */
const sources = [
  'main',
  'preload',
  'renderer',
  'models',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
]

/** What a whole build leaves, one file of each part. */
const results = [
  'out/main/desktop.js',
  'out/main/web.js',
  'out/main/cli.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]

/** Builds where a source changed since the last build, and says so in one line. Ends the process with 1 where the build fails. */
export async function buildWhatIsStale(root: string): Promise<void> {
  const stampFile = join(root, 'out/build-stamp')
  const stamp = describeSources(root)
  if (readOrEmpty(stampFile) === stamp && results.every((path) => existsSync(join(root, path)))) return
  const startedAt = performance.now()
  process.stderr.write('Building Wattle … ')
  rmSync(stampFile, { force: true })
  const output = await runBuild(root)
  if (output !== null) {
    console.error(`failed.\n${output}`)
    process.exit(1)
  }
  // `npm link` would do it too; so a checkout can be used without it.
  chmodSync(join(root, 'out/main/cli.js'), 0o755)
  writeFileSync(stampFile, stamp)
  console.error(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
}

/** A hash over each source's path, size and time of change: a few milliseconds, also where a file was deleted. */
export function describeSources(root: string): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)}\0${size}\0${mtimeMs}\n`)
  }
  for (const source of sources) {
    const path = join(root, source)
    if (!statSync(path).isDirectory()) add(path)
    else {
      const entries = readdirSync(path, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      for (const file of files.sort()) add(file)
    }
  }
  return hash.digest('hex')
}

/** null, or what the build said where it failed. */
async function runBuild(root: string): Promise<string | null> {
  const command = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const child = spawn(process.execPath, [command, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  return code === 0 ? null : output
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.main) await buildWhatIsStale(join(import.meta.dirname, '../..'))
