import { open } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { createSHA256 } from 'hash-wasm'
import { Bell } from '../../bell.ts'
import { type HashJob, type HashReport, hashCommandSchema, hashJobSchema } from './hash-protocol.ts'

/*
 * A process that hashes one file, no faster than it may, and is thrown away. It ends with the app that started it: what it had told of its
 * state is enough for the next one to go on.
 */

const chunkBytes = 1024 * 1024

const bell = new Bell()
let isPaused = false
process.on('message', (message) => {
  isPaused = hashCommandSchema.parse(message) === 'pause'
  bell.ring()
})
process.once('disconnect', () => process.exit())

async function hashFile(job: HashJob): Promise<HashReport> {
  const hash = await createSHA256()
  if (job.from === null) hash.init()
  else hash.load(Buffer.from(job.from.state, 'base64'))
  await using file = await open(job.path, 'r')
  const isTheFile = async () => {
    const stats = await file.stat()
    return stats.size === job.sizeBytes && Math.trunc(stats.mtimeMs) === job.modifiedAtMs
  }
  if (!(await isTheFile())) return { type: 'changed' }

  const buffer = Buffer.alloc(chunkBytes)
  let hashedBytes = job.from?.hashedBytes ?? 0
  let reportedBytes = hashedBytes
  const report = async () => {
    reportedBytes = hashedBytes
    const state = Buffer.from(hash.save()).toString('base64')
    await tell({ type: 'progress', checkpoint: { hashedBytes, state } })
  }
  while (hashedBytes < job.sizeBytes) {
    // Who is told to wait may be killed while it does.
    if (isPaused) await report()
    await whilePaused()
    const startedAt = performance.now()
    const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, job.sizeBytes - hashedBytes), hashedBytes)
    if (bytesRead === 0) return { type: 'changed' }
    hash.update(buffer.subarray(0, bytesRead))
    hashedBytes += bytesRead
    if (hashedBytes - reportedBytes >= job.reportBytes) await report()
    const earlyMs = (bytesRead / job.bytesPerSecond) * 1000 - (performance.now() - startedAt)
    if (earlyMs > 0) await delay(earlyMs)
  }
  return (await isTheFile()) ? { type: 'done', sha256: hash.digest('hex') } : { type: 'changed' }
}

async function whilePaused(): Promise<void> {
  for (let { count } = bell; isPaused; { count } = bell) await bell.after(count)
}

function tell(report: HashReport): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(report, (error: Error | null) => (error === null ? resolve() : reject(error)))
  })
}

await tell(await hashFile(hashJobSchema.parse(JSON.parse(process.argv[2] ?? ''))))
process.disconnect()
