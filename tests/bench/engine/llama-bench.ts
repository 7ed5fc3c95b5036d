import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import envPaths from 'env-paths'
import { z } from 'zod'

const run = promisify(execFile)
const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('node-llama-cpp'))))

/** What one run of llama-bench measured, in tokens a second. */
export type LlamaBenchRates = { prefill: number; decode: number; decodeAfterPrompt: number }

export type LlamaBench = {
  /** llama.cpp's release, the one in the app. */
  release: string
  /** One run: pp512 and tg128, and tg128 after 512 tokens. */
  measure(modelPath: string, threads: number): Promise<LlamaBenchRates>
}

/**
 * llama-bench of the release in the app, linked to the app's own libraries: only the glue differs. It is compiled once, in some seconds,
 * from the source that node-llama-cpp carries, into the cache folder (`WATTLE_CACHE`, else the platform's). Needs git and a C++ compiler.
 */
export async function prepareLlamaBench(report: (line: string) => void): Promise<LlamaBench> {
  const { tag: release } = z
    .object({ tag: z.string() })
    .parse(JSON.parse(await readFile(join(packageFolder, 'llama/llama.cpp.info.json'), 'utf8')))
  const libraries = await packagedLibraries()
  const cache = process.env.WATTLE_CACHE ?? envPaths('wattle', { suffix: '' }).cache
  const folder = join(cache, 'llama-bench', `${release}-${process.platform}-${process.arch}`)
  const program = join(folder, 'llama-bench')
  if (!(await exists(program))) {
    report(`compiling llama-bench ${release} into ${folder}`)
    await compile(folder, libraries)
  }
  await linkLibraries(folder, libraries)
  return { release, measure: (modelPath, threads) => measure(program, modelPath, threads) }
}

async function measure(program: string, modelPath: string, threads: number): Promise<LlamaBenchRates> {
  const rate = async (args: string[]): Promise<number[]> => {
    const common = ['-m', modelPath, '-t', String(threads), '-r', '1', '-o', 'json']
    const { stdout } = await run(program, [...common, ...args], {
      env: { ...process.env, LD_LIBRARY_PATH: dirname(program) },
    })
    return resultSchema.parse(JSON.parse(stdout)).map((result) => result.avg_ts)
  }
  const [prefill, decode] = await rate(['-p', '512', '-n', '128'])
  const [decodeAfterPrompt] = await rate(['-p', '0', '-n', '128', '-d', '512'])
  return {
    prefill: prefill ?? Number.NaN,
    decode: decode ?? Number.NaN,
    decodeAfterPrompt: decodeAfterPrompt ?? Number.NaN,
  }
}

const resultSchema = z.array(z.object({ avg_ts: z.number().positive() }))

async function compile(folder: string, libraries: string[]): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}-`)
  try {
    const source = join(work, 'source')
    await run('git', ['init', '--quiet', source])
    await run('git', ['-C', source, 'fetch', '--quiet', join(packageFolder, 'llama/gitRelease.bundle'), 'HEAD'])
    await run('git', ['-C', source, 'checkout', '--quiet', 'FETCH_HEAD'])
    const include = ['include', 'ggml/include', 'common', 'vendor'].map((path) => `-I${join(source, path)}`)
    const files = ['llama-bench.cpp', 'main.cpp'].map((name) => join(source, 'tools/llama-bench', name))
    const defines = ['GGML_BACKEND_DL', 'GGML_BACKEND_SHARED', 'GGML_SHARED', 'LLAMA_SHARED', 'NDEBUG'].map(
      (name) => `-D${name}`,
    )
    const linked = libraries.filter((path) => /lib(llama|llama-common|ggml|ggml-base)[.][^/]*$/.test(path))
    const origin = process.platform === 'darwin' ? '@loader_path' : '$ORIGIN'
    const output = ['-o', join(work, 'llama-bench'), ...linked, `-Wl,-rpath,${origin}`, '-lpthread']
    await run('c++', ['-O2', '-std=c++17', ...defines, ...include, ...files, ...output])
    await rm(source, { recursive: true })
    await rm(folder, { recursive: true, force: true })
    await rename(work, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The libraries of the package that the app uses on the CPU here. */
async function packagedLibraries(): Promise<string[]> {
  const names: Record<string, string> = {
    'linux-x64': 'linux-x64',
    'linux-arm64': 'linux-arm64',
    'darwin-arm64': 'mac-arm64-metal',
    'darwin-x64': 'mac-x64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  if (name === undefined)
    throw new Error(`llama-bench is not built on ${process.platform} ${process.arch}: run this on Linux or macOS`)
  const folder = join(packageFolder, '../@node-llama-cpp', name, 'bins', name)
  const files = await readdir(folder)
  return files.filter((file) => /\.(so|dylib)$/.test(file)).map((file) => join(folder, file))
}

/** llama.cpp looks for its CPU variants beside the program. */
async function linkLibraries(folder: string, libraries: string[]): Promise<void> {
  for (const library of libraries) {
    const link = join(folder, library.split(/[\\/]/).at(-1) ?? '')
    await rm(link, { force: true })
    await symlink(library, link)
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** One line about the machine, for whoever reads the numbers later. */
export function describeMachine(): string {
  const [first] = cpus()
  return `${first?.model ?? 'unknown CPU'}, ${cpus().length} logical cores, ${process.platform} ${process.arch}`
}
