import type { Model, ModelDetails } from '#contract/models.ts'

const template = `{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}
{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`

/** What a file of the showcase says of itself; one family's templates differ. */
export const showcaseDetails = (model: Model): ModelDetails => ({
  modelId: model.id,
  originalName: model.name,
  notes: model.hasNotes ? 'Writes TypeScript that compiles. Weak at regular expressions; ask twice.' : '',
  source: {
    kind: 'hugging-face',
    name: 'Qwen/Qwen2.5-Coder-7B-Instruct-GGUF',
    revision: '13fb94bfd8bc4b1b3e0b9b3b1b5a3a6a34c2c1b2',
    fetchedAtMs: 1_780_000_000_000,
  },
  files: [{ path: model.path, sizeBytes: model.sizeBytes, isReachable: true }],
  headCount: 28,
  kvHeadCount: 4,
  embeddingLength: 3584,
  vocabularySize: 152_064,
  expertCount: null,
  expertUsedCount: null,
  slidingWindowTokens: null,
  tensorTypes: [
    { type: 'Q5_K', tensorCount: 169, elementCount: 5e9, sizeBytes: 3_900_000_000 },
    { type: 'Q6_K', tensorCount: 29, elementCount: 2e9, sizeBytes: 1_540_000_000 },
    { type: 'F32', tensorCount: 141, elementCount: 1e6, sizeBytes: 1_400_000 },
  ],
  tensors: Array.from({ length: 339 }, (_, index) => ({
    name: `blk.${index % 28}.${['attn_q', 'attn_k', 'ffn_up', 'ffn_down'][index % 4]}.weight`,
    type: index < 169 ? 'Q5_K' : index < 198 ? 'Q6_K' : 'F32',
    dimensions: [3584, 18_944],
    sizeBytes: 46_700_000,
  })).map((tensor, index) => ({ ...tensor, name: `${tensor.name}.${index}` })),
  template: {
    source: template,
    isCut: false,
    sha256: 'a3b1c5d7e9f1a3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e5f7a9b1c3d5e7f9a1b3',
    differsFrom:
      model.ladderId === 'Gemma 3 4B Instruct'
        ? [{ modelId: 'Gemma-3-4B-Instruct-Q8_0.gguf', name: model.name, quantization: 'Q8_0' }]
        : [],
  },
  metadata: [
    ['general.architecture', 'string', model.architecture, null],
    ['general.name', 'string', model.name, null],
    ['general.file_type', 'uint32', '17', null],
    ['qwen2.context_length', 'uint32', '131072', null],
    ['qwen2.attention.head_count', 'uint32', '28', null],
    ['tokenizer.ggml.tokens', 'array of string', '!, ", #, $, %, &, \', (, ), *, +', 152_064],
    ['tokenizer.chat_template', 'string', template, null],
  ].map(([key, type, value, length]) => ({
    key: String(key),
    type: String(type),
    value: String(value),
    isCut: length !== null,
    length: typeof length === 'number' ? length : null,
  })),
})
