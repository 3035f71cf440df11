import { Button, Flex } from '@strapi/design-system';

import { styled } from 'styled-components';

import { useTranslate } from '../../../wording/translation';
import { READY_QUESTIONS } from './ready-questions';

const Questions = styled(Flex)`
  // In a narrow window they are one row to push sideways, not three above the events.
  overflow-x: auto;
  padding: 2px;

  > * {
    flex: none;
  }
  ${({ theme }) => theme.breakpoints.medium} {
    flex-wrap: wrap;
  }
`;

interface ReadyQuestionsProps {
  text: string;
  onAsk: (text: string) => void;
}

/** One click for what people come for most often. */
export function ReadyQuestions({ text, onAsk }: ReadyQuestionsProps) {
  const t = useTranslate();
  return (
    <Questions gap={2} role="group" aria-label={t('find.ready')}>
      {READY_QUESTIONS.map((question) => (
        <Button
          key={question.text}
          size="S"
          variant={text === question.text ? 'secondary' : 'ghost'}
          aria-pressed={text === question.text}
          onClick={() => onAsk(text === question.text ? '' : question.text)}
        >
          {t(question.label)}
        </Button>
      ))}
    </Questions>
  );
}
