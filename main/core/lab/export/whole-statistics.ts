/** llama-bench's times are whole numbers of 64 bits, and so are its sums of them. */
const bits = 64

/** As `avg<uint64_t>` of llama-bench, cut to a whole number. */
export function wholeAverage(values: readonly number[]): bigint {
  return values.length === 0 ? 0n : sum(values.map(BigInt)) / BigInt(values.length)
}

/**
 * As `stdev<uint64_t>` of llama-bench: each step is cut to a whole number, squares of times over 4.29 s wrap at 64 bits, and so does a
 * difference below nothing. What comes out is what its file has, and close to the deviation only for short times.
 */
export function wholeDeviation(values: readonly number[]): bigint {
  if (values.length <= 1) return 0n
  const count = BigInt(values.length)
  const mean = wholeAverage(values)
  const squares = sum(values.map((value) => wrap(BigInt(value) * BigInt(value))))
  const variance = wrap(squares / (count - 1n) - wrap(wrap(mean * mean) * count) / (count - 1n))
  return BigInt(Math.trunc(Math.sqrt(Number(variance))))
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => wrap(total + value), 0n)
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(bits, value)
}
