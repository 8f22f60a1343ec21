import { Badge, Button, Card, Group, Stack, Tabs, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { executionQueries } from "../api/executions";
import { type Inquiry, inquiryActions, inquiryQueries } from "../api/inquiries";
import type { InboxSearch } from "../app/search";
import { Empty, Failure, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { done } from "../components/notify";
import { Page } from "../components/Page";
import { ParameterFields } from "../components/ParameterFields";
import { StateBadge } from "../components/StateBadge";
import { useParameterForm } from "../components/useForm";
import { When } from "../components/When";
import { parametersOf } from "../workflows/parameters";

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
          <History />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Waiting({ first }: { first: string | undefined }) {
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
              .toSorted((a, b) => Number(b.id === first) - Number(a.id === first))
              .map((inquiry) => (
                <Question key={inquiry.id} inquiry={inquiry} />
              ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Question({ inquiry }: { inquiry: Inquiry }) {
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
        <Badge variant="light" color="violet" tt="none">
          {inquiry.assigned_to ?? "anybody"}
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

function History() {
  const query = useQuery(inquiryQueries.list({ per_page: 50 }));
  return (
    <Loaded query={query}>
      {({ data }) => {
        const ended = data.filter((inquiry) => inquiry.status !== "pending");
        return ended.length === 0 ? (
          <Empty title="No question has been answered yet" />
        ) : (
          <Stack>
            {ended.map((inquiry) => (
              <Card key={inquiry.id} withBorder>
                <Group justify="space-between">
                  <Text fw={600}>{inquiry.prompt}</Text>
                  <StateBadge state={inquiry.status} />
                </Group>
                <Text size="sm" c="dimmed" component="div">
                  <Link to="/executions/$id" params={{ id: inquiry.execution }}>
                    {inquiry.execution}
                  </Link>
                  {inquiry.responded_by && (
                    <>
                      , {inquiry.responded_by} <When at={inquiry.responded_at} />
                    </>
                  )}
                </Text>
                {inquiry.response != null && <Json value={inquiry.response} />}
              </Card>
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
}
