import type { ForeignProgram } from './foreign-program.ts'
import { huggingFace } from './hugging-face.ts'
import { jan } from './jan.ts'
import { llamaCpp } from './llama-cpp.ts'
import { lmStudio } from './lm-studio.ts'
import { ollama } from './ollama.ts'

/** Every program whose models can be taken into the library. */
export const foreignPrograms: readonly ForeignProgram[] = [lmStudio, jan, ollama, huggingFace, llamaCpp]
