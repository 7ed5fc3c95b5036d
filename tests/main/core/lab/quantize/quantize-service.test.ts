import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ladderTypes } from '#contract/lab/quantize.ts'
import { Fault } from '../../../../../main/core/fault.ts'
import { originOf } from '../../../../../main/core/lab/quantize/origin.ts'
import { quantizedTiny, writeTiny, writeUntilCancelled } from '../../../../support/fake-quantizer.ts'
import { quantizeBench, wishOf } from '../../../../support/quantize-bench.ts'

/** Of no live process. */
const endedPid = 2 ** 22 + 1

describe('a quantization', () => {
  it('lies whole in the models folder, and is listed on its source’s ladder with where it comes from', async () => {
    const { service, model, finish, folder, library, quantizer } = quantizeBench()
    const source = await model('Tiny-Test-Model-F16.gguf')
    const [job] = await finish(await service.start(wishOf(source.id, { threads: 3 })))
    expect(job).toMatchObject({
      state: 'done',
      sourceModelId: source.id,
      sourceQuantization: 'F16',
      fileName: 'Tiny-Test-Model-Q4_K_M.gguf',
      progress: null,
      durationMs: 12,
      tensorCount: 21,
      fallbackTensors: 14,
      problem: null,
    })
    expect(readdirSync(folder).toSorted()).toEqual(['Tiny-Test-Model-F16.gguf', 'Tiny-Test-Model-Q4_K_M.gguf'])
    expect(quantizer.orders).toMatchObject([
      { sourcePath: source.path, type: 'Q4_K_M', threads: 3, importanceMatrix: null },
    ])
    const made = await library.resolve(job?.modelId ?? '')
    expect(made.ladderId).toBe(source.ladderId)
    expect(originOf(made)).toBe('F16')
    expect(job?.sizeBytes).toBe(made.sizeBytes)
    expect(library.state.value.models.find(({ id }) => id === made.id)?.quantizedFrom).toEqual(['F16'])
    expect(originOf(await library.resolve(source.id))).toBeNull()
  })

  // The header has the name that the source was trained under, which its user may never have seen.
  it('is called what its source is called here', async () => {
    const { service, model, finish, library } = quantizeBench()
    const source = await model('Tiny-Test-Model-F16.gguf')
    library.annotate(source.id, { name: 'My model' })
    const [job] = await finish(await service.start(wishOf(source.id)))
    expect((await library.resolve(job?.modelId ?? '')).name).toBe('My model')
  })

  it('is made after those that were asked for before it, the machine being taken until the last', async () => {
    const { service, model, finish, quantizer, lease } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    let atOnce = 0
    quantizer.make = async (making) => {
      atOnce += 1
      expect(atOnce).toBe(1)
      expect(lease.holder.value).toMatchObject({ kind: 'quantize', locksChat: false })
      const outcome = await writeTiny(making)
      atOnce -= 1
      return outcome
    }
    const first = await service.start(wishOf(source.id, { types: ['Q8_0', 'Q6_K'] }))
    const second = await service.start(wishOf(source.id, { types: ['Q2_K'] }))
    await finish([...first, ...second])
    expect(quantizer.orders.map(({ type }) => type)).toEqual(['Q8_0', 'Q6_K', 'Q2_K'])
    expect(service.jobs.value.map(({ type }) => type)).toEqual(['Q2_K', 'Q6_K', 'Q8_0'])
    expect(lease.holder.value).toBeNull()
  })

  it('of each type of the ladder comes of one wish, by way of an F16 where the source is quantized', async () => {
    const { service, model, finish, quantizer, library, folder } = quantizeBench()
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    const wish = wishOf(source.id, { types: [...ladderTypes], allowRequantize: true, viaF16: true })
    const jobs = await finish(await service.start(wish))
    expect(jobs.map(({ fileName }) => fileName)).toEqual([
      'Tiny-Q4_0-F16.gguf',
      ...ladderTypes.map((type) => `Tiny-Q4_0-${type}.gguf`),
    ])
    const [toF16, ...fromF16] = quantizer.orders
    expect(toF16).toMatchObject({ sourcePath: source.path, keys: [{ key: 'wattle.quantized_from', value: 'Q4_0' }] })
    expect(new Set(fromF16.map(({ sourcePath }) => sourcePath))).toEqual(new Set([join(folder, 'Tiny-Q4_0-F16.gguf')]))
    const origins = await Promise.all(jobs.map(async ({ modelId }) => originOf(await library.resolve(modelId ?? ''))))
    expect(origins).toEqual(['Q4_0', ...ladderTypes.map(() => 'F16, from Q4_0')])
    const ladders = library.state.value.models.map(({ ladderId }) => ladderId)
    expect(new Set(ladders).size).toBe(1)
  })

  it('takes the F16 of an earlier wish', async () => {
    const { service, model, finish, quantizer } = quantizeBench()
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    const wish = wishOf(source.id, { types: ['Q8_0'], allowRequantize: true, viaF16: true })
    const first = await service.start(wish)
    // While it is being made, and when it is there.
    const second = await service.start({ ...wish, types: ['Q6_K'] })
    await finish([...first, ...second])
    const third = await service.start({ ...wish, types: ['Q2_K'] })
    await finish(third)
    expect(quantizer.orders.map(({ type }) => type)).toEqual(['F16', 'Q8_0', 'Q6_K', 'Q2_K'])
    expect((await service.forecast({ ...wish, types: ['Q3_K_M'] })).files.map(({ type }) => type)).toEqual(['Q3_K_M'])
  })
})

