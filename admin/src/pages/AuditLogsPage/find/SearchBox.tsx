import { Box } from '@strapi/design-system';
import { Cross, Search as SearchIcon } from '@strapi/icons';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';

import {
  parseSearch,
  printSearch,
  type SearchProblem,
} from '../../../../../server/src/contracts/search';
import { useTranslate } from '../../../wording/translation';
import { CompletionList, offerId } from './CompletionList';
import { complete, type Completion } from './completions';
import { ProblemMessage } from './ProblemMessage';
import { useCompletions } from './useCompletions';

const Frame = styled(Box)`
  position: relative;

  svg {
    flex: none;
  }
`;

const Field = styled.div`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  height: 4rem;
  padding-inline: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral600};

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }
  &[data-invalid='true'] {
    border-color: ${({ theme }) => theme.colors.danger600};
  }
`;

const Input = styled.input`
  flex: 1;
  min-width: 0;
  border: none;
  outline: none;
  background: transparent;
  font-size: 1.4rem;
  color: ${({ theme }) => theme.colors.neutral800};

  &::placeholder {
    color: ${({ theme }) => theme.colors.neutral600};
  }
`;

const ClearButton = styled.button`
  all: unset;
  cursor: pointer;
  display: flex;
  padding: 0.4rem;
  border-radius: 2px;

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

interface SearchBoxProps {
  text: string;
  onSearch: (text: string) => void;
}

/** The question as text, with offers while it is typed. Enter asks it. */
export function SearchBox({ text, onSearch }: SearchBoxProps) {
  const t = useTranslate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(text);
  const [caret, setCaret] = useState(text.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [problems, setProblems] = useState(() => parseSearch(text).problems);
  // A chip, a link or "back" may change the question at any time.
  const [asked, setAsked] = useState(text);
  if (asked !== text) {
    setAsked(text);
    setDraft(text);
    setCaret(text.length);
    setProblems(parseSearch(text).problems);
  }
  const { place, offers } = useCompletions(draft, caret, isOpen);
  const showsOffers = isOpen && offers.length > 0;

  const moved = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (moved.current !== null) input.current?.setSelectionRange(moved.current, moved.current);
    moved.current = null;
  }, [draft]);

  const write = (next: string, at: number) => {
    setDraft(next);
    setCaret(at);
    setActive(-1);
    setProblems([]);
  };

  const search = (question: string) => {
    const parsed = parseSearch(question);
    setProblems(parsed.problems);
    setOpen(false);
    if (parsed.problems.length > 0) return;
    const printed = printSearch(parsed.search);
    setDraft(printed);
    onSearch(printed);
  };

  const take = (offer: Completion) => {
    const next = complete(draft, place, offer);
    moved.current = next.caret;
    write(next.text, next.caret);
    setOpen(true);
  };

  const mend = ({ span, suggestion }: SearchProblem) =>
    search(draft.slice(0, span.from) + (suggestion ?? '') + draft.slice(span.to));

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = showsOffers ? offers[active] : undefined;
    if (step) {
      event.preventDefault();
      setOpen(true);
      // One place more than offers: the text itself.
      const places = offers.length + 1;
      if (showsOffers) setActive(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) take(chosen);
      else search(draft);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setActive(-1);
    }
  };

  return (
    <Frame flex="1" minWidth={0}>
      <Box position="relative">
        <Field data-invalid={problems.length > 0}>
          <SearchIcon aria-hidden width="1.6rem" height="1.6rem" />
          <Input
            ref={input}
            role="combobox"
            aria-label={t('find.box')}
            aria-expanded={showsOffers}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={
              showsOffers && active >= 0 ? offerId(`${id}-list`, active) : undefined
            }
            aria-invalid={problems.length > 0}
            aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('find.placeholder')}
            // The keys are words of the left-to-right kind; the placeholder is the reader's.
            dir={draft === '' ? undefined : 'auto'}
            value={draft}
            onChange={(event) => {
              write(event.target.value, event.target.selectionStart ?? event.target.value.length);
              setOpen(true);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? draft.length)}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          {draft !== '' && (
            <ClearButton
              type="button"
              aria-label={t('find.empty-box')}
              onClick={() => {
                search('');
                input.current?.focus();
              }}
            >
              <Cross aria-hidden width="1.2rem" height="1.2rem" />
            </ClearButton>
          )}
        </Field>
        {showsOffers && (
          <CompletionList id={`${id}-list`} offers={offers} active={active} onTake={take} />
        )}
      </Box>
      {problems.length > 0 && (
        <ProblemMessage id={`${id}-problems`} problems={problems} onMend={mend} />
      )}
    </Frame>
  );
}
