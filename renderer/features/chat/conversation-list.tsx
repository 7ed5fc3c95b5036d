/** The contents column of the chat section. */
export const ConversationList = (_props: { currentId: string | null }) => null
