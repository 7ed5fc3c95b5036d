/**
 * How far the sensors of NVIDIA's boards are off in steady state, by card: −6 % to +11 % (Yang, Adamek, Armour: "Part-time Power
 * Measurements: nvidia-smi's Lack of Attention", arXiv 2312.02741). NVML's energy counter adds up the same sensors.
 */
export const nvidiaSensorErrorShare = { below: 0.06, above: 0.11 }
