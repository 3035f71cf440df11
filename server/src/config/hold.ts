import { describeProblem, parseSearch } from '../contracts';

/** Why a text is no search that could hold events, or null if it is one. */
export function holdProblem(text: string): string | null {
  const { search, problems } = parseSearch(text);
  if (problems.length > 0) return problems.map(describeProblem).join(' ');
  return search.length === 0 ? 'An empty search would hold every event.' : null;
}
