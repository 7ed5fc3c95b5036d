import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { runCommandLine } from '../../main/cli/run-command-line.ts'
import type { Terminal } from '../../main/cli/terminal.ts'
import { type Core, createCore } from '../../main/core/create-core.ts'
import { openStore } from '../../main/store/open-store.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { FakeEngine } from './fake-engine.ts'
import { FakeEstimator } from './fake-estimator.ts'
import { FakeLabEngine, type FakeLabScript } from './fake-lab-engine.ts'
import { FakeQuantizer } from './fake-quantizer.ts'
import { emptyMachine, FakeTrash } from './fake-trash.ts'
import { hashChild } from './hash-child.ts'
import { labHardware } from './lab-bench.ts'
import { storePaths, tempFolder } from './temp-store.ts'
import { starterWithoutSources } from './test-starter.ts'
import { type TinyGgufOptions, writeTinyGguf } from './tiny-gguf.ts'

export type CommandResult = { code: number; out: string; notes: string }

/** Command lines over real files and a real database, which each command opens anew; the lab's engine and the quantizer are fakes. */
export function cliBench(script: Partial<FakeLabScript> = {}) {
  const data = tempFolder()
  const folder = tempFolder()
  const models = join(data, 'models')
  mkdirSync(models)
  const engine = new FakeLabEngine(script)
  const quantizer = new FakeQuantizer()
  const reported: unknown[] = []
  const open = (): Core =>
    createCore({
      store: openStore(storePaths(data)),
      createEngineLink: () => new FakeEngine(),
      createLabEngine: () => engine,
      quantizer,
      fitEstimator: new FakeEstimator(),
      hardware: { probe: () => Promise.resolve(labHardware), ramAvailableBytes: () => Promise.resolve(8e9) },
      powerCollectors: [],
      plugs: { probe: () => Promise.reject(new Error('There is no plug.')) },
      starter: starterWithoutSources(),
      hashChild,
      downloadHashWorker,
      modelsFolder: models,
      labFolder: join(data, 'lab'),
      machine: emptyMachine(),
      trash: new FakeTrash(),
      secrets: { stores: [], filePath: '' },
      now: Date.now,
    })
  return {
    folder,
    models,
    engine,
    quantizer,
    reported,
    /** Opens the core as the app would, closed when the test has ended. */
    openCore(): Core {
      const core = open()
      onTestFinished(() => core.close())
      return core
    },
    /** Writes a tiny model into the folder that the commands are given in. */
    model: (fileName: string, options: TinyGgufOptions = {}) => writeTinyGguf(join(folder, fileName), options),
    /** Runs a command line to its end. */
    async run(argv: readonly string[], parts: Partial<Terminal> = {}): Promise<CommandResult> {
      let out = ''
      let notes = ''
      const terminal: Terminal = {
        writeResult: async (text) => {
          out += text
        },
        writeNote: (text) => {
          notes += text
        },
        noteColumns: () => null,
        folder,
        fileMode: 0o640,
        interrupted: new AbortController().signal,
        ...parts,
      }
      const code = await runCommandLine(argv, {
        terminal,
        openLab: async () => {
          const core = open()
          return { core, report: (error) => reported.push(error), close: () => core.close() }
        },
      })
      return { code, out, notes }
    },
  }
}
