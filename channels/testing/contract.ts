import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adapt } from '../adapt.ts';
import type { Channel, ChatId, InboundMessage, OutboundMessage, Receive, ReceiveTap } from '../channel.ts';
import { acknowledgesTaps, DeliveryError, editsMessages } from '../channel.ts';

/** A message as the person sees it: without markup signs, with edits applied. */
export type ShownMessage = {
  readonly externalId: string;
  readonly text: string;
  /** The words in bold. */
  readonly bold: readonly string[];
  readonly choices: readonly { readonly token: string; readonly label: string }[];
};

/** An adapter together with the person at the other end of its network. */
export type ContractSubject = {
  readonly channel: Channel;
  /** The chat with that person; the channel may write there. */
  readonly chat: ChatId;
  /** What the person sees of us, oldest first. */
  shown(): Promise<readonly ShownMessage[]>;
  /** The person writes; resolves once the network has the message, or has pushed it. */
  writes(text: string): Promise<void>;
  /** The person taps the button with this token; needed only where choices are buttons. */
  taps(token: string): Promise<void>;
  /** The network repeats its newest event, as after a lost answer. */
  redelivers(): Promise<void>;
  /** The network refuses everything to this person from now on. */
  refuses(): Promise<void>;
  /** Stops the other side; the signal of `start` is aborted before. */
  close(): Promise<void>;
};

/** Makes a fresh subject; a push transport calls `channel.webhook` with this `receive`. */
export type ContractSetup = (receive: Receive) => Promise<ContractSubject>;

/** For a network that never waits for a card. */
export const neverAnswers: ReceiveTap = async () => {
  throw new Error('Nobody waits for a card here.');
};

/** The rules for every adapter; `setup` makes a fresh adapter and peer for each rule. */
export function channelContract(name: string, setup: ContractSetup): void {
  describe(`${name}: the channel contract`, () => {
    const stage = onStage(setup);
    describesItself(stage);
    sendsInOrder(stage);
    receives(stage);
    replaces(stage);
    fails(stage);
    startsAndStops(stage);
  });
}

type Stage = {
  subject(): ContractSubject;
  received(): readonly InboundMessage[];
  start(): Promise<void>;
  stop(): void;
};

function onStage(setup: ContractSetup): Stage {
  let subject: ContractSubject | undefined;
  let received: InboundMessage[] = [];
  let stopper = new AbortController();
  const receive: Receive = async (message) => {
    received.push(message);
  };
  beforeEach(async () => {
    received = [];
    stopper = new AbortController();
    subject = await setup(receive);
  });
  afterEach(async () => {
    stopper.abort();
    await subject?.close();
    subject = undefined;
  });
  return {
    subject: () => {
      if (subject === undefined) throw new Error('The subject of the contract is not set up.');
      return subject;
    },
    received: () => received,
    start: async () => (subject === undefined ? undefined : subject.channel.start(receive, stopper.signal)),
    stop: () => stopper.abort(),
  };
}

function text(words: string): OutboundMessage {
  return { kind: 'text', text: words };
}
async function texts({ subject }: Stage) {
  return (await subject().shown()).map((message) => message.text);
}

/** Waits for a state: a polled message arrives later than a pushed one. */
function seen<T>(state: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(state, { timeout: 5000, interval: 20 });
}

function describesItself({ subject }: Stage): void {
  it('has capabilities that make sense', () => {
    const { choices, maxTextLength, clockPrecisionMs, settleWithinMs, pace, window } = subject().channel.capabilities;
    const showsButtons = choices.support === 'full';
    expect(choices.max).toBeGreaterThanOrEqual(showsButtons ? 2 : 0);
    expect(choices.labelLength).toBeGreaterThanOrEqual(showsButtons ? 10 : 0);
    expect(maxTextLength).toBeGreaterThanOrEqual(100);
    expect(clockPrecisionMs).toBeGreaterThan(0);
    expect(settleWithinMs).toBeGreaterThanOrEqual(0);
    expect(pace.perSecond).toBeGreaterThan(0);
    expect(pace.atOnce).toBeGreaterThan(0);
    expect(window === null || window > 0).toBe(true);
  });

  it('tells its health before it was ever started', () => {
    expect(typeof subject().channel.health().state).toBe('string');
  });
}

