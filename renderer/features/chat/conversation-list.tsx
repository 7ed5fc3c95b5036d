/** The contents column of Chat: every conversation, by day. */
export const ConversationList = ({ currentId }: { currentId: string | null }) => (
  <nav data-current={currentId ?? undefined} />
)
