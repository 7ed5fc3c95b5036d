import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jan } from '../../../../../../main/core/library/folders/detect/jan.ts'
import { machineOf, modelsOf, systems } from '../../../../../support/foreign-home.ts'
import { makeTree } from '../../../../../support/make-tree.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'

const folder = 'llamacpp/models/janhq/Jan-v1-4B-Q4_K_M'
const description = (modelPath: string) =>
  `embedding: false\nmodel_path: ${modelPath}\nname: Jan-v1-4B-Q4_K_M\nsize_bytes: 4\n`

describe.each(systems)('Jan on $platform', ({ platform, data }) => {
  it('describes each model beside its file, by a path from its data folder', async () => {
    const home = await makeTree(tempFolder(), {
      [`${data}/Jan/data/${folder}/model.yml`]: description(`${folder}/model.gguf`),
      [`${data}/Jan/data/${folder}/model.gguf`]: '',
      [`${data}/Jan/data/${folder}/mmproj.gguf`]: '',
    })
    expect(await modelsOf(jan, machineOf(platform, home))).toMatchObject([
      { path: `${data}/Jan/data/${folder}/model.gguf`, name: 'Jan-v1-4B-Q4_K_M' },
    ])
  })

  it('may name a file elsewhere by its full path', async () => {
    const home = await makeTree(tempFolder(), { 'mine/model.gguf': '' })
    await makeTree(home, { [`${data}/Jan/data/${folder}/model.yml`]: description(join(home, 'mine/model.gguf')) })
    expect(await modelsOf(jan, machineOf(platform, home))).toMatchObject([{ path: 'mine/model.gguf' }])
  })

  it('had its models in models/<id>/ before', async () => {
    const home = await makeTree(tempFolder(), {
      [`${data}/Jan/data/models/trinity/trinity.gguf`]: '',
      [`${data}/Jan/data/models/trinity/model.json`]: '{}',
    })
    expect(await modelsOf(jan, machineOf(platform, home))).toMatchObject([
      { path: `${data}/Jan/data/models/trinity/trinity.gguf`, name: null },
    ])
  })

  it('may have its data folder elsewhere, as its settings say', async () => {
    const home = await makeTree(tempFolder(), {
      [`drive/${folder}/model.yml`]: description(`${folder}/model.gguf`),
      [`drive/${folder}/model.gguf`]: '',
    })
    await makeTree(home, { [`${data}/jan.ai.app/settings.json`]: JSON.stringify({ data_folder: join(home, 'drive') }) })
    expect(await modelsOf(jan, machineOf(platform, home))).toMatchObject([{ path: `drive/${folder}/model.gguf` }])
  })
})

it('is found where older versions were on Linux, and where XDG_DATA_HOME says', async () => {
  const home = await makeTree(tempFolder(), {
    [`.config/Jan/data/${folder}/model.gguf`]: '',
    [`xdg/Jan/data/${folder}/model.gguf`]: '',
  })
  const machine = machineOf('linux', home, { XDG_DATA_HOME: join(home, 'xdg') })
  expect((await modelsOf(jan, machine)).map(({ path }) => path)).toEqual([
    `xdg/Jan/data/${folder}/model.gguf`,
    `.config/Jan/data/${folder}/model.gguf`,
  ])
})

it('writes backslashes on Windows', async () => {
  const data = 'AppData/Roaming/Jan/data'
  const home = await makeTree(tempFolder(), {
    [`${data}/${folder}/model.yml`]: description(`${folder.replaceAll('/', '\\')}\\model.gguf`),
    [`${data}/${folder}/model.gguf`]: '',
  })
  expect(await modelsOf(jan, machineOf('win32', home))).toMatchObject([
    { path: `${data}/${folder}/model.gguf`, name: 'Jan-v1-4B-Q4_K_M' },
  ])
})

// A path on another machine makes Windows log in there before anything was read.
it.each([
  '\\\\server\\share\\model.gguf',
  '//server/share/model.gguf',
  '/etc/passwd',
  '[1, 2]',
  '{',
  '&a [*a, *a]',
  '',
])('a description that leads astray is passed over: %s', async (modelPath) => {
  const home = await makeTree(tempFolder(), { [`.local/share/Jan/data/${folder}/model.yml`]: description(modelPath) })
  expect(await modelsOf(jan, machineOf('linux', home))).toEqual([])
})
