import { execFileSync, fork, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { QuantizationType } from '#contract/lab/quantize.ts'
import { readImportanceMatrix } from '../../main/core/lab/quantize/importance-matrix/read-matrix.ts'
import { originOf } from '../../main/core/lab/quantize/origin.ts'
import { readSource } from '../../main/core/lab/quantize/source.ts'
import type { QuantizeOrder } from '../../main/core/ports/quantizer.ts'
import { ForkedQuantizer } from '../../main/engine/host/forked-quantizer.ts'
import { ggufMatrix, legacyMatrix } from '../support/importance-files.ts'
import { quantizeBench, wishOf } from '../support/quantize-bench.ts'
import { openRealEngine, question } from '../support/real-engine.ts'
import { realQuantizer } from '../support/real-quantizer.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { tempFolder } from '../support/temp-store.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const here = (path: string) => resolve(import.meta.dirname, '../support', path)

let starter: string
beforeAll(async () => {
  starter = await starterModelPath()
})

/** Quantizes a tiny model into a folder of this test's own. */
async function quantizeTiny(
  order: Partial<QuantizeOrder> & { type: QuantizationType },
  format: 'F16' | 'Q8_0' = 'F16',
) {
  const folder = tempFolder()
  const sourcePath = await writeTinyGguf(join(folder, 'tiny.gguf'), { embedding: 256, format })
  const targetPath = join(folder, 'out.part')
  const outcome = await realQuantizer().quantize(
    { sourcePath, targetPath, allowRequantize: false, importanceMatrix: null, threads: null, keys: [], ...order },
    { signal: new AbortController().signal, onProgress: () => undefined },
  )
  return { outcome, source: await readSource(order.targetPath ?? targetPath), targetPath }
}

describe('the starter', () => {
  it('becomes an F16 and then its ladder, of the sizes that llama.cpp makes, and each of them answers', async () => {
    const { service, library, finish, folder } = quantizeBench({ quantizer: realQuantizer() })
    const { id, ladderId } = await library.add(starter)
    const wish = wishOf(id, { types: ['Q8_0', 'Q4_K_M', 'Q2_K'], allowRequantize: true, viaF16: true })
    const { files } = await service.forecast(wish)
    const jobs = await finish(await service.start(wish))
    expect(
      jobs.map(({ type, state, fallbackTensors, tensorCount }) => [type, state, fallbackTensors, tensorCount]),
    ).toEqual([
      ['F16', 'done', 0, 272],
      ['Q8_0', 'done', 0, 272],
      // Their rows are 576 wide: of each layer all matrices but one.
      ['Q4_K_M', 'done', 180, 272],
      ['Q2_K', 'done', 180, 272],
    ])
    const megabytes = jobs.map(({ sizeBytes }) => Math.round(sizeBytes / 1e5) / 10)
    expect(megabytes).toEqual([270.9, 144.8, 105.5, 88.2])
    for (const [index, { sizeBytes }] of jobs.entries()) {
      const ratio = (files[index]?.sizeBytes ?? 0) / sizeBytes
      expect(ratio).toBeGreaterThan(0.95)
      expect(ratio).toBeLessThan(1.05)
    }
    const models = await Promise.all(jobs.map(({ modelId }) => library.resolve(modelId ?? '')))
    expect(models.map(({ quantization }) => quantization)).toEqual(['F16', 'Q8_0', 'Q4_K_M', 'Q2_K'])
    expect(models.map(originOf)).toEqual(['Q4_1', 'F16, from Q4_1', 'F16, from Q4_1', 'F16, from Q4_1'])
    expect(new Set(models.map((model) => model.ladderId))).toEqual(new Set([ladderId]))
    expect(readdirSync(folder).toSorted()).toEqual(jobs.map(({ fileName }) => fileName).toSorted())

    // What llama.cpp counts as fallen back are the matrices of other types than the mixture has; the embeddings it chose itself.
    const { tensors } = await readSource(models[3]?.path ?? '')
    const fallen = tensors.filter(({ type, dimensions }) => dimensions.length > 1 && !type.endsWith('_K'))
    expect(fallen.filter(({ name }) => name !== 'token_embd.weight')).toHaveLength(180)

    const engine = openRealEngine()
    try {
      await engine.load(models[3]?.path ?? '', { contextTokens: 512 })
      const { figures } = await engine.ask([question('Say hello.')], { sampling: { maxTokens: 4 } })
      expect(figures.decodeTokens).toBeGreaterThan(0)
    } finally {
      await engine.close()
    }
  })

  it('leaves nothing where it is cancelled in its midst', async () => {
    const { service, library, finish, folder, until } = quantizeBench({ quantizer: realQuantizer() })
    const { id } = await library.add(starter)
    const jobs = await service.start(wishOf(id, { types: ['IQ4_NL'], allowRequantize: true, threads: 1 }))
    const [job] = jobs
    await until(job?.id ?? '', ({ progress }) => (progress ?? 0) > 0)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.quantize\.part$/)])
    await service.cancel(job?.id ?? '')
    expect(readdirSync(folder)).toEqual([])
    expect(await finish(jobs)).toMatchObject([{ state: 'cancelled' }])
  })

  it('is made no more of once the app is killed, and the next start takes away what there was of it', async () => {
    const { service, folder } = quantizeBench()
    const parent = fork(here('engine-children/quantizing-parent.ts'), [starter, folder], { execArgv: [] })
    const [said] = await once(parent, 'message')
    const { pid, part } = z.object({ pid: z.number(), part: z.string() }).parse(said)
    expect(readdirSync(folder)).toEqual([part])
    // While its process lives, it is nobody else's to delete.
    await service.begin()
    expect(readdirSync(folder)).toEqual([part])
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
    await service.begin()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a full disk', () => {
  it.runIf(process.platform === 'linux')('is told from whatever else stops llama.cpp', async () => {
    const targetPath = join(tempFolder(), 'full.part')
    symlinkSync('/dev/full', targetPath)
    await expect(quantizeTiny({ type: 'Q8_0', targetPath })).rejects.toMatchObject({ code: 'DISK_FULL' })
  })

  it.runIf(canMount())('in the midst of a file leaves nothing of it', () => {
    const folder = tempFolder()
    const command = `mount -t tmpfs -o size=60m tmpfs "$2" && exec "$0" "$3" "$1" "$2"`
    const script = here('engine-children/quantize-on-small-disk.ts')
    const said = execFileSync('unshare', ['-rm', 'sh', '-c', command, process.execPath, starter, folder, script])
    expect(JSON.parse(said.toString())).toEqual({ code: 'DISK_FULL', files: [] })
  })
})

