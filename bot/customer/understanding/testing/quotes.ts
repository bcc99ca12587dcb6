import { type Bound, bind, type Quote } from '../binder.ts';
import { normalise } from '../normalise.ts';

const names = { customer: 'Jan de Jong', staff: ['Mark Bakker', 'Garage De Brug'] };

export const oneLine: Quote = { lines: [{ number: 1, description: 'Remblokken voor' }], totalMinor: 324_40 };
export const twoLines: Quote = {
  lines: [
    { number: 1, description: 'Remblokken voor' },
    { number: 2, description: 'Accu' },
  ],
  totalMinor: 324_40,
};
/** The garage knows who writes. */
export function known(quote: Quote): Quote {
  return { ...quote, names };
}

export function bound(text: string, quote: Quote): Bound | undefined {
  return bind(text, normalise(text), quote);
}
