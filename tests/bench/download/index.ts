/**
 * `npm run bench:download`: how fast a file comes from a server on this machine, against curl from the same server into the same folder.
 * Ours is on the disk (fsync) and has the right sha256 when its time ends; curl's is neither, and `syncedRatio` compares with a curl whose
 * file is brought to the disk too. Rounds alternate, and the medians of their ratios are told. The last line is JSON; exit code 1 under
 * 0.9 of curl. `WATTLE_BENCH_BYTES` and `WATTLE_BENCH_ROUNDS` make it shorter; `WATTLE_BENCH_FOLDER` names the folder, and `isInMemory` says
 * whether that is one without a disk (tmpfs).
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Bandwidth } from '../../../main/core/downloads/transfer/bandwidth.ts'
import { transfer } from '../../../main/core/downloads/transfer/transfer.ts'
import { defaultTransferLimits, type TransferTools } from '../../../main/core/downloads/transfer/transfer-options.ts'
import { createDispatcher } from '../../../main/core/network/http.ts'
import { downloadHashWorker } from '../../support/download-hash-worker.ts'

const sizeBytes = Number(process.env.WATTLE_BENCH_BYTES ?? 2 ** 30)
const rounds = Number(process.env.WATTLE_BENCH_ROUNDS ?? 7)
const leastRatio = 0.9
/** As `statfs` tells them: tmpfs and ramfs. */
const memoryFileSystems: ReadonlySet<number> = new Set([0x01021994, 0x858458f6])
const serverPath = fileURLToPath(import.meta.resolve('./server.ts'))

const tools: TransferTools = {
  dispatcher: createDispatcher({}),
  limits: defaultTransferLimits,
  bandwidth: new Bandwidth({ bytesPerSecond: null }),
  hashWorkerPath: downloadHashWorker,
  now: Date.now,
}
const quiet = () => undefined

async function requireCurl(): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', ['--version']).catch(() => {
    throw new Error('This bench compares with curl, which is not here: apt-get install curl')
  })
  return stdout.split(' ')[1] ?? 'unknown'
}

async function fetchWithCurl(url: string, path: string): Promise<void> {
  await promisify(execFile)('curl', ['--silent', '--show-error', '--fail', '--output', path, url])
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  await file.datasync()
  await file.close()
}

async function fetchWithOurs(url: string, path: string, sha256: string): Promise<void> {
  await transfer(
    {
      path: 'model.gguf',
      expected: { fileName: 'model.gguf', sizeBytes, sha256 },
      partPath: path,
      resume: null,
      signal: new AbortController().signal,
      begin: () => ({ received: quiet, done: quiet, failed: quiet }),
      onReceived: quiet,
      onKept: quiet,
      onWhole: quiet,
    },
    { url: new URL(url), asked: { what: url, repository: null }, authorization: async () => null },
    tools,
  )
}

/** Milliseconds of a fetch into a new file, which is deleted afterwards. */
async function timed(folder: string, fetch: (path: string) => Promise<void>): Promise<number> {
  const path = join(folder, 'model.gguf')
  const startMs = performance.now()
  await fetch(path)
  const ms = performance.now() - startMs
  await rm(path)
  return ms
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return Number(middle.toFixed(3))
}

const curlVersion = await requireCurl()
const server = spawn(process.execPath, [serverPath, String(sizeBytes)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const folder = await mkdtemp(join(process.env.WATTLE_BENCH_FOLDER ?? tmpdir(), 'wattle-bench-'))
const isInMemory = memoryFileSystems.has((await statfs(folder)).type)
try {
  const [line] = await once(createInterface(server.stdout), 'line')
  const { url, sha256 } = z.object({ url: z.string(), sha256: z.string() }).parse(JSON.parse(String(line)))
  const contenders = {
    curl: () => timed(folder, (path) => fetchWithCurl(url, path)),
    ours: () => timed(folder, (path) => fetchWithOurs(url, path, sha256)),
    syncedCurl: () =>
      timed(folder, async (path) => {
        await fetchWithCurl(url, path)
        await sync(path)
      }),
  }
  const times: Record<keyof typeof contenders, number[]> = { curl: [], ours: [], syncedCurl: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const names = ['curl', 'ours', 'syncedCurl'] as const
    // The first round warms up; the order turns, so that nobody always comes after the same.
    for (const name of names.map((_, index) => names[(index + round) % 3] ?? 'curl')) {
      const ms = await contenders[name]()
      if (round > 0) times[name].push(ms)
      const share = `${((sizeBytes / ms) * 1e-3).toFixed(0)} MB/s`
      console.error(`${round === 0 ? 'warm-up' : `round ${round}`} ${name.padEnd(10)} ${ms.toFixed(0)} ms, ${share}`)
    }
  }
  const rate = (ms: number) => Math.round((sizeBytes / ms) * 1e-3)
  const ratioTo = (others: number[]) => median(others.map((ms, index) => ms / (times.ours[index] ?? Number.NaN)))
  const ratio = ratioTo(times.curl)
  const result = {
    curlVersion,
    sizeBytes,
    isInMemory,
    rounds,
    curlMBPerS: rate(median(times.curl)),
    syncedCurlMBPerS: rate(median(times.syncedCurl)),
    oursMBPerS: rate(median(times.ours)),
    ratio,
    syncedRatio: ratioTo(times.syncedCurl),
    leastRatio,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = ratio >= leastRatio ? 0 : 1
} finally {
  server.kill()
  await tools.dispatcher.destroy()
  await rm(folder, { recursive: true, force: true })
}
