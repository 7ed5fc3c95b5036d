import {
  type ChatHistoryItem,
  type ChatWrapper,
  GeneralChatWrapper,
  JinjaTemplateChatWrapper,
  type LlamaModel,
  type LlamaText,
  resolveChatWrapper,
  SpecialTokensText,
  type Token,
} from 'node-llama-cpp'
import type { HistoryTurn } from '../../core/ports/engine-link.ts'
import type { AnswerMemory } from './answer-memory.ts'

/** What ends an answer beside the model's own end-of-generation tokens. */
export type StopTriggers = { tokens: ReadonlySet<Token>; strings: string[] }

export type RenderedPrompt = { tokens: Token[]; stop: StopTriggers }

/** Turns a conversation into the tokens that the model was trained to see, by the template in its file. */
export class ChatTemplate {
  readonly #model: LlamaModel
  readonly #wrapper: ChatWrapper

  constructor(model: LlamaModel) {
    this.#model = model
    this.#wrapper = chooseWrapper(model)
  }

  /**
   * The prompt for the next answer; where the history ends with an answer, for its continuation. Text of the conversation never becomes
   * a special token. Answers that `memory` knows keep the very tokens they were generated with, so that the KV cache fits.
   */
  render(systemPrompt: string, history: readonly HistoryTurn[], memory: AnswerMemory): RenderedPrompt {
    const items: ChatHistoryItem[] = history.map((turn) =>
      turn.role === 'user' ? { type: 'user', text: turn.text } : { type: 'model', response: [turn.text] },
    )
    if (systemPrompt.trim() !== '') items.unshift({ type: 'system', text: systemPrompt })
    if (history.at(-1)?.role !== 'assistant') items.push({ type: 'model', response: [] })
    const state = this.#wrapper.generateContextState({ chatHistory: items })
    return {
      tokens: this.#tokenize(state.contextText, memory),
      stop: this.#stopTriggers(state.stopGenerationTriggers),
    }
  }

  #tokenize(text: LlamaText, memory: AnswerMemory): Token[] {
    const { tokenizer, tokens: special } = this.#model
    const tokens = text.values.flatMap((value) => {
      if (typeof value !== 'string') return value.tokenize(tokenizer)
      return memory.tokensOf(value) ?? tokenizer(value, false)
    })
    if (special.shouldPrependBosToken && special.bos !== null && tokens[0] !== special.bos) tokens.unshift(special.bos)
    return tokens
  }

  #stopTriggers(triggers: readonly LlamaText[]): StopTriggers {
    const tokens = new Set<Token>()
    const strings = new Set<string>()
    for (const trigger of triggers) {
      const [first] = trigger.tokenize(this.#model.tokenizer)
      if (this.#model.isSpecialToken(first) && first !== undefined) {
        tokens.add(first)
      } else {
        const text = trigger.values
          .map((value) => (typeof value === 'string' || value instanceof SpecialTokensText ? value.toString() : ''))
          .join('')
        if (text !== '') strings.add(text)
      }
    }
    return { tokens, strings: [...strings] }
  }
}

/** The file's own Jinja template; where it has none or a broken one, the best guess by the model's family, else plain titles. */
function chooseWrapper(model: LlamaModel): ChatWrapper {
  const template = model.fileInfo.metadata.tokenizer?.chat_template
  if (template !== undefined && template.trim() !== '') {
    try {
      return new JinjaTemplateChatWrapper({
        template,
        tokenizer: model.tokenizer,
        // An answer stays as it was generated, else the next turn would not find it in the KV cache.
        trimLeadingWhitespaceInResponses: false,
      })
    } catch {
      // A template that does not render: go on as if there were none.
    }
  }
  return resolveChatWrapper(model, { warningLogs: false, noJinja: true }) ?? new GeneralChatWrapper()
}
