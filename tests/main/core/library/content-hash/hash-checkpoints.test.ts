import { expect, it } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { HashCheckpoints } from '../../../../../main/core/library/content-hash/hash-checkpoints.ts'

const file = { path: '/models/a.gguf', sizeBytes: 1000, modifiedAtMs: 5 }
const checkpoint = { hashedBytes: 400, state: 'AAAA' }

function makeCheckpoints(text: string | null = null) {
  const memory = { text }
  const checkpoints = new HashCheckpoints({
    recall: () => memory.text,
    remember: (_, value) => {
      memory.text = value
    },
  })
  return { checkpoints, memory }
}

it('keeps the newest of each file, until it is dropped', () => {
  const { checkpoints, memory } = makeCheckpoints()
  checkpoints.save(file, checkpoint)
  checkpoints.save(file, { ...checkpoint, hashedBytes: 800 })
  checkpoints.save({ ...file, path: '/models/b.gguf' }, checkpoint)
  expect(checkpoints.find(file)).toEqual({ ...checkpoint, hashedBytes: 800 })
  checkpoints.drop('/models/b.gguf')
  expect(checkpoints.find({ ...file, path: '/models/b.gguf' })).toBeNull()
  checkpoints.drop(file.path)
  expect(memory.text).toBeNull()
})

// Half of one file and half of another have a hash too.
it('knows nothing of a file that changed since', () => {
  const { checkpoints } = makeCheckpoints()
  checkpoints.save(file, checkpoint)
  expect(checkpoints.find({ ...file, sizeBytes: 1001 })).toBeNull()
  expect(checkpoints.find({ ...file, modifiedAtMs: 6 })).toBeNull()
  expect(checkpoints.find({ ...file, path: '/models/b.gguf' })).toBeNull()
})

// The database was as full as the disk, and the app ended over a checkpoint.
it('does without what cannot be kept', () => {
  const checkpoints = new HashCheckpoints({
    recall: () => null,
    remember: () => {
      throw new Fault('DISK_FULL')
    },
  })
  checkpoints.save(file, checkpoint)
  expect(checkpoints.find(file)).toBeNull()
})

it('keeps those of a few files alone', () => {
  const { checkpoints } = makeCheckpoints()
  for (let index = 0; index < 20; index += 1) checkpoints.save({ ...file, path: `/models/${index}` }, checkpoint)
  expect(checkpoints.find({ ...file, path: '/models/19' })).toEqual(checkpoint)
  expect(checkpoints.find({ ...file, path: '/models/0' })).toBeNull()
})

it.each(['no JSON', '[{}]', '{}', JSON.stringify([{ ...file, hashedBytes: 1001, state: 'AAAA' }])])(
  'takes what it cannot use for nothing: %s',
  (text) => {
    const { checkpoints } = makeCheckpoints(text)
    expect(checkpoints.find(file)).toBeNull()
    checkpoints.save(file, checkpoint)
    expect(checkpoints.find(file)).toEqual(checkpoint)
  },
)