function sendsInOrder(stage: Stage): void {
  it('answers a sent message with an id and a time', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    const receipt = await channel.send(chat, text('Your repair has started.'));
    expect(receipt.externalId).not.toBe('');
    expect(Math.abs(receipt.at.getTime() - Date.now())).toBeLessThan(60_000);
    expect((await stage.subject().shown()).map((message) => message.externalId)).toEqual([receipt.externalId]);
  });

  it('keeps the order of two messages', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    const first = await channel.send(chat, text('First.'));
    const second = await channel.send(chat, text('Second.'));
    expect(first.externalId).not.toBe(second.externalId);
    expect(await texts(stage)).toEqual(['First.', 'Second.']);
  });

  it('brings bold words and emoji whole', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    await channel.send(chat, text('🚗 *Ready* at 16:30, 👩🏽‍🔧 says *see you* & 2 < 3'));
    const [shown] = await stage.subject().shown();
    expect(shown?.text).toBe('🚗 Ready at 16:30, 👩🏽‍🔧 says see you & 2 < 3');
    expect(shown?.bold).toEqual(['Ready', 'see you']);
  });

  it('shows a card, drawn or as text', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    const card = { title: 'AB-123-C', lines: [{ text: 'Brake pads', amount: '€ 286,40', state: 'pending' as const }] };
    for (const part of adapt({ kind: 'card', card }, channel.capabilities)) await channel.send(chat, part);
    const words = (await texts(stage)).join('\n');
    expect(words).toContain('AB-123-C');
    expect(words).toContain('Brake pads');
    expect(words).toContain('€ 286,40');
  });
}

function receives(stage: Stage): void {
  it('receives what the person writes, as it was written', async () => {
    await stage.start();
    await stage.subject().writes('Is it *ready* yet? 😀');
    const message = await seen(() => expectOne(stage.received()));
    expect(message.chat).toBe(stage.subject().chat);
    expect(message.content).toMatchObject({ kind: 'text', text: 'Is it *ready* yet? 😀' });
    expect(message.dedupeKey).not.toBe('');
    expect(message.sender.id).not.toBe('');
    expect(new Date(message.at).toISOString()).toBe(message.at);
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  });

  it('receives a tap as the choice whose token was sent', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    const choices = [
      { token: 'approveQ17v2abcd', label: 'Approve' },
      { token: 'rejectsQ17v2abcd', label: 'Reject' },
    ];
    const [asked, ...more] = adapt({ kind: 'text', text: 'Shall we?', choices }, channel.capabilities);
    expect(more).toEqual([]);
    if (asked?.kind !== 'text' || asked.choices === undefined) return;
    await channel.send(chat, asked);
    expect((await stage.subject().shown())[0]?.choices).toEqual(choices);
    await stage.subject().taps('approveQ17v2abcd');
    const { content } = await seen(() => expectOne(stage.received()));
    expect(content).toMatchObject({ kind: 'choice', token: 'approveQ17v2abcd' });
    const tap = content.kind === 'choice' ? content.tap : undefined;
    if (acknowledgesTaps(channel) && tap !== undefined) await channel.acknowledgeTap(tap, 'Noted');
  });

  it('gives an event that comes twice the same dedupe key, and another event another one', async () => {
    await stage.start();
    await stage.subject().writes('Hello');
    await seen(() => expectOne(stage.received()));
    await stage.subject().redelivers();
    await seen(() => expect(stage.received()).toHaveLength(2));
    const [first, again] = stage.received();
    expect(again).toEqual(first);
    await stage.subject().writes('Hello');
    await seen(() => expect(stage.received()).toHaveLength(3));
    expect(stage.received()[2]?.dedupeKey).not.toBe(first?.dedupeKey);
  });
}

function replaces(stage: Stage): void {
  it('replaces the text and takes the buttons away when a sent message is edited', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    const choices = [{ token: 'approveQ17v2abcd', label: 'Approve' }];
    const sent = await channel.send(chat, { kind: 'text', text: 'Shall we?', choices });
    if (!editsMessages(channel)) return expect('edit' in channel).toBe(false);
    const edited = await channel.edit(chat, sent.externalId, text('*Approved.*'));
    expect(edited.externalId).toBe(sent.externalId);
    expect(await stage.subject().shown()).toEqual([
      { externalId: sent.externalId, text: 'Approved.', bold: ['Approved.'], choices: [] },
    ]);
  });
}

function fails(stage: Stage): void {
  it('throws nothing but a DeliveryError when the person refuses, and stays able to tell its health', async () => {
    await stage.start();
    const { channel, chat } = stage.subject();
    await stage.subject().refuses();
    const error: unknown = await channel
      .send(chat, text('Your repair has started.'))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(JSON.stringify(error) + String(error)).not.toContain('Your repair');
    expect(typeof channel.health().state).toBe('string');
  });
}

function startsAndStops(stage: Stage): void {
  it('starts without blocking', async () => {
    await expect(stage.start()).resolves.toBeUndefined();
  });

  it('leaves what comes after the abort to whoever listens next', async () => {
    await stage.start();
    const { channel } = stage.subject();
    stage.stop();
    if (channel.webhook !== undefined) return expect(typeof channel.health().state).toBe('string');
    const next: InboundMessage[] = [];
    const stopper = new AbortController();
    await channel.start(async (message) => void next.push(message), stopper.signal);
    await stage.subject().writes('Anyone there?');
    await seen(() => expectOne(next));
    stopper.abort();
    expect(stage.received()).toEqual([]);
  });
}

function expectOne(messages: readonly InboundMessage[]): InboundMessage {
  expect(messages).toHaveLength(1);
  const [message] = messages;
  if (message === undefined) throw new Error('Nothing was received.');
  return message;
}
