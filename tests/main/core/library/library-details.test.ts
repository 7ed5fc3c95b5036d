import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { modelDetailsSchema } from '../../../../preload/contract/models.ts'
import { tempFolder } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { writeTinyGguf } from '../../../support/tiny-gguf.ts'

test('the details have what the file says and what is known beside', async () => {
  const { library } = testLibrary()
  const path = await writeTinyGguf(join(tempFolder(), 'Tiny-1B-Q8_0.gguf'), { format: 'Q8_0' })
  const source = { kind: 'url', name: 'models.example', revision: null, fetchedAtMs: 7 } as const
  const { id } = await library.adopt(path, { source })
  library.annotate(id, { name: 'Mine', notes: 'good' })
  const details = modelDetailsSchema.parse(await library.details(id))
  expect(details).toMatchObject({
    modelId: id,
    originalName: 'Tiny Test Model',
    notes: 'good',
    source,
    files: [{ path, isReachable: true }],
    headCount: 4,
    kvHeadCount: 2,
    template: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), isCut: false, differsFrom: [] },
  })
  expect(details.tensors.length).toBeGreaterThan(10)
  expect(details.tensorTypes[0]).toMatchObject({ type: 'Q8_0' })
  expect(details.metadata.map(({ key }) => key)).toContain('general.architecture')
})

// Two quantizations of one model that answer differently for no visible reason: one has an old template.
test('other quantizations of the same model with another template are named', async () => {
  const { library } = testLibrary()
  const folder = tempFolder()
  const add = (fileName: string, chatTemplate: string | null) =>
    writeTinyGguf(join(folder, fileName), { name: 'Tiny 1B', chatTemplate }).then((path) => library.add(path))
  const one = await add('Tiny-1B-Q8_0.gguf', 'new {{ messages }}')
  await add('Tiny-1B-Q6_K.gguf', 'new {{ messages }}')
  const old = await add('Tiny-1B-Q4_K_M.gguf', 'old {{ messages }}')
  await add('Tiny-1B-Q2_K.gguf', null)
  await add('Other-3B-Q4_K_M.gguf', 'other {{ messages }}')
  expect(old.ladderId).toBe(one.ladderId)
  const { template } = await library.details(one.id)
  expect(template?.differsFrom).toEqual([{ modelId: old.id, name: old.name, quantization: old.quantization }])
})

test('of a file that is gone there are none, and of no model neither', async () => {
  const { library } = testLibrary()
  const path = await writeTinyGguf(join(tempFolder(), 'model.gguf'))
  const { id } = await library.add(path)
  await rm(path)
  await expect(library.details(id)).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' })
  await expect(library.details('nobody')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})

test('a model that is not reachable keeps its ladder and its facts', async () => {
  const { library } = testLibrary()
  const drive = tempFolder()
  await mkdir(join(drive, 'disk'))
  const model = await library.add(await writeTinyGguf(join(drive, 'disk', 'Tiny-1B-Q8_0.gguf')))
  await rename(join(drive, 'disk'), join(drive, 'unplugged'))
  await library.recheck()
  expect(library.state.value.models).toMatchObject([{ ...model, fit: expect.anything(), isReachable: false }])
})
