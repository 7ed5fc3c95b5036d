import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { llamaCpp } from '../../../../../../main/core/library/folders/detect/llama-cpp.ts'
import { machineOf, modelsOf, systems } from '../../../../../support/foreign-home.ts'
import { makeTree } from '../../../../../support/make-tree.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'

const file = 'ggml-org_gemma-3-1b-it-GGUF_gemma-3-1b-it-Q4_K_M.gguf'

describe.each(systems)("llama.cpp's cache on $platform", ({ platform, cache }) => {
  it('is flat, and its manifests tell whose a file is', async () => {
    const home = await makeTree(tempFolder(), {
      [`${cache}/llama.cpp/${file}`]: '',
      [`${cache}/llama.cpp/${file}.json`]: '{}',
      [`${cache}/llama.cpp/manifest=ggml-org=gemma-3-1b-it-GGUF=latest.json`]: '{}',
      [`${cache}/llama.cpp/someone_model.gguf`]: '',
      [`${cache}/llama.cpp/half.gguf.downloadInProgress`]: '',
    })
    expect(await modelsOf(llamaCpp, machineOf(platform, home))).toMatchObject([
      {
        path: `${cache}/llama.cpp/${file}`,
        publisher: 'ggml-org',
        source: { kind: 'hugging-face', name: 'ggml-org/gemma-3-1b-it-GGUF', revision: null },
      },
      { path: `${cache}/llama.cpp/someone_model.gguf`, publisher: null, source: null },
    ])
  })

  it('may be where LLAMA_CACHE says', async () => {
    const home = await makeTree(tempFolder(), { [`moved/${file}`]: '' })
    const machine = machineOf(platform, home, { LLAMA_CACHE: join(home, 'moved') })
    expect(await modelsOf(llamaCpp, machine)).toMatchObject([{ path: `moved/${file}` }])
  })
})

it('is where XDG_CACHE_HOME and LOCALAPPDATA say, on the systems that have them', async () => {
  const home = tempFolder()
  const moved = join(home, 'moved')
  expect(await llamaCpp.candidates(machineOf('linux', home, { XDG_CACHE_HOME: moved }))).toEqual([
    join(moved, 'llama.cpp'),
  ])
  expect(await llamaCpp.candidates(machineOf('win32', home, { LOCALAPPDATA: moved }))).toEqual([
    join(moved, 'llama.cpp'),
  ])
  expect(await llamaCpp.candidates(machineOf('linux', home, { XDG_CACHE_HOME: 'relative' }))).toEqual([
    join(home, '.cache/llama.cpp'),
  ])
})
