import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { BackendId } from '#contract/hardware.ts'
import { Fault } from '../../../core/fault.ts'

/** llama.cpp's shared libraries as node-llama-cpp ships them for a backend of this platform: absolute paths. */
export type LlamaLibraries = {
  /** The backends lie here too, which ggml loads itself. */
  folder: string
  ggmlBase: string
  ggml: string
  llama: string
  /** What llama.cpp's own programs share; it knows the build. */
  common: string
  /** With backends for older drivers; null where there is none. */
  fallbackFolder: string | null
}

const platforms: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' }

/** Faults: ENGINE_NOT_STARTED (params.backend, detail) where this platform has no package for the backend, or an unknown one. */
export function findLibraries(backend: BackendId): LlamaLibraries {
  const name = packageName(backend)
  const folder = binsFolder(name, name)
  const files = folder === null ? [] : readdirSync(folder)
  const find = (library: string): string => {
    // Such as libllama.cuda.v0.5.0.so: the name says the GPU and the release, where it says anything.
    const pattern = new RegExp(`^(lib)?${library}(\\.(cuda|vulkan|metal))?(\\.v[\\d.]+)?\\.(so|dylib|dll)$`)
    const file = files.find((each) => pattern.test(each))
    if (folder !== null && file !== undefined) return join(folder, file)
    throw new Fault('ENGINE_NOT_STARTED', {
      params: { backend },
      detail: folder === null ? `@node-llama-cpp/${name} is not installed` : `${folder} has no library ${library}`,
    })
  }
  return {
    ggmlBase: find('ggml-base'),
    ggml: find('ggml'),
    llama: find('llama'),
    common: find('llama-common'),
    folder: folder ?? '',
    fallbackFolder: existingOrNull(binsFolder(`${name}-ext`, name), 'fallback'),
  }
}

function packageName(backend: BackendId): string {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch === 'arm' ? 'armv7l' : process.arch}`
  // A Mac with Apple's processor has but the one package, whose CPU backend is that of the others.
  if (backend === 'metal' || platform === 'mac-arm64') return `${platform}-metal`
  return backend === 'cpu' ? platform : `${platform}-${backend}`
}

/** Resolved from node-llama-cpp, whose optional dependencies the packages are. null where it is not installed. */
function binsFolder(packageNamed: string, folderNamed: string): string | null {
  try {
    const ofLlama = createRequire(createRequire(import.meta.url).resolve('node-llama-cpp'))
    const entry = ofLlama.resolve(`@node-llama-cpp/${packageNamed}`)
    // The system's loader cannot read from Electron's archive: what is native lies beside it.
    const unpacked = entry.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)
    return existingOrNull(dirname(dirname(unpacked)), join('bins', folderNamed))
  } catch {
    return null
  }
}

function existingOrNull(folder: string | null, name: string): string | null {
  const path = folder === null ? null : join(folder, name)
  return path !== null && existsSync(path) ? path : null
}
