import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lmStudio } from '../../../../../../main/core/library/folders/detect/lm-studio.ts'
import { machineOf, modelsOf, systems } from '../../../../../support/foreign-home.ts'
import { makeTree } from '../../../../../support/make-tree.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'

const model = 'lmstudio-community/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf'

describe.each(systems)('LM Studio on $platform', ({ platform, config }) => {
  it.each(['.lmstudio/models', '.cache/lm-studio/models'])('keeps its models in ~/%s', async (folder) => {
    const home = await makeTree(tempFolder(), { [`${folder}/${model}`]: '', [`${folder}/loose.gguf`]: '' })
    expect(await modelsOf(lmStudio, machineOf(platform, home))).toMatchObject([
      { path: `${folder}/${model}`, publisher: 'lmstudio-community', sha256: null },
      { path: `${folder}/loose.gguf`, publisher: null },
    ])
  })

  it('may have its home elsewhere, as its pointer says', async () => {
    const home = await makeTree(tempFolder(), { [`portable/models/${model}`]: '' })
    await makeTree(home, { '.lmstudio-home-pointer': `${join(home, 'portable')}\n` })
    expect(await modelsOf(lmStudio, machineOf(platform, home))).toMatchObject([{ path: `portable/models/${model}` }])
  })

  it.each(['.lmstudio', `${config}/LM Studio`])(
    'may have its models elsewhere, as ~/%s/settings.json says',
    async (folder) => {
      const home = await makeTree(tempFolder(), { [`drive/${model}`]: '' })
      const settings = JSON.stringify({ downloadsFolder: join(home, 'drive'), other: 1 })
      await makeTree(home, { [`${folder}/settings.json`]: settings })
      expect(await modelsOf(lmStudio, machineOf(platform, home))).toMatchObject([{ path: `drive/${model}` }])
    },
  )
})

it.each(['', 'models', '{ "downloadsFolder": 1 }', '{ "downloadsFolder": "../../etc" }'])(
  'believes no pointer and no setting that is no full path: %j',
  async (content) => {
    const home = await makeTree(tempFolder(), {
      '.lmstudio-home-pointer': content,
      '.lmstudio/settings.json': content,
      [`.lmstudio/models/${model}`]: '',
    })
    expect(await lmStudio.candidates(machineOf('linux', home))).toEqual([
      join(home, '.lmstudio/models'),
      join(home, '.cache/lm-studio/models'),
    ])
  },
)
