import { join } from 'node:path'
import type { ApiContext } from '../../main/api/base.ts'
import type { Shell } from '../../main/api/shell.ts'
import { AnswerRuns } from '../../main/core/chat/answer-runs.ts'
import { ChatService } from '../../main/core/chat/chat-service.ts'
import { ConversationService } from '../../main/core/chat/conversation-service.ts'
import { createCore } from '../../main/core/create-core.ts'
import type { EngineLink, HardwareProber } from '../../main/core/ports/index.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { FakeEstimator } from './fake-estimator.ts'
import { emptyMachine, FakeTrash } from './fake-trash.ts'
import { hashChild } from './hash-child.ts'
import { ScriptedEngine } from './scripted-engine.ts'
import { tempFolder, tempStore } from './temp-store.ts'
import { starterWithoutSources } from './test-starter.ts'
import { unusedLabEngine, unusedQuantizer } from './unused-lab.ts'

/** The api's context over a real core and a real database, where the test plays the engine's answers. */
export type TestContext = ApiContext & {
  engine: ScriptedEngine
  /** What the api reported as unforeseen. */
  reported: unknown[]
}

/** Makes a context of this test's own. Nothing runs in the background, and no file is fetched. */
export function testContext(shell: Partial<Shell> = {}): TestContext {
  const dataFolder = tempFolder()
  const store = tempStore(dataFolder)
  const repository = store.conversations
  const engine = new ScriptedEngine()
  const reported: unknown[] = []
  const core = createCore({
    store,
    createEngineLink: () => unusedLink,
    createLabEngine: () => unusedLabEngine,
    quantizer: unusedQuantizer,
    fitEstimator: new FakeEstimator(),
    hardware: unusedProber,
    powerCollectors: [],
    plugs: { probe: unused },
    starter: starterWithoutSources(),
    hashChild,
    downloadHashWorker,
    modelsFolder: dataFolder,
    labFolder: join(dataFolder, 'lab'),
    machine: emptyMachine(),
    trash: new FakeTrash(),
    secrets: { stores: [], filePath: '' },
    now: Date.now,
  })
  const runs = new AnswerRuns()
  const conversations = new ConversationService({ repository, runs, now: Date.now })
  const settings = core.settings.state
  const chat = new ChatService({ repository, conversations, runs, engine, settings, now: Date.now })
  return {
    core: { ...core, conversations, chat },
    engine,
    reported,
    shell: {
      kind: 'web',
      knowsDroppedPaths: false,
      version: '0.0.0',
      startedAtMs: 0,
      dataFolder,
      logFolder: dataFolder,
      noteWindowDrawn: () => {},
      engineLog: () => [],
      report: (error) => reported.push(error),
      ...shell,
    },
  }
}

const unused = () => {
  throw new Error('No test that plays the engine by hand reaches the real one.')
}

const unusedLink: EngineLink = {
  load: unused,
  unload: () => Promise.resolve(),
  generate: unused,
  onCrash: () => () => undefined,
  pid: null,
  close: () => Promise.resolve(),
}

const unusedProber: HardwareProber = { probe: unused, ramAvailableBytes: () => Promise.resolve(0) }
