import { describe, expect, it } from 'vitest';
import { UsageError } from './command-line.ts';
import { readCustomerCommand, retentionText } from './customer-command.ts';

const id = '01a22fbb-85da-77ab-ba1c-785e9a26938c';

function read(line: string) {
  return readCustomerCommand(line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? []);
}

describe('the customer command', () => {
  it.each([
    ['retention', { verb: 'retention' }],
    ['find "Jan Jansen"', { verb: 'find', words: 'Jan Jansen' }],
    ['find AB 123 C', { verb: 'find', words: 'AB 123 C' }],
    [`export --customer ${id} --to jan.zip`, { verb: 'export', customerId: id, to: 'jan.zip' }],
    [`erase --customer ${id.toUpperCase()}`, { verb: 'erase', customerId: id, yes: false, evenOpen: false }],
    [`erase --customer=${id} --yes --even-open`, { yes: true, evenOpen: true }],
  ])('reads %s', (line, command) => {
    expect(read(line)).toMatchObject(command);
  });
  it.each([
    ['', 'Use one of'],
    ['forget Jan', 'Use one of'],
    ['find', 'at least two letters'],
    ['find " "', 'at least two letters'],
    [`export --customer ${id}`, '--to is missing'],
    [`export --customer ${id} --to " "`, '--to is missing'],
    ['erase --yes', '--customer is missing'],
    ['erase --customer Jan', '--customer has to be an id'],
    [`erase ${id} --customer ${id}`, 'means nothing here'],
    [`erase --customer ${id} --to x`, '--to means nothing here'],
    ['find Jan --yes', '--yes means nothing here'],
    ['erase --force', 'Unknown option --force. Use: npm run -s customer -- erase'],
    ['erase --custmer x', 'did you mean --customer?'],
  ])('says what is wrong with %s', (line, sentence) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(sentence);
  });
  it('prints what is kept how long', () => {
    expect(retentionText().split('\n').slice(0, 2)).toEqual([
      'TABLE            AFTER     WHAT GOES',
      'inbox            30 days   copies of what came in, once they are handled',
    ]);
  });
});
