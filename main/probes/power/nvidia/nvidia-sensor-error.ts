/**
 * How far the readings of NVIDIA's boards are from a power meter in steady state, by card: from 6 % below it to 11 % above it (Yang, Adamek,
 * Armour: "Part-time Power Measurements: nvidia-smi's Lack of Attention", arXiv 2312.02741).
 */
const readsBelow = 0.06
const readsAbove = 0.11

/**
 * How far the truth may be from a reading. A card that reads 11 % too much has its truth below the reading, and one that reads 6 % too little
 * above it. NVML's energy counter adds up the same sensors.
 */
export const nvidiaSensorErrorShare = { below: 1 - 1 / (1 + readsAbove), above: 1 / (1 - readsBelow) - 1 }
