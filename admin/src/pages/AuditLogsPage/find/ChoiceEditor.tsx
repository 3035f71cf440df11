import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  Loader,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useState } from 'react';

import {
  closedValuesOf,
  parseSearch,
  printTerm,
  type FilterWord,
} from '../../../../../server/src/contracts/search';
import { useTranslate } from '../../../wording/translation';
import type { TermGroup } from './terms';
import { useChoices, type Choice } from './useChoices';

interface ChoiceEditorProps {
  group: TermGroup;
  /** What a value is called, also one that is no longer among the choices. */
  valueText: (key: FilterWord, value: string) => string;
  onApply: (group: TermGroup) => void;
}

/** A value by itself; null if it would not be understood. */
const understood = (key: FilterWord, value: string): string | null => {
  const { problems } = parseSearch(printTerm({ key, value, negated: false }));
  return problems.length === 0 ? value : null;
};

/** Chooses the values of one key, several at once; free ones can be typed. */
export function ChoiceEditor({ group, valueText, onApply }: ChoiceEditorProps) {
  const t = useTranslate();
  const { key } = group;
  const [typed, setTyped] = useState('');
  // Typed to find a choice that was then checked, not to be a value itself.
  const [hasServed, setHasServed] = useState(false);
  const [values, setValues] = useState(group.values);
  const [negated, setNegated] = useState(group.negated);
  const { choices, loading, failed } = useChoices(key, typed.trim());
  const closed = closedValuesOf(key) !== null;
  const free = closed || hasServed ? null : understood(key, typed.trim());

  // What the chip has stands first, where it need not be looked for.
  const first: Choice[] = group.values.map((value) => ({ value, label: valueText(key, value) }));
  const others = choices.filter(({ value }) => !group.values.includes(value));
  const typedBefore: Choice[] = values
    .filter((value) => ![...first, ...others].some((choice) => choice.value === value))
    .map((value) => ({ value, label: valueText(key, value) }));
  const toggle = (value: string) => {
    setHasServed(true);
    setValues(values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
  };
  const apply = () => {
    const all = free && !values.includes(free) ? [...values, free] : values;
    onApply({ key, negated, values: all });
  };
  const shown: Choice[] = typed ? choices : [...first, ...typedBefore, ...others];

  return (
    <Flex
      tag="form"
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={4}
      width="min(36rem, calc(100vw - 3.2rem))"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        event.stopPropagation();
        apply();
      }}
    >
      {!closed && (
        <Field.Root name={`find-${key}`} hint={t(`find.hint.${key}`)}>
          <Field.Label>{t(`find.key.${key}`)}</Field.Label>
          <TextInput
            size="S"
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
              setTyped(event.target.value);
              setHasServed(false);
            }}
          />
          <Field.Hint />
        </Field.Root>
      )}
      {loading && <Loader small>{t('find.loading')}</Loader>}
      {failed && <Typography textColor="danger600">{t('filters.choices-failed')}</Typography>}
      {shown.length > 0 && (
        <Box role="group" aria-label={t(`find.key.${key}`)} maxHeight="24rem" overflow="auto">
          {shown.map(({ value, label, hint, group: heading }, index) => (
            <Box key={value} paddingTop={1} paddingBottom={1} paddingLeft={1}>
              {heading && heading !== shown[index - 1]?.group && (
                <Typography variant="sigma" textColor="neutral600">
                  {heading}
                </Typography>
              )}
              <Checkbox checked={values.includes(value)} onCheckedChange={() => toggle(value)}>
                <bdi>{label}</bdi>
                {hint && (
                  <>
                    {' · '}
                    <bdi>{hint}</bdi>
                  </>
                )}
              </Checkbox>
            </Box>
          ))}
        </Box>
      )}
      <Checkbox checked={negated} onCheckedChange={() => setNegated(!negated)}>
        {t('find.leave-out')}
      </Checkbox>
      <Button type="submit" disabled={values.length === 0 && free === null} fullWidth>
        {t('find.apply')}
      </Button>
    </Flex>
  );
}
