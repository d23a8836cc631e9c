import type { StandInProviderId } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { TESTS_EVERYTHING } from '../../support/tests-everything.ts';
import { outcomeOf, PROVIDER_CASES, type ProviderCase } from './cases/provider-cases.ts';
import { startSideBySide } from './side-by-side.ts';
import { tryProviderFault } from './try-provider-fault.ts';

const PROVIDERS: readonly StandInProviderId[] = ['groq', 'gemini', 'cerebras', 'cohere'];
/** Most cases wait for something that must not happen. */
const AT_ONCE = 10;

// Cases that wait for a timeout start first, and the others run meanwhile.
const slowFirst = PROVIDER_CASES.toSorted((a, b) => Number(isSlow(b)) - Number(isSlow(a)));
const trials = slowFirst.flatMap((faultCase, index) =>
  providersFor(faultCase, index).map((id) => ({ id, faultCase })),
);

describe('a provider that fails', () => {
  let outcomes: Promise<unknown>[] = [];

  beforeAll(() => {
    const works = trials.map(
      ({ id, faultCase }) =>
        () =>
          tryProviderFault(id, faultCase, outcomeOf(faultCase, id)).catch((error: unknown) => error),
    );
    const slow = works.slice(0, slowCount());
    outcomes = [...startSideBySide(slow, slow.length), ...startSideBySide(works.slice(slow.length), AT_ONCE)];
  });

  it.each(trials.map(({ id, faultCase }, index) => [id, faultCase.fault, faultCase, index] as const))(
    '%s: %s',
    async (id, _, faultCase, index) => {
      expect(await outcomes[index]).toEqual(outcomeOf(faultCase, id));
    },
    600_000,
  );
});

/** One provider behaves as all do, in turn; those that do not are tried always. */
function providersFor({ only = PROVIDERS, except = {} }: ProviderCase, index: number): StandInProviderId[] {
  const [usual, unusual] = [only.filter((id) => !except[id]), only.filter((id) => except[id])];
  const chosen = TESTS_EVERYTHING ? usual : usual.slice(index % usual.length).slice(0, 1);
  return [...chosen, ...unusual];
}

function isSlow({ cause }: ProviderCase): boolean {
  return cause !== 'refused' && (cause.kind === 'hang' || cause.kind === 'stall');
}

function slowCount(): number {
  return trials.filter(({ faultCase }) => isSlow(faultCase)).length;
}
