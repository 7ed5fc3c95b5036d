import type { BackendId } from '#contract/hardware.ts'
import type { LabEnvironment } from '#contract/lab/run.ts'
import packageJson from '#package.json' with { type: 'json' }
import type { LabBuild } from '../../ports/lab-engine.ts'

/** What a run is made with, before its first load has told llama.cpp's build. */
export function environmentBefore(backend: BackendId, powerSource: LabEnvironment['powerSource']): LabEnvironment {
  return {
    appVersion: packageJson.version,
    buildCommit: '',
    buildNumber: 0,
    engineBuild: bindings,
    backend,
    backends: '',
    powerSource,
  }
}

/** Such as `node-llama-cpp 3.22.1, llama.cpp 8f1a2b3 (6510)`. */
export function engineBuildOf({ commit, number }: Pick<LabBuild, 'commit' | 'number'>): string {
  return `${bindings}, llama.cpp ${commit} (${number})`
}

const bindings = `node-llama-cpp ${packageJson.dependencies['node-llama-cpp']}`
