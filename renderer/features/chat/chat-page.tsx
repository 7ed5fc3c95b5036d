/** The page of a conversation; an empty one where `conversationId` is null. */
export const ChatPage = ({ conversationId }: { conversationId: string | null }) => (
  <div data-conversation={conversationId ?? undefined} />
)
