/**
 * What the Energy Meter Interface of Windows fills its buffers with, after emi.h of the Windows SDK
 * (learn.microsoft.com/windows/win32/api/emi): EMI_METADATA_V1, EMI_METADATA_V2 with EMI_CHANNEL_V2, EMI_CHANNEL_MEASUREMENT_DATA.
 * All numbers are little-endian, names are UTF-16 and end with a zero.
 */

/** EMI_NAME_MAX: characters of a maker's name. */
const nameBytes = 16 * 2
/** EmiMeasurementUnitPicowattHours, the only unit that there is. */
const picowattHours = 0
const joulesPerPicowattHour = 3.6e-9
const measurementBytes = 16

/** A reading of one channel. */
export type EmiMeasurement = {
  joules: number
  /** Of the device's own clock, which counts from an instant of its own. */
  deviceMs: number
}

/** The names of a device's channels, in the order of its measurements; null where the buffer is none of this version, or its unit is another. */
export function parseEmiChannels(version: number, metadata: Buffer): string[] | null {
  try {
    if (version === 1) return parseVersion1(metadata)
    return version === 2 ? parseVersion2(metadata) : null
  } catch {
    // Shorter than it says.
    return null
  }
}

function parseVersion1(metadata: Buffer): string[] | null {
  if (metadata.readUInt32LE(0) !== picowattHours) return null
  // The unit, maker, model and revision come before.
  const sizeAt = 4 + 2 * nameBytes + 2
  const name = nameAt(metadata, sizeAt)
  return name === null ? null : [name]
}

function parseVersion2(metadata: Buffer): string[] | null {
  const countAt = 2 * nameBytes + 2
  const count = metadata.readUInt16LE(countAt)
  const names: string[] = []
  let at = countAt + 2
  for (let index = 0; index < count; index += 1) {
    if (metadata.readUInt32LE(at) !== picowattHours) return null
    const name = nameAt(metadata, at + 4)
    if (name === null) return null
    names.push(name)
    at += 4 + 2 + metadata.readUInt16LE(at + 4)
  }
  return names
}

/** A name behind its size in bytes. */
function nameAt(metadata: Buffer, sizeAt: number): string | null {
  const size = metadata.readUInt16LE(sizeAt)
  const bytes = metadata.subarray(sizeAt + 2, sizeAt + 2 + size)
  return bytes.length === size ? (bytes.toString('utf16le').split('\0')[0] ?? '') : null
}

/** The measurements of a device's channels; null where the buffer holds another number of them. */
export function parseEmiMeasurements(bytes: Buffer, channels: number): EmiMeasurement[] | null {
  if (bytes.length !== channels * measurementBytes) return null
  return Array.from({ length: channels }, (_, index) => ({
    // AbsoluteEnergy, then AbsoluteTime in steps of 100 ns.
    joules: Number(bytes.readBigUInt64LE(index * measurementBytes)) * joulesPerPicowattHour,
    deviceMs: Number(bytes.readBigUInt64LE(index * measurementBytes + 8)) / 10_000,
  }))
}

export function emiMeasurementBytes(channels: number): number {
  return channels * measurementBytes
}
