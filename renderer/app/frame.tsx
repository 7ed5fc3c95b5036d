import { ChatPage } from '../features/chat/chat-page.tsx'
import { ConversationList } from '../features/chat/conversation-list.tsx'

/** The three bands of every screen: masthead, page, meter strip. */
export const Frame = () => (
  <main>
    <ConversationList currentId={null} />
    <ChatPage conversationId={null} />
  </main>
)
