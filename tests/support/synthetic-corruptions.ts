import type { ErrorCode } from '../../preload/contract/errors.ts'
import { type GgufTensorPlace, type GgufValue, writeGgufHeader } from './gguf-writer.ts'

/** A file that no model can be read from; `label` is its name without the ending. */
export type CorruptModel = { label: string; content: Buffer; code: ErrorCode }

type Content = {
  version?: number
  metadata: readonly (readonly [string, GgufValue])[]
  tensors: readonly GgufTensorPlace[]
}

/** Where the header has its counts, after the magic number and the version. */
const tensorCountAt = 8
const keyCountAt = 16

/** What can be wrong with a model's file, one of each kind. */
export function corruptModels({ metadata, tensors }: Content): CorruptModel[] {
  const whole = fileOf({ metadata, tensors })
  const headerBytes = writeGgufHeader({ metadata, tensors }).length
  const [firstKey, ...otherKeys] = metadata
  const [firstTensor, secondTensor, ...otherTensors] = tensors
  if (firstKey === undefined || firstTensor === undefined || secondTensor === undefined) throw new Error('too small')
  const text = (label: string, content: string): CorruptModel => ({
    label,
    content: Buffer.from(content, 'latin1'),
    code: 'MODEL_FILE_NOT_GGUF',
  })
  const cut = (label: string, length: number): CorruptModel => ({
    label,
    content: whole.subarray(0, length),
    code: 'MODEL_FILE_TRUNCATED',
  })
  const corrupt = (label: string, content: Buffer): CorruptModel => ({ label, content, code: 'MODEL_FILE_CORRUPT' })
  const withTensors = (label: string, ...changed: GgufTensorPlace[]) =>
    corrupt(label, fileOf({ metadata, tensors: [...changed, ...otherTensors] }))
  const withKeys = (label: string, ...changed: Content['metadata']) =>
    corrupt(label, fileOf({ metadata: [...metadata, ...changed], tensors }))

  return [
    { label: 'empty', content: Buffer.alloc(0), code: 'MODEL_FILE_EMPTY' },
    text('web-page', '<!DOCTYPE html><title>Sign in</title>'),
    text('archive', 'PK\x03\x04 and more'),
    text('picture', '\x89PNG\r\n'),
    text('safetensors', '\x10\0\0\0\0\0\0\0{"a":1}'),
    text('lfs-pointer', 'version https://git-lfs.github.com/spec/v1'),
    text('older-format', 'tjgg\x03'),
    text('zeros', '\0'.repeat(64)),
    cut('cut-in-magic', 3),
    cut('cut-in-counts', 20),
    cut('cut-in-keys', 60),
    cut('cut-in-tensors', headerBytes - 70),
    cut('cut-in-data', headerBytes + 10),
    cut('last-byte-missing', whole.length - 1),
    // Alone of three.
    { label: 'alone-00001-of-00003', content: whole, code: 'MODEL_PARTS_MISSING' },
    corrupt('first-version', fileOf({ version: 1, metadata, tensors })),
    corrupt('big-endian', fileOf({ version: 0x03000000, metadata, tensors })),
    corrupt('too-many-keys', withCount(whole, keyCountAt, 2n ** 40n)),
    corrupt('too-many-tensors', withCount(whole, tensorCountAt, 2n ** 40n)),
    corrupt('one-tensor-more', withCount(whole, tensorCountAt, BigInt(tensors.length + 1))),
    corrupt('no-architecture', fileOf({ metadata: otherKeys, tensors })),
    withKeys('key-twice', firstKey),
    withKeys('odd-alignment', ['general.alignment', { type: 'u32', value: 24 }]),
    withKeys('part-under-another-name', ['split.count', { type: 'u16', value: 3 }]),
    withTensors('tensor-twice', firstTensor, firstTensor),
    withTensors('unknown-type', { ...firstTensor, typeNumber: 99 }, secondTensor),
    // Four rows of 64 are as many bytes as one block of 256.
    withTensors('half-a-block', { ...firstTensor, dimensions: [64, 64] }, secondTensor),
    withTensors('many-dimensions', { ...firstTensor, dimensions: [256, 1, 1, 1, 1] }, secondTensor),
    withTensors('long-name', { ...firstTensor, name: 'n'.repeat(64) }, secondTensor),
    withTensors('out-of-place', { ...firstTensor, sizeBytes: firstTensor.sizeBytes + 32 }, secondTensor),
  ]
}

function fileOf(content: Content): Buffer {
  const dataBytes = content.tensors.reduce((sum, { sizeBytes }) => sum + Math.ceil(sizeBytes / 32) * 32, 0)
  return Buffer.concat([writeGgufHeader(content), Buffer.alloc(dataBytes)])
}

function withCount(file: Buffer, at: number, count: bigint): Buffer {
  const changed = Buffer.from(file)
  changed.writeBigUInt64LE(count, at)
  return changed
}
