import type { ConversationDetail } from '../../core/application/queries.ts';
import { paths, type View } from '../frame/env.ts';

type PrivacyProps = { readonly view: View; readonly detail: ConversationDetail };

/** What somebody types to erase a customer: the name, or what stands for a missing one. */
export function nameToType({ customer }: ConversationDetail, { words }: View): string {
  return customer.name.trim() || words.thread.customer;
}

/** For administrators: all that is known of the customer as a file, and its end. */
export function Privacy({ view, detail }: PrivacyProps) {
  const { words } = view;
  const { conversationId, repairs } = detail;
  const isOpen = repairs.some(({ status }) => status !== 'collected' && status !== 'cancelled');
  return (
    <details class="privacy" id={`privacy-${conversationId}`} hx-morph-skip>
      <summary>{words.privacy.title}</summary>
      <form method="post" action={paths.exportCustomer(conversationId)}>
        <p class="hint">{words.privacy.exportText}</p>
        <button type="submit" class="outline">
          {words.privacy.export}
        </button>
      </form>
      <form method="post" action={paths.eraseCustomer(conversationId)}>
        <p class="hint">{words.privacy.eraseText}</p>
        <label>
          {words.privacy.typeName(nameToType(detail, view))}
          <input type="text" name="typedName" required maxlength={500} autocomplete="off" />
        </label>
        {isOpen && (
          <label>
            <input type="checkbox" name="evenOpen" value="yes" /> {words.privacy.evenOpen}
          </label>
        )}
        <button type="submit">{words.privacy.erase}</button>
      </form>
    </details>
  );
}
