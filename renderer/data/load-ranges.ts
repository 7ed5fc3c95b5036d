/** The range of each number of the load options, as the contract has it, and the step of its buttons. Each may be left to Wattle. */
export const loadNumberRanges = {
  contextTokens: { min: 256, max: 1_048_576, isInteger: true, isNullable: true, step: 1024 },
  threads: { min: 1, max: 256, isInteger: true, isNullable: true, step: 1 },
  gpuLayers: { min: 0, max: 1000, isInteger: true, isNullable: true, step: 1 },
  batchTokens: { min: 32, max: 16_384, isInteger: true, isNullable: true, step: 32 },
  ubatchTokens: { min: 32, max: 8192, isInteger: true, isNullable: true, step: 32 },
}
