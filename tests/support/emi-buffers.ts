const picowattHoursPerJoule = 1 / 3.6e-9

function name(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le')
}

/** Maker and model, 16 characters each, and a revision. */
function head(): Buffer {
  const bytes = Buffer.alloc(66)
  name('Microsoft').copy(bytes, 0)
  name('PPM').copy(bytes, 32)
  bytes.writeUInt16LE(1, 64)
  return bytes
}

function sized(text: string): Buffer {
  const bytes = name(text)
  const size = Buffer.alloc(2)
  size.writeUInt16LE(bytes.length)
  return Buffer.concat([size, bytes])
}

/** EMI_METADATA_V1 of emi.h. */
export function emiMetadata1(channel: string, unit = 0): Buffer {
  const measured = Buffer.alloc(4)
  measured.writeUInt32LE(unit)
  return Buffer.concat([measured, head(), sized(channel)])
}

/** EMI_METADATA_V2 of emi.h. */
export function emiMetadata2(channels: readonly string[], unit = 0): Buffer {
  const count = Buffer.alloc(2)
  count.writeUInt16LE(channels.length)
  const measured = Buffer.alloc(4)
  measured.writeUInt32LE(unit)
  return Buffer.concat([head(), count, ...channels.flatMap((channel) => [measured, sized(channel)])])
}

/** EMI_MEASUREMENT_DATA_V2 of emi.h: energy and time for each channel. */
export function emiMeasurements(values: readonly { joules: number; deviceMs: number }[]): Buffer {
  const bytes = Buffer.alloc(values.length * 16)
  for (const [index, { joules, deviceMs }] of values.entries()) {
    bytes.writeBigUInt64LE(BigInt(Math.round(joules * picowattHoursPerJoule)), index * 16)
    bytes.writeBigUInt64LE(BigInt(Math.round(deviceMs * 10_000)), index * 16 + 8)
  }
  return bytes
}