describe('what is refused before anything is written', () => {
  it.each([
    ['a quantized source, unless it is wanted', {}, 'QUANTIZE_SOURCE_QUANTIZED', { quantization: 'Q4_0' }],
    ['a quantized source by way of F16 as well', { viaF16: true }, 'QUANTIZE_SOURCE_QUANTIZED', {}],
    ['a model that is not there', { modelId: 'nobody' }, 'MODEL_NOT_FOUND', {}],
    [
      'a matrix that is none',
      { allowRequantize: true, importanceMatrixPath: '/nowhere/x.dat' },
      'QUANTIZE_MATRIX_REFUSED',
      { fileName: 'x.dat' },
    ],
  ] as const)('%s', async (_, wish, code, params) => {
    const { service, model, folder, lease } = quantizeBench()
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    const fault = await service.start(wishOf(source.id, wish)).catch(Fault.from)
    expect(fault).toMatchObject({ code, params })
    expect(readdirSync(folder)).toEqual(['Tiny.Q4_0.gguf'])
    expect(service.jobs.value).toEqual([])
    expect(lease.holder.value).toBeNull()
  })

  it('a file that is there already, or is being made', async () => {
    const { service, model, quantizer, folder } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    const taken = { code: 'QUANTIZE_FILE_EXISTS', params: { fileName: 'Tiny-Q4_K_M.gguf' } }
    quantizer.make = writeUntilCancelled
    const [job] = await service.start(wishOf(source.id))
    await expect(service.start(wishOf(source.id))).rejects.toMatchObject(taken)
    await service.cancel(job?.id ?? '')
    writeFileSync(join(folder, 'Tiny-Q4_K_M.gguf'), 'mine')
    await expect(service.start(wishOf(source.id))).rejects.toMatchObject(taken)
  })

  it('what has no room on the disk', async () => {
    const { service, model, folder } = quantizeBench({ freeBytes: async () => 1000 })
    const source = await model('Tiny-F16.gguf')
    await expect(service.start(wishOf(source.id))).rejects.toMatchObject({
      code: 'DISK_FULL',
      params: { availableBytes: 1000 },
    })
    expect(readdirSync(folder)).toEqual(['Tiny-F16.gguf'])
  })

  it('everything while a run of the lab measures', async () => {
    const { service, model, lease } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    const giveBack = await lease.take({ kind: 'run', name: 'run', locksChat: true })
    await expect(service.start(wishOf(source.id))).rejects.toMatchObject({ code: 'LAB_BUSY' })
    giveBack()
    await expect(service.start(wishOf(source.id))).resolves.toHaveLength(1)
  })
})

