import { Badge, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Claim, type Policy, policyActions, policyQueries } from "../api/policies";
import { Beside, Chosen } from "../components/Beside";
import { DeleteButton } from "../components/DeleteButton";
import { Empty, Loaded } from "../components/Feedback";
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus } from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { done, refused } from "../components/notify";
import { Page } from "../components/Page";
import { Part } from "../components/Part";
import { When } from "../components/When";
import { documentOf, draftOf } from "./draft";
import { PolicyForm } from "./PolicyForm";
import { limitsOf } from "./words";

const route = getRouteApi("/policies");

/** What limits how much runs at once or in a time; who holds the slots and who waits for one. */
export function PoliciesPage() {
  const { policy } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (next: string | undefined) => void navigate({ search: { policy: next }, replace: true });
  const [making, setMaking] = useState(false);
  const query = useQuery(policyQueries.list());
  return (
    <Page
      title="Policies"
      lead="How much may run at once or in a time, who holds the slots, who waits."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          Make a policy
        </Button>
      }
    >
      {making && <PolicyForm onClose={() => setMaking(false)} onDone={choose} />}
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="Nothing is limited" command="heddle policy set policy.yaml">
              A policy limits one action, a pack or everything; packs bring them in the directory policies.
            </Empty>
          ) : (
            <Beside aside={policy && <Line key={policy} policy={policy} onClose={() => choose(undefined)} />}>
              <Listing<Policy>
                label="Policies"
                rows={data}
                keyOf={(each) => each.ref}
                selected={policy}
                columns={[
                  {
                    title: "Policy",
                    cell: (each) => (
                      <>
                        <RowName onClick={() => choose(each.ref)}>{each.ref}</RowName>
                        {each.label && each.label !== each.ref && (
                          <Text size="xs" c="dimmed">
                            {each.label}
                          </Text>
                        )}
                      </>
                    ),
                  },
                  { title: "Holds for", cell: (each) => each.action_ref ?? each.pack_ref ?? "everything" },
                  {
                    title: "Allows",
                    cell: (each) => limitsOf(each).map((limit) => <div key={limit}>{limit}</div>),
                  },
                  { title: "Priority", right: true, tight: true, cell: (each) => each.priority },
                  {
                    title: "State",
                    tight: true,
                    cell: (each) => (
                      <Badge variant="light" color={each.enabled ? "teal" : "gray"}>
                        {each.enabled ? "in force" : "off"}
                      </Badge>
                    ),
                  },
                ]}
              />
            </Beside>
          )
        }
      </Loaded>
    </Page>
  );
}

function Line({ policy, onClose }: { policy: string; onClose: () => void }) {
  const query = useQuery(policyQueries.one(policy));
  return (
    <Loaded query={query}>
      {(found) => {
        const limit = found.concurrency?.limit;
        return (
          <Chosen title={found.ref} label={`Policy ${found.ref}`} onClose={onClose}>
            <Stack gap="sm">
              {limitsOf(found).map((each) => (
                <Text key={each} size="sm">
                  {each}
                </Text>
              ))}
              {limit !== undefined && !found.concurrency?.parameters?.length && (
                <Group gap="sm" wrap="nowrap">
                  <Progress
                    flex={1}
                    size="lg"
                    value={(100 * found.held) / limit}
                    color={found.held >= limit ? "orange" : "teal"}
                    aria-label={`${found.held} of ${limit} slots are held`}
                  />
                  <Text size="sm" className="number">
                    {found.held} of {limit}
                  </Text>
                </Group>
              )}
              <Steering policy={found} onGone={onClose} />
              <Part title={`Hold a slot: ${found.held}`}>
                <Claims claims={found.holders} none="nobody" />
              </Part>
              <Part title={`Wait in line: ${found.queued}`}>
                <Claims claims={found.waiting} none="nobody" />
              </Part>
            </Stack>
          </Chosen>
        );
      }}
    </Loaded>
  );
}

/** What no pack brought is changed, switched off and deleted here. */
function Steering({ policy, onGone }: { policy: Policy; onGone: () => void }) {
  const [changing, setChanging] = useState(false);
  const queries = useQueryClient();
  const told = () => queries.invalidateQueries({ queryKey: ["policies"] });
  const flip = useMutation({
    mutationFn: () =>
      policyActions.replace(policy.ref, documentOf({ ...draftOf(policy), enabled: !policy.enabled })),
    onError: refused,
    onSuccess: told,
  });
  const remove = useMutation({
    mutationFn: () => policyActions.delete(policy.ref),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${policy.ref}`);
      onGone();
      queries.removeQueries({ queryKey: policyQueries.one(policy.ref).queryKey });
      return told();
    },
  });
  if (policy.pack !== null) {
    return (
      <Text size="sm" c="dimmed">
        It is a file of the pack {policy.pack}: change it there, or make one of higher priority.
      </Text>
    );
  }
  return (
    <Group gap="xs">
      {changing && <PolicyForm policy={policy} onClose={() => setChanging(false)} />}
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPencil size={14} />}
        onClick={() => setChanging(true)}
      >
        Change
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={policy.enabled ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        loading={flip.isPending}
        onClick={() => flip.mutate()}
      >
        {policy.enabled ? "Switch off" : "Switch on"}
      </Button>
      <DeleteButton name={policy.ref} busy={remove.isPending} onDelete={() => remove.mutate()}>
        It limits nothing any more; what waits under it goes on.
      </DeleteButton>
    </Group>
  );
}

function Claims({ claims, none }: { claims: readonly Claim[]; none: string }) {
  if (claims.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Stack gap={4} component="ol" className="story">
      {claims.map((claim) => (
        <Group key={claim.attempt ?? claim.execution} gap="sm" component="li">
          <Link to="/executions/$id" params={{ id: claim.execution }}>
            {claim.attempt ?? claim.execution}
          </Link>
          {claim.key && (
            <Badge size="sm" variant="outline" color="gray">
              {keyOf(claim.key)}
            </Badge>
          )}
          <Text size="xs" c="dimmed">
            <When at={claim.since ?? claim.claimed_at} />
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

/** The values of parameters that are counted together, as one reads them. */
function keyOf(key: string): string {
  try {
    const values: unknown = JSON.parse(key);
    return Array.isArray(values) ? values.map((each) => String(each)).join(", ") : key;
  } catch {
    return key;
  }
}
