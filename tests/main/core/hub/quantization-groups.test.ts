import { expect, it } from 'vitest'
import { quantizationGroups } from '../../../../main/core/hub/quantization-groups.ts'

const groups = (sizes: Record<string, number | null>) =>
  quantizationGroups(Object.entries(sizes).map(([rfilename, size]) => ({ rfilename, size })))
const names = (...paths: string[]) =>
  groups(Object.fromEntries(paths.map((path, index) => [path, paths.length - index]))).map(({ name }) => name)

it('brings the parts of a split model together, in their order', () => {
  const [only, ...others] = groups({
    'UD-Q4_K_XL/Model-UD-Q4_K_XL-00002-of-00003.gguf': 20,
    'UD-Q4_K_XL/Model-UD-Q4_K_XL-00003-of-00003.gguf': 3,
    'UD-Q4_K_XL/Model-UD-Q4_K_XL-00001-of-00003.gguf': 100,
  })
  expect(others).toEqual([])
  expect(only).toMatchObject({ name: 'UD-Q4_K_XL', sizeBytes: 123 })
  expect(only?.files.map(({ path }) => path.slice(-19))).toEqual([
    '-00001-of-00003.gguf'.slice(-19),
    '-00002-of-00003.gguf'.slice(-19),
    '-00003-of-00003.gguf'.slice(-19),
  ])
})

it.each([
  ['a part is missing', ['m-Q8_0-00001-of-00003.gguf', 'm-Q8_0-00003-of-00003.gguf']],
  ['the parts do not agree on their number', ['m-Q8_0-00001-of-00002.gguf', 'm-Q8_0-00002-of-00003.gguf']],
  ['it claims to have no parts', ['m-Q8_0-00000-of-00000.gguf']],
])('does not offer a split model where %s', (_, paths) => {
  expect(names(...paths)).toEqual([])
})

// The bug: each name was held against all others, for half a minute, while nothing else in the app could move.
it('offers no more of forty thousand files than can be read', () => {
  const paths = Array.from({ length: 40_000 }, (_, index) => `m${index}.gguf`)
  expect(names(...paths)).toEqual(paths.slice(0, 500).map((path) => path.replace('.gguf', '')))
})

it('leaves out what is no model by itself', () => {
  expect(
    names(
      'mmproj-F16.gguf',
      'model-mmproj-Q8_0.gguf',
      'imatrix_unsloth.gguf',
      'Model.imatrix',
      'Model-imatrix.gguf',
      'MTP/mtp-Model-Q4_0.gguf',
      'README.md',
      'model.safetensors',
      'Model-Q4_0.gguf.part',
      'Model-Q4_0.gguf',
    ),
  ).toEqual(['Q4_0'])
})

// A repository's name may have `imatrix` in it: its models are models.
it('keeps models whose name only begins like that', () => {
  expect(names('Model-i1-Q4_K_M.gguf', 'mtpx-Q8_0.gguf', 'imatrixed-Q6_K.gguf')).toEqual(['Q4_K_M', 'Q8_0', 'Q6_K'])
})

it('tells two files of one quantization apart by their names, else by their folders', () => {
  expect(names('Qwen-0.5B-Q4_0.gguf', 'Qwen-1.8B-Q4_0.gguf', 'Qwen-1.8B-Q8_0.gguf')).toEqual([
    'Qwen-0.5B-Q4_0',
    'Qwen-1.8B-Q4_0',
    'Q8_0',
  ])
  expect(names('a/model-Q4_0.gguf', 'b/model-Q4_0.gguf')).toEqual(['a/model-Q4_0.gguf', 'b/model-Q4_0.gguf'])
})

it('goes by the file where it tells no quantization', () => {
  expect(names('ggml-model.gguf')).toEqual(['ggml-model'])
  expect(names('MODEL-Q4_K_M.GGUF')).toEqual(['Q4_K_M'])
})

it('puts the largest first, and those without a size last', () => {
  const sizes = { 'm-Q4_0.gguf': 4, 'm-F16.gguf': null, 'm-Q8_0.gguf': 8 }
  expect(groups(sizes).map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
    ['Q8_0', 8],
    ['Q4_0', 4],
    ['F16', null],
  ])
})

it('knows no sum where it would be beyond all counting', () => {
  const most = Number.MAX_SAFE_INTEGER
  expect(groups({ 'm-Q8_0-00001-of-00002.gguf': most, 'm-Q8_0-00002-of-00002.gguf': most })[0]?.sizeBytes).toBeNull()
})