describe('a quantization that goes wrong', () => {
  it.each([
    [
      'fails in llama.cpp',
      new Fault('QUANTIZE_FAILED', { params: { type: 'Q8_0' }, detail: 'iostream error' }),
      'QUANTIZE_FAILED',
    ],
    ['finds the disk full in its midst', new Fault('DISK_FULL'), 'DISK_FULL'],
    ['crashes', new Fault('ENGINE_CRASHED', { params: { signal: 'SIGSEGV' } }), 'ENGINE_CRASHED'],
  ] as const)('leaves nothing where it %s, and the next one is made', async (_, fault, code) => {
    const { service, model, finish, quantizer, folder } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = async (making) => {
      const outcome = await writeTiny(making)
      if (making.order.type === 'Q8_0') throw fault
      return outcome
    }
    const jobs = await finish(await service.start(wishOf(source.id, { types: ['Q8_0', 'Q2_K'] })))
    expect(jobs).toMatchObject([{ state: 'failed', problem: { code }, modelId: null }, { state: 'done' }])
    expect(readdirSync(folder).toSorted()).toEqual(['Tiny-F16.gguf', 'Tiny-Q2_K.gguf'])
  })

  it('is no file where llama.cpp took a failed write for a good one', async () => {
    const { service, model, finish, quantizer, folder } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = async ({ order }) => {
      writeFileSync(order.targetPath, quantizedTiny(order).subarray(0, -4000))
      return { durationMs: 1, tensorCount: 21, fallbackTensors: 0 }
    }
    const [job] = await finish(await service.start(wishOf(source.id)))
    expect(job?.problem).toMatchObject({ code: 'QUANTIZE_FAILED', params: { type: 'Q4_K_M' } })
    expect(readdirSync(folder)).toEqual(['Tiny-F16.gguf'])
  })

  it('is no file where the library took the header’s keys for something else', async () => {
    const { service, model, finish, quantizer, folder } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = (making) => writeTiny({ ...making, order: { ...making.order, keys: [] } })
    const [job] = await finish(await service.start(wishOf(source.id)))
    expect(job?.problem?.code).toBe('LAB_LIBRARY_MISMATCH')
    expect(readdirSync(folder)).toEqual(['Tiny-F16.gguf'])
  })

  it('leaves alone what took its name meanwhile', async () => {
    const { service, model, finish, quantizer, folder } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = async (making) => {
      writeFileSync(join(folder, 'Tiny-Q4_K_M.gguf'), 'mine')
      return writeTiny(making)
    }
    const [job] = await finish(await service.start(wishOf(source.id)))
    expect(job?.problem?.code).toBe('QUANTIZE_FILE_EXISTS')
    expect(readdirSync(folder).toSorted()).toEqual(['Tiny-F16.gguf', 'Tiny-Q4_K_M.gguf'])
  })

  it('says so where the disk has become full before its turn', async () => {
    let free = 1e12
    const { service, model, finish, quantizer } = quantizeBench({ freeBytes: async () => free })
    const source = await model('Tiny-F16.gguf')
    quantizer.make = async (making) => {
      free = 0
      return writeTiny(making)
    }
    const jobs = await finish(await service.start(wishOf(source.id, { types: ['Q8_0', 'Q2_K'] })))
    expect(jobs).toMatchObject([{ state: 'done' }, { state: 'failed', problem: { code: 'DISK_FULL' } }])
    expect(quantizer.orders).toHaveLength(1)
  })

  it('takes those with it that were to be made of it', async () => {
    const { service, model, finish, quantizer, folder } = quantizeBench()
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    quantizer.make = () => Promise.reject(new Fault('DISK_FULL'))
    const wish = wishOf(source.id, { types: ['Q8_0', 'Q2_K'], allowRequantize: true, viaF16: true })
    const jobs = await finish(await service.start(wish))
    expect(jobs.map(({ state, problem }) => [state, problem?.code])).toEqual(jobs.map(() => ['failed', 'DISK_FULL']))
    expect(quantizer.orders).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['Tiny.Q4_0.gguf'])
  })
})

