import { Badge, Button, Card, Group, Stack, Tabs, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { executionQueries } from "../api/executions";
import { type Inquiry, inquiryActions, inquiryQueries } from "../api/inquiries";
import { sessionQueries } from "../api/session";
import type { InboxSearch } from "../app/search";
import { Empty, Failure, Loaded } from "../components/Feedback";
import { done } from "../components/notify";
import { Page } from "../components/Page";
import { ParameterFields } from "../components/ParameterFields";
import { useParameterForm } from "../components/useForm";
import { When } from "../components/When";
import { parametersOf } from "../workflows/parameters";
import { History } from "./History";

const route = getRouteApi("/inbox");

/** Questions that executions ask people, and what was answered. */
export function InboxPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab = search.tab ?? "pending";
  return (
    <Page title="Inbox" lead="Executions that wait for an answer.">
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next as InboxSearch["tab"] }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="pending">Waiting</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pending">
          <Waiting first={search.inquiry} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History
            search={search}
            onChange={(part) =>
              void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
            }
          />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Waiting({ first }: { first: string | undefined }) {
  const me = useQuery(sessionQueries.current()).data;
  const mine = (inquiry: Inquiry) =>
    inquiry.assigned_to !== null &&
    (inquiry.assigned_to === me?.login || me?.names.includes(inquiry.assigned_to) === true);
  const rank = (inquiry: Inquiry) => (inquiry.id === first ? 2 : mine(inquiry) ? 1 : 0);
  const query = useQuery(inquiryQueries.list({ status: "pending", per_page: 50 }));
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title="Nobody is asked anything" command="./heddle run examples/approval.yaml">
            When a workflow asks a question, it appears here with a form to answer it.
          </Empty>
        ) : (
          <Stack>
            {data
              .toSorted((a, b) => rank(b) - rank(a))
              .map((inquiry) => (
                <Question key={inquiry.id} inquiry={inquiry} mine={mine(inquiry)} />
              ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Question({ inquiry, mine }: { inquiry: Inquiry; mine: boolean }) {
  const fields = parametersOf(inquiry.schema);
  const form = useParameterForm(fields);
  const [failure, setFailure] = useState<Error>();
  const queries = useQueryClient();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: inquiryQueries.all });
    void queries.invalidateQueries({ queryKey: executionQueries.all });
  };
  const respond = useMutation({
    mutationFn: (values: Record<string, unknown>) => inquiryActions.respond(inquiry.id, values),
    onError: (error) => setFailure(form.refuse(error)),
    onSuccess: () => {
      done("Answered");
      refresh();
    },
  });
  const withdraw = useMutation({
    mutationFn: () => inquiryActions.cancel(inquiry.id),
    onError: setFailure,
    onSuccess: refresh,
  });
  return (
    <Card withBorder component="article" aria-label={inquiry.prompt}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Title order={2} size="h5" className="message">
          {inquiry.prompt}
        </Title>
        <Badge variant={mine ? "filled" : "light"} color="violet">
          {mine ? `you (${inquiry.assigned_to})` : (inquiry.assigned_to ?? "anybody")}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" mb="sm" component="div">
        asked by{" "}
        <Link to="/executions/$id" params={{ id: inquiry.execution }} search={{ task: inquiry.task }}>
          {inquiry.task}
        </Link>{" "}
        <When at={inquiry.created_at} />
        {inquiry.expires_at && (
          <>
            , expires <When at={inquiry.expires_at} />
          </>
        )}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setFailure(undefined);
          const values = form.values();
          if (values) respond.mutate(values);
        }}
      >
        <Stack maw={520}>
          <ParameterFields
            parameters={fields}
            texts={form.texts}
            errors={form.errors}
            onChange={form.change}
          />
          {failure && <Failure error={failure} />}
          <Group>
            <Button type="submit" loading={respond.isPending}>
              Answer
            </Button>
            <Button
              variant="subtle"
              color="red"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate()}
            >
              Withdraw the question
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
