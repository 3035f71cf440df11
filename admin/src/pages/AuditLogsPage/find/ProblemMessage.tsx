import { Flex, TextButton, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { SearchProblem } from '../../../../../server/src/contracts/search';
import { useTranslate } from '../../../wording/translation';

interface ProblemMessageProps {
  id: string;
  problems: readonly SearchProblem[];
  /** Takes what was probably meant instead of the part that is not understood. */
  onMend: (problem: SearchProblem) => void;
}

/** What the search box does not understand, word by word, and what was probably meant. */
export function ProblemMessage({ id, problems, onMend }: ProblemMessageProps) {
  const t = useTranslate();
  return (
    <div id={id} role="alert">
      {problems.map((problem) => (
        <Flex key={`${problem.code}${problem.span.from}`} gap={2} paddingTop={2} wrap="wrap">
          <WarningCircle aria-hidden fill="danger600" width="1.4rem" height="1.4rem" />
          <Typography variant="pi" textColor="danger600">
            {t(`find.problem.${problem.code}`, { word: problem.word })}
          </Typography>
          {problem.suggestion && (
            <TextButton onClick={() => onMend(problem)}>
              {t('find.did-you-mean', { text: problem.suggestion })}
            </TextButton>
          )}
        </Flex>
      ))}
    </div>
  );
}
