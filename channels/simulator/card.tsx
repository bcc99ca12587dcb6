import type { Card, CardAction, CardInput, CardLine } from '../channel.ts';
import { isSafeAddress, RichText } from './rich-text.tsx';
import type { Words } from './wording.ts';

type CardProps = { readonly card: Card; readonly externalId: string; readonly taps: string; readonly words: Words };

/** A card drawn as HTML; its inputs and buttons are one form, so that a tap carries what was typed. */
export function CardView({ card, externalId, taps, words }: CardProps) {
  return (
    <article class="drawn-card">
      <h3>{card.title}</h3>
      {card.subtitle && <p class="subtitle">{card.subtitle}</p>}
      {card.text && (
        <p class="text">
          <RichText text={card.text} bold />
        </p>
      )}
      {card.facts && card.facts.length > 0 && (
        <dl>
          {card.facts.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {card.lines && card.lines.length > 0 && (
        <ul class="lines">
          {card.lines.map((line) => (
            <LineView line={line} words={words} />
          ))}
        </ul>
      )}
      <Picture card={card} />
      <Links card={card} />
      <Form card={card} externalId={externalId} taps={taps} />
    </article>
  );
}

function LineView({ line, words }: { line: CardLine; words: Words }) {
  const whole = (
    <>
      <span>{line.text}</span> {line.amount && <span class="amount">{line.amount}</span>}
    </>
  );
  switch (line.state) {
    case 'approved':
      return (
        <li class="approved">
          <strong>{whole}</strong>
          <span class="unseen">, {words.approved}</span>
        </li>
      );
    case 'declined':
      return (
        <li class="declined">
          <s>{whole}</s>
          <span class="unseen">, {words.declined}</span>
        </li>
      );
    case 'pending':
    case 'plain':
      return (
        <li class={line.state}>
          <div>{whole}</div>
        </li>
      );
  }
}

function Picture({ card: { image } }: { card: Card }) {
  return image && isSafeAddress(image.url) ? <img class="card-image" src={image.url} alt={image.alt} /> : null;
}

function Links({ card: { links = [] } }: { card: Card }) {
  return links.length === 0 ? null : (
    <p class="links">
      {links
        .filter(({ url }) => isSafeAddress(url))
        .map(({ label, url }) => (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ))}
    </p>
  );
}

function Form({ card, externalId, taps }: Pick<CardProps, 'card' | 'externalId' | 'taps'>) {
  const { inputs = [], actions = [] } = card;
  if (inputs.length === 0 && actions.length === 0) return null;
  return (
    <form method="post" action={taps} data-post="tap">
      <input type="hidden" name="onMessage" value={externalId} />
      {inputs.map((input) => (
        <Field input={input} id={`${externalId}-${input.name}`} />
      ))}
      {actions.length > 0 && (
        <div class="choices">
          {actions.map((action) => (
            <Action action={action} />
          ))}
        </div>
      )}
    </form>
  );
}

function Field({ input, id }: { input: CardInput; id: string }) {
  return (
    <p class="field">
      <label for={id}>{input.label}</label>
      <Input input={input} id={id} />
    </p>
  );
}

function Input({ input, id }: { input: CardInput; id: string }) {
  return input.options ? (
    <select id={id} name={`values.${input.name}`}>
      {input.options.map(({ value, label }) => (
        <option value={value} selected={value === input.value}>
          {label}
        </option>
      ))}
    </select>
  ) : (
    <input
      type="text"
      id={id}
      name={`values.${input.name}`}
      value={input.value}
      placeholder={input.placeholder}
      autocomplete="off"
    />
  );
}

function Action({ action: { token, label, style } }: { action: CardAction }) {
  return (
    <button
      type="submit"
      name="token"
      value={token}
      class={style === 'primary' ? undefined : 'outline'}
      data-variant={style === 'danger' ? 'danger' : undefined}
    >
      {label}
    </button>
  );
}
