import { Card, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Inquiry, inquiryQueries } from "../api/inquiries";
import { ENDED_INQUIRIES, type InboxSearch } from "../app/search";
import { Empty, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { Pages } from "../components/Pages";
import { StateBadge } from "../components/StateBadge";
import { lookOf } from "../components/states";
import { When } from "../components/When";

/** Questions that do not wait any more: answered, expired or withdrawn. */
export function History({
  search,
  onChange,
}: {
  search: InboxSearch;
  onChange: (part: Partial<InboxSearch>) => void;
}) {
  const status = search.status ?? "responded";
  const query = useQuery(inquiryQueries.list({ status, page: search.page ?? 1, per_page: 20 }));
  return (
    <Stack>
      <SegmentedControl
        aria-label="How they ended"
        value={status}
        onChange={(next) => onChange({ status: next as typeof status, page: undefined })}
        data={ENDED_INQUIRIES.map((each) => ({ value: each, label: lookOf(each).word }))}
        w="fit-content"
      />
      <Loaded query={query}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty title={status === "responded" ? "No question has been answered yet" : "There is none"} />
          ) : (
            <>
              {data.map((inquiry) => (
                <Past key={inquiry.id} inquiry={inquiry} />
              ))}
              <Pages pagination={pagination} onChange={(page) => onChange({ page })} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Past({ inquiry }: { inquiry: Inquiry }) {
  return (
    <Card withBorder>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} className="message">
          {inquiry.prompt}
        </Text>
        <StateBadge state={inquiry.status} />
      </Group>
      <Text size="sm" c="dimmed" component="div" mb={inquiry.response == null ? 0 : "xs"}>
        <Link to="/executions/$id" params={{ id: inquiry.execution }} search={{ task: inquiry.task }}>
          {inquiry.task}
        </Link>
        {inquiry.responded_by && (
          <>
            , answered by {inquiry.responded_by} <When at={inquiry.responded_at} />
          </>
        )}
      </Text>
      {inquiry.response != null && <Json value={inquiry.response} />}
    </Card>
  );
}