describe('what llama.cpp refuses', () => {
  it('says so in its own words', async () => {
    await expect(quantizeTiny({ type: 'F16' }, 'Q8_0')).rejects.toMatchObject({
      code: 'QUANTIZE_FAILED',
      params: { type: 'F16' },
      detail: expect.stringContaining('requantizing from type q8_0 is disabled'),
    })
    await expect(quantizeTiny({ type: 'IQ2_XXS' })).rejects.toMatchObject({
      code: 'QUANTIZE_FAILED',
      detail: expect.stringContaining('requires an imatrix'),
    })
  })

  it('is a folder that is not there, or a source that is no model', async () => {
    const targetPath = join(tempFolder(), 'out.part')
    const sourcePath = join(tempFolder(), 'text.gguf')
    writeFileSync(sourcePath, 'Call me Ishmael.')
    await expect(quantizeTiny({ type: 'Q8_0', sourcePath, targetPath })).rejects.toMatchObject({
      code: 'QUANTIZE_FAILED',
    })
    const nowhere = join(tempFolder(), 'gone', 'out.part')
    await expect(quantizeTiny({ type: 'Q8_0', targetPath: nowhere })).rejects.toMatchObject({
      code: 'ENGINE_NOT_STARTED',
    })
  })

  it('is no process that dies: that is told as a crash', async () => {
    const quantizer = new ForkedQuantizer({ childPath: here('engine-children/dying-quantizer.ts') })
    const { service, model, finish, folder } = quantizeBench({ quantizer })
    const source = await model('tiny-F16.gguf')
    const [job] = await finish(await service.start(wishOf(source.id)))
    expect(job?.problem).toMatchObject({ code: 'ENGINE_CRASHED', params: { signal: 'SIGABRT' } })
    expect(readdirSync(folder)).toEqual(['tiny-F16.gguf'])
  })
})

describe('an importance matrix', () => {
  const columns = Array.from({ length: 256 }, (_, index) => (index % 5) + 0.5)
  const wide = [...columns, ...columns]
  const names = ['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_gate', 'ffn_up', 'ffn_down']
  const entriesOf = (factor: number) =>
    [0, 1].flatMap((layer) =>
      names.map((name) => ({
        name: `blk.${layer}.${name}.weight`,
        values: (name === 'ffn_down' ? wide : columns).map((value) => value * factor),
        counts: [factor],
      })),
    )

  async function matrixFrom(bytes: Buffer) {
    const folder = tempFolder()
    const path = join(folder, 'matrix')
    writeFileSync(path, bytes)
    const { tensors } = await readSource(await writeTinyGguf(join(folder, 'tiny.gguf'), { embedding: 256 }))
    return readImportanceMatrix(path, tensors)
  }

  it('of either format makes the same file, of a type that wants one, and another than none makes', async () => {
    const legacy = await matrixFrom(legacyMatrix(entriesOf(3)))
    const gguf = await matrixFrom(ggufMatrix(entriesOf(3)))
    const tensorBytes = async (importanceMatrix: QuantizeOrder['importanceMatrix'], type: QuantizationType) => {
      const { targetPath, source } = await quantizeTiny({ type, importanceMatrix })
      return { hash: tensorHash(targetPath, source.headerBytes), source }
    }
    const ofLegacy = await tensorBytes(legacy, 'Q4_K_M')
    expect((await tensorBytes(gguf, 'Q4_K_M')).hash).toBe(ofLegacy.hash)
    expect((await tensorBytes(null, 'Q4_K_M')).hash).not.toBe(ofLegacy.hash)
    expect((await tensorBytes(gguf, 'IQ2_XXS')).source.quantization).toBe('IQ2_XXS')
  })

  it('whose values are no numbers is refused', async () => {
    const entries = entriesOf(1).map((entry) => ({ ...entry, values: entry.values.map(() => Number.NaN) }))
    const importanceMatrix = await matrixFrom(legacyMatrix(entries))
    await expect(quantizeTiny({ type: 'Q4_K_M', importanceMatrix })).rejects.toMatchObject({
      code: 'QUANTIZE_MATRIX_REFUSED',
      params: { fileName: 'matrix' },
    })
  })
})

function tensorHash(path: string, headerBytes: number): string {
  return createHash('sha256').update(readFileSync(path).subarray(headerBytes)).digest('hex')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Whether this user may have a small disk of their own. */
function canMount(): boolean {
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
}
