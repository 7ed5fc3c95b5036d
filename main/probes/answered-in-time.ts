/** An answer of the system's tools; null where it fails or does not come in time. */
export async function answeredInTime<T>(answer: Promise<T>, patienceMs: number): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), patienceMs)
  try {
    return await Promise.race([answer.catch(() => null), promise])
  } finally {
    clearTimeout(timer)
  }
}
