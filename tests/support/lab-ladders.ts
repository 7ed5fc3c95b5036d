/** One rung of a made-up ladder: what is true of it, before noise. */
export type Rung = {
  quantization: string
  sizeBytes: number
  residentBytes: number
  vramBytes: number | null
  prefillTokensPerSecond: number
  decodeTokensPerSecond: number
  powerW: number
  ttftMs: number
  perplexity: number
  kl: number
  sameTop: number
}

type Row = [string, number, number, number | null, number, number, number, number, number, number, number]

/** Megabytes of the file, MiB resident, MiB of VRAM, pp512, tg128, watts, TTFT, perplexity, mean KL, same top. */
function rung([
  quantization,
  megabytes,
  residentMiB,
  vramMiB,
  pp,
  tg,
  powerW,
  ttftMs,
  perplexity,
  kl,
  sameTop,
]: Row): Rung {
  return {
    quantization,
    sizeBytes: megabytes * 1_000_000,
    residentBytes: residentMiB * 1_048_576,
    vramBytes: vramMiB === null ? null : vramMiB * 1_048_576,
    prefillTokensPerSecond: pp,
    decodeTokensPerSecond: tg,
    powerW,
    ttftMs,
    perplexity,
    kl,
    sameTop,
  }
}

/** A model of 135 million parameters on a processor of six cores, with its F16 as the reference. Q3_K_M is slower than Q4_K_M. */
export const smallLadder: Rung[] = [
  rung(['F16', 271, 318, null, 520, 58, 54, 380, 29.82, 0, 1]),
  rung(['Q8_0', 145, 192, null, 640, 98, 52, 310, 29.85, 0.0016, 0.977]),
  rung(['Q6_K', 138, 186, null, 590, 102, 53, 335, 29.97, 0.0061, 0.957]),
  rung(['Q5_K_M', 112, 160, null, 560, 109, 52, 352, 30.31, 0.0142, 0.931]),
  rung(['Q4_K_M', 105, 153, null, 585, 121, 51, 340, 31.2, 0.0421, 0.884]),
  rung(['Q3_K_M', 94, 141, null, 480, 112, 53, 410, 34.9, 0.154, 0.793]),
  rung(['Q2_K', 88, 135, null, 540, 126, 51, 366, 42.7, 0.371, 0.702]),
]

/** A model of 8 billion parameters with a graphics card of 8 GB: Q8_0 fits in part. Its BF16 is the reference, and is not compared. */
export const largeLadder: Rung[] = [
  rung(['Q8_0', 8541, 2410, 7640, 610, 9.6, 114, 1650, 6.234, 0.0014, 0.977]),
  rung(['Q6_K', 6596, 690, 7168, 1490, 29.4, 105, 540, 6.253, 0.0054, 0.96]),
  rung(['Q5_K_M', 5733, 640, 6410, 1530, 34.1, 105, 520, 6.289, 0.0108, 0.944]),
  rung(['Q4_K_M', 4921, 610, 5693, 1620, 40.3, 104, 490, 6.407, 0.0304, 0.919]),
  rung(['Q3_K_M', 4019, 580, 4895, 1440, 39.6, 107, 560, 6.889, 0.102, 0.853]),
  rung(['Q2_K', 3179, 540, 4147, 1510, 47.2, 106, 530, 9.752, 0.439, 0.711]),
]
