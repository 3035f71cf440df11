import { Box } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { EventDetails, RequestRecord } from '../../../../../../server/src/contracts';
import { actionLabel } from '../../../../wording/action';
import { isNamed, resourceLabel } from '../../../../wording/resource';
import { useTranslate } from '../../../../wording/translation';
import { ActorWithLink } from '../ActorWithLink';
import { claimsOf } from '../claims';
import { EntryLink } from '../EntryLink';
import { Code, Fact } from '../Fact';

const Grid = styled(Box)`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
`;

/** The browser or program in words, and below it what it said of itself. */
function UserAgent({ agent, userAgent }: Pick<RequestRecord, 'agent' | 'userAgent'>) {
  const t = useTranslate();
  if (!agent) return <Code>{userAgent}</Code>;
  const { program, system } = agent;
  return (
    <>
      {system ? t('details.agent', { program, system }) : program}
      <br />
      <Code>{userAgent}</Code>
    </>
  );
}

/** Who, from where, by which request, on what. */
export function ContextTab({ event }: { event: EventDetails }) {
  const intl = useIntl();
  const t = useTranslate();
  const { actor, request, resource } = event;
  const claimed = claimsOf(event);
  const resourceCodes = [resource.type, resource.documentId ?? resource.id, resource.status];
  const codeOf = (text: string | null) => text && <Code>{text}</Code>;

  return (
    <Grid tag="dl">
      <Fact label="details.actor">
        <ActorWithLink actor={actor} />
      </Fact>
      <Fact label="details.claimed-actor">{claimed.actor && <bdi>{claimed.actor}</bdi>}</Fact>
      <Fact label="details.claimed-time">{codeOf(claimed.occurredAt)}</Fact>
      <Fact label="details.action">
        {actionLabel(intl, event.action, event.actionLabel ?? undefined)}
        <br />
        <Code>{event.action}</Code>
      </Fact>
      <Fact label="details.resource">
        {isNamed(resource) ? (
          <>
            <bdi>{resourceLabel(intl, resource)}</bdi>
            <br />
            <Code>{resourceCodes.filter(Boolean).join(' · ')}</Code>
            {resource.documentId && <EntryLink id={event.id} resource={resource} />}
          </>
        ) : null}
      </Fact>
      <Fact label="details.origin">{t(`origin.${event.origin}`)}</Fact>
      <Fact label="details.ip">{request.ip && <bdi dir="ltr">{request.ip}</bdi>}</Fact>
      <Fact label="details.user-agent">
        {request.userAgent && <UserAgent agent={request.agent} userAgent={request.userAgent} />}
      </Fact>
      <Fact label="details.request">
        {codeOf([request.method, request.path].filter(Boolean).join(' '))}
      </Fact>
      <Fact label="details.status">{request.status}</Fact>
      <Fact label="details.duration">
        {request.durationMs === null
          ? null
          : t('details.duration.value', { ms: intl.formatNumber(request.durationMs) })}
      </Fact>
      <Fact label="details.count">{event.count > 1 ? intl.formatNumber(event.count) : null}</Fact>
      <Fact label="details.tags">{codeOf(event.tags.join(' · '))}</Fact>
      <Fact label="details.request-id">{codeOf(request.id)}</Fact>
      <Fact label="details.operation-id">{codeOf(event.operationId)}</Fact>
      <Fact label="details.session-id">{codeOf(request.sessionId)}</Fact>
      <Fact label="details.event-id">{codeOf(event.id)}</Fact>
    </Grid>
  );
}
