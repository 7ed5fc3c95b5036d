import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import envPaths from 'env-paths'
import { z } from 'zod'

const run = promisify(execFile)
const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('node-llama-cpp'))))

/** llama.cpp's programs that something of ours is held against, with the folder of their source. */
const sourceFolders = {
  'llama-bench': 'llama-bench',
  'llama-perplexity': 'perplexity',
  'llama-quantize': 'quantize',
} as const
export type LlamaToolName = keyof typeof sourceFolders

/** A program of llama.cpp's that is ready to be run. */
export type LlamaTool = { release: string; run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> }

/**
 * One of llama.cpp's own programs, of the release in the app and linked to the app's own libraries for the CPU: only the glue differs. It is
 * compiled once, in some seconds, from the source that node-llama-cpp carries, into `WATTLE_LLAMA_TOOLS`, else the cache folder
 * (`WATTLE_CACHE`, else the platform's). Needs git and a C++ compiler.
 */
export async function prepareLlamaTool(name: LlamaToolName, report: (line: string) => void): Promise<LlamaTool> {
  const { tag: release } = z
    .object({ tag: z.string() })
    .parse(JSON.parse(await readFile(join(packageFolder, 'llama/llama.cpp.info.json'), 'utf8')))
  const libraries = await packagedLibraries()
  const cache = process.env.WATTLE_CACHE ?? envPaths('wattle', { suffix: '' }).cache
  const parent = process.env.WATTLE_LLAMA_TOOLS ?? join(cache, 'llama-tools')
  const folder = join(parent, `${release}-${process.platform}-${process.arch}`)
  const program = join(folder, name)
  await mkdir(folder, { recursive: true })
  if (!(await exists(program))) {
    report(`compiling ${name} ${release} into ${folder}`)
    await compile(name, folder, libraries)
  }
  await linkLibraries(folder, libraries)
  const env = { ...process.env, LD_LIBRARY_PATH: folder }
  return { release, run: (args) => run(program, [...args], { env, maxBuffer: 256 * 1024 * 1024 }) }
}

async function compile(name: LlamaToolName, folder: string, libraries: string[]): Promise<void> {
  const work = await mkdtemp(join(folder, `.${name}-`))
  try {
    const source = join(work, 'source')
    await run('git', ['init', '--quiet', source])
    await run('git', ['-C', source, 'fetch', '--quiet', join(packageFolder, 'llama/gitRelease.bundle'), 'HEAD'])
    await run('git', ['-C', source, 'checkout', '--quiet', 'FETCH_HEAD'])
    const include = ['include', 'ggml/include', 'common', 'vendor'].map((path) => `-I${join(source, path)}`)
    const toolFolder = join(source, 'tools', sourceFolders[name])
    const files = (await readdir(toolFolder))
      .filter((file) => file.endsWith('.cpp'))
      .map((file) => join(toolFolder, file))
    const defines = ['GGML_BACKEND_DL', 'GGML_BACKEND_SHARED', 'GGML_SHARED', 'LLAMA_SHARED', 'NDEBUG'].map(
      (define) => `-D${define}`,
    )
    const linked = libraries.filter((path) => /lib(llama|llama-common|ggml|ggml-base)[.][^/]*$/.test(path))
    const origin = process.platform === 'darwin' ? '@loader_path' : '$ORIGIN'
    const output = ['-o', join(work, name), ...linked, `-Wl,-rpath,${origin}`, '-lpthread']
    await run('c++', ['-O2', '-std=c++17', ...defines, ...include, ...files, ...output])
    await rename(join(work, name), join(folder, name))
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
    throw new Error(
      `llama.cpp's programs are not built on ${process.platform} ${process.arch}: run this on Linux or macOS`,
    )
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
