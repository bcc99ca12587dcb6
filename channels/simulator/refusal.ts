import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Words } from './wording.ts';

/** Why a request is refused; the code is stable, the sentence is found in the words of the page. */
export type Problem = keyof Words['problems'];

const statusOf: Readonly<Record<Problem, ContentfulStatusCode>> = {
  foreign: 403,
  malformed: 400,
  wrongType: 415,
  empty: 400,
  unsendable: 400,
  tooLarge: 413,
  notAPhoto: 415,
  unknownChat: 404,
  noButtons: 409,
  notACustomer: 409,
  noNumber: 409,
  noInvitation: 409,
  badMinutes: 400,
  notFound: 404,
};

/** A request that cannot be served, as a value of `Problem` that the app turns into a sentence. */
export class Refusal extends HTTPException {
  override readonly name = 'Refusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(statusOf[problem], { message: problem });
    this.problem = problem;
  }
}