describe('cancelling', () => {
  it('ends the running job, takes away what it had written, and goes on with the next', async () => {
    const { service, model, finish, quantizer, folder, until } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = (making) => (making.order.type === 'Q8_0' ? writeUntilCancelled(making) : writeTiny(making))
    const jobs = await service.start(wishOf(source.id, { types: ['Q8_0', 'Q2_K'] }))
    const id = jobs[0]?.id ?? ''
    await until(id, ({ progress }) => progress === 0.25)
    expect(readdirSync(folder)).toHaveLength(2)
    await service.cancel(id)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await finish(jobs)).toMatchObject([{ state: 'cancelled', problem: null }, { state: 'done' }])
    // It has ended: nothing happens.
    await service.cancel(id)
  })

  it('of a waiting job takes it out, and of an F16 also what was to be made of it', async () => {
    const { service, model, finish, quantizer, until } = quantizeBench()
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    quantizer.make = writeUntilCancelled
    const wish = wishOf(source.id, { types: ['Q8_0', 'Q2_K'], allowRequantize: true, viaF16: true })
    const jobs = await service.start(wish)
    await service.cancel(jobs[2]?.id ?? '')
    await until(jobs[0]?.id ?? '', ({ state }) => state === 'running')
    await service.cancel(jobs[0]?.id ?? '')
    expect((await finish(jobs)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(quantizer.orders).toHaveLength(1)
  })

  it('of a job that is not there says so', async () => {
    await expect(quantizeBench().service.cancel('nobody')).rejects.toMatchObject({ code: 'QUANTIZE_JOB_NOT_FOUND' })
  })

  it('is what closing does to all, and nothing is left on the disk', async () => {
    const { service, model, quantizer, folder, until, lease } = quantizeBench()
    const source = await model('Tiny-F16.gguf')
    quantizer.make = writeUntilCancelled
    const jobs = await service.start(wishOf(source.id, { types: ['Q8_0', 'Q2_K'] }))
    await until(jobs[0]?.id ?? '', ({ progress }) => progress === 0.25)
    await service.close()
    expect(service.jobs.value.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    expect(readdirSync(folder)).toEqual(['Tiny-F16.gguf'])
    expect(lease.holder.value).toBeNull()
    await expect(service.start(wishOf(source.id))).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })
})

describe('the forecast', () => {
  it('names the files, those that are there, the room, and what wants a matrix', async () => {
    const { service, model, folder } = quantizeBench({ freeBytes: async () => 77 })
    const source = await model('Tiny.Q4_0.gguf', { format: 'Q4_0' })
    writeFileSync(join(folder, 'Tiny-Q4_0-Q8_0.gguf'), 'mine')
    const types = ['Q8_0', 'IQ2_XXS'] as const
    const forecast = await service.forecast(wishOf(source.id, { types: [...types], viaF16: true }))
    expect(forecast).toMatchObject({
      files: [
        { type: 'F16', fileName: 'Tiny-Q4_0-F16.gguf', exists: false },
        { type: 'Q8_0', fileName: 'Tiny-Q4_0-Q8_0.gguf', exists: true },
        { type: 'IQ2_XXS', exists: false },
      ],
      freeBytes: 77,
      isSourceQuantized: true,
      needsImportanceMatrix: ['IQ2_XXS'],
    })
    const [f16, , iq2] = forecast.files
    expect(forecast.neededBytes).toBe((f16?.sizeBytes ?? 0) + (iq2?.sizeBytes ?? 0))
  })
})

it('deletes at the start what a killed run has left, and nothing that a live one makes', async () => {
  const { service, folder } = quantizeBench()
  const uuid = '0f0e0d0c-0b0a-4908-8706-050403020100'
  const left = `${endedPid}-${uuid}.quantize.part`
  const made = `${process.pid}-${uuid}.quantize.part`
  const others = ['model.gguf.part', `${uuid}.import.part`, 'my.quantize.part']
  for (const name of [left, made, ...others]) writeFileSync(join(folder, name), 'bytes')
  await service.begin()
  expect(readdirSync(folder).toSorted()).toEqual([made, ...others].toSorted())
})
